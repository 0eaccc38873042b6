"""Whether the names in an object differ, found out without looking at each."""

from __future__ import annotations

import msgspec

_outline = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


def names_differ(text: bytes) -> bool:
    """True only if no two members of the top-level object of a valid JSON text have one name.

    The outline keeps each value verbatim and each name once, in its shortest form: a repeated name makes it
    shorter than the text.
    """
    outline = _encode(_outline(text))
    return len(outline) == len(text) or compact_length(outline) == compact_length(text)


def compact_length(text: bytes) -> int:
    """Bytes of a valid JSON text without the white space between its tokens."""
    return len(msgspec.json.format(text, indent=-1))
