"""The colors of HTML reports."""

from __future__ import annotations

import re

import pytest

from dspy_schema.documents import html


def read_colors() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root\{([^}]*)\}", html._STYLE)
    return dict(
        zip(("light", "dark"), (dict(re.findall(r"--([a-z-]+):(#[0-9a-f]+)", block)) for block in blocks), strict=True)
    )


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_background_that_it_stands_on(scheme: str) -> None:
    """WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 or more."""
    colors = read_colors()[scheme]
    backgrounds = {name: ["back", "head"] for name in ("text", "link", "weak", "faint")}
    backgrounds |= {name: ["back", f"{name}-back"] for name in ("strong", "middle", "alarm")}
    backgrounds["faint"] += ["strong-back", "middle-back", "alarm-back"]
    for name, behind in backgrounds.items():
        for background in behind:
            darker, lighter = sorted((luminance(colors[name]), luminance(colors[background])))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (name, background)
