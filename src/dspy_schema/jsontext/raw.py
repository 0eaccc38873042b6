"""Decode and encode without losing a digit.

A stand-in has the sign and the kind of the number, so that every verdict about it is right.
"""

from __future__ import annotations

import json
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
    # A number becomes a tuple, which nothing else does.
    return json.loads(bytes(value), parse_int=_number, parse_float=_number, parse_constant=_number)


def _number(written: str) -> tuple[str]:
    return (written,)


split_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


def names_differ(text: bytes) -> bool:
    """True only if no two members of the top-level object of a valid JSON text have one name."""
    return repeats_none(split_members(text), text)


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


_LONG: int = 10**MOST_DIGITS


def read_integer(text: str) -> int:
    """The integer that a text of any length writes, or one with its sign and MOST_DIGITS zeros."""
    if len(text) > MOST_DIGITS:
        return -_LONG if text.startswith("-") else _LONG
    return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)


def read_finite(text: str) -> float:
    """The double that a text writes, or the largest one with its sign."""
    number = float(text)
    return number if math.isfinite(number) else math.copysign(sys.float_info.max, number)
