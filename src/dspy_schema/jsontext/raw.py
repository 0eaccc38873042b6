"""JSON values as raw text: members and items without losing a digit, and numbers that Python cannot hold."""

from __future__ import annotations

import math
import sys
from typing import Any, TypeAlias

import msgspec

# Python refuses to convert longer texts (CVE-2020-10735).
MOST_DIGITS = 4000
Raw: TypeAlias = msgspec.Raw
Outline: TypeAlias = dict[str, msgspec.Raw]
NULL = msgspec.Raw(b"null")
UNFIT = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for a text that is not of the type that was asked for."""
encode = msgspec.json.Encoder().encode
decode_outline = msgspec.json.Decoder(Outline).decode
decode_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_text = msgspec.json.Decoder(str).decode
_LONG: int = 10**MOST_DIGITS


def to_raw(value: Any) -> Raw:
    """The JSON text of a value."""
    return msgspec.Raw(encode(value))


def read_text(value: Raw | None) -> str | None:
    """The text that a JSON string holds; None for any other value."""
    try:
        return None if value is None else _text(value)
    except UNFIT:
        return None


def read_members(value: Raw | None) -> Outline | None:
    """The members of a JSON object; None for any other value."""
    try:
        return None if value is None else decode_outline(value)
    except UNFIT:
        return None


def read_elements(value: Raw | None) -> list[Raw] | None:
    """The items of a JSON array; None for any other value."""
    try:
        return None if value is None else decode_items(value)
    except UNFIT:
        return None


def is_same_value(one: Raw, other: Raw) -> bool:
    """Whether two texts are one JSON value; numbers are, if they are written alike."""
    if one == other:
        return True
    try:
        return bool(_exact(one) == _exact(other))
    except (ValueError, RecursionError):
        return False


def _exact(value: Raw) -> Any:
    # Imported here, since that takes a tenth of a short run, which never compares values.
    import json

    # A number becomes a tuple, which nothing else does.
    return json.loads(bytes(value), parse_int=_number, parse_float=_number, parse_constant=_number)


def _number(written: str) -> tuple[str]:
    return (written,)


def names_differ(text: bytes) -> bool:
    """True only if no two members of the top-level object of a valid JSON text have one name."""
    return repeats_none(decode_outline(text), text)


def repeats_none(members: dict[str, msgspec.Raw], text: bytes) -> bool:
    """True only if no two members of the text, whose outline is `members`, have one name.

    The outline keeps each value verbatim and each name once, in its shortest form: a repeated name makes it
    shorter than the text.
    """
    encoded = encode(members)
    return len(encoded) == len(text) or _solid_length(encoded) == _solid_length(text)


def _solid_length(text: bytes) -> int:
    """The number of bytes of a text that are not white space, inside of strings either."""
    return len(text) - text.count(b" ") - text.count(b"\n") - text.count(b"\r") - text.count(b"\t")


def read_integer(text: str) -> int:
    """The integer of a text; of one that is too long, one with its sign and MOST_DIGITS zeros in its place.

    It compares with every limit as the integer does.
    """
    if len(text) > MOST_DIGITS:
        return -_LONG if text.startswith("-") else _LONG
    return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)


def read_finite(text: str) -> float:
    """The double of a text, or the largest one with its sign."""
    number = float(text)
    return number if math.isfinite(number) else math.copysign(sys.float_info.max, number)
