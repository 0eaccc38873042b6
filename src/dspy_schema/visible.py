"""Make text that comes from data safe to show."""

from __future__ import annotations

# Controls (a terminal obeys them, XML forbids most), line separators, marks that reorder what is read, half
# surrogate pairs (in names of files that are not UTF-8), and the two code points that XML forbids besides.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"


def visible(text: str) -> str:
    """The text with what must not be shown as it is in the form of a Python escape such as `\\x1b`."""
    if text.isprintable():
        return text
    import re

    return re.sub(_UNSAFE, lambda match: match[0].encode("unicode_escape").decode(), text)
