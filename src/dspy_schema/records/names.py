"""Whether the names in an object differ, found out without looking at each."""

from __future__ import annotations

import msgspec

outline = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


def names_differ(text: bytes) -> bool:
    """True only if no two members of the top-level object of a valid JSON text have one name."""
    return repeats_none(outline(text), text)


def repeats_none(members: dict[str, msgspec.Raw], text: bytes) -> bool:
    """True only if no two members of the text, whose outline is `members`, have one name.

    The outline keeps each value verbatim and each name once, in its shortest form: a repeated name makes it
    shorter than the text.
    """
    encoded = _encode(members)
    return len(encoded) == len(text) or _solid_length(encoded) == _solid_length(text)


def _solid_length(text: bytes) -> int:
    """Bytes of a text that are no white space: in strings only spaces are, and they are left out of both."""
    return len(text) - text.count(b" ") - text.count(b"\n") - text.count(b"\r") - text.count(b"\t")
