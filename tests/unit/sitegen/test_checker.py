"""The scripts of the checker page call functions that the package has."""

from __future__ import annotations

import re
from pathlib import Path

from dspy_schema import browser

SCRIPTS = sorted((Path(__file__).parents[3] / "src/site/checker").glob("*.js"))


def test_scripts_call_what_the_package_has() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    # A report is of the last run; all else is a function of the module.
    calls = set(re.findall(r'(?:\bask\(|\bcall: )"(\w+)"', text)) - {"report"}
    assert calls == {"list_jobs", "render_json_ld", "render_lines", "find_secret_places"}
    assert [name for name in calls if not callable(getattr(browser, name, None))] == []
    assert set(re.findall(r"\brun\.(\w+)\(", text)) == {"step", "report"}
    assert [name for name in ("step", "report") if not callable(getattr(browser.Run, name, None))] == []
