"""Make text that comes from data safe to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from dspy_schema.findings import Finding

# Controls (a terminal obeys them, XML forbids most), line separators, marks that reorder what is read, half
# surrogate pairs (in names of files that are not UTF-8), and the two code points that XML forbids besides.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"


def visible(text: str) -> str:
    """The text with what must not be shown as it is in the form of a Python escape such as `\\x1b`."""
    if text.isprintable():
        return text
    import re

    return re.sub(_UNSAFE, lambda match: match[0].encode("unicode_escape").decode(), text)


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
