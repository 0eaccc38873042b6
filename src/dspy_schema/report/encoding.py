"""Findings as JSON, whatever is in their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from dspy_schema.findings import Finding


def encode(finding: Finding) -> bytes:
    """The finding as JSON; halves of surrogate pairs, which UTF-8 cannot hold, become text: `\\udcff`."""
    try:
        return msgspec.json.encode(finding)
    except UnicodeEncodeError:
        return msgspec.json.encode(well_formed(finding))


def well_formed(finding: Finding) -> Finding:
    """The finding with escapes in place of half surrogate pairs in its texts."""
    texts = {
        name: value.encode(errors="backslashreplace").decode()
        for name, value in msgspec.structs.asdict(finding).items()
        if isinstance(value, str) and name != "severity"
    }
    return msgspec.structs.replace(finding, **texts)
