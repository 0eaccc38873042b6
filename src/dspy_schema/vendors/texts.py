"""JSON values as the texts they were written as: made, compared and looked into without losing a digit."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import msgspec

Raw: TypeAlias = msgspec.Raw
Outline: TypeAlias = dict[str, msgspec.Raw]

NULL = msgspec.Raw(b"null")
UNFIT = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for a text that is not of the type that was asked for."""

encode = msgspec.json.Encoder().encode
outline = msgspec.json.Decoder(Outline).decode
items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_text = msgspec.json.Decoder(str).decode


def raw(value: Any) -> Raw:
    """The JSON text of a value."""
    return msgspec.Raw(encode(value))


def text(value: Raw | None) -> str | None:
    """The text that a JSON string holds; None for any other value."""
    try:
        return None if value is None else _text(value)
    except UNFIT:
        return None


def members(value: Raw | None) -> Outline | None:
    """The members of a JSON object; None for any other value."""
    try:
        return None if value is None else outline(value)
    except UNFIT:
        return None


def elements(value: Raw | None) -> list[Raw] | None:
    """The items of a JSON array; None for any other value."""
    try:
        return None if value is None else items(value)
    except UNFIT:
        return None


def same(one: Raw, other: Raw) -> bool:
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
