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
    return len(outline) == len(text) or _solid_length(outline) == _solid_length(text)


def _solid_length(text: bytes) -> int:
    """Bytes of a text that are no white space: in strings only spaces are, and they are left out of both."""
    return len(text) - text.count(b" ") - text.count(b"\n") - text.count(b"\r") - text.count(b"\t")
