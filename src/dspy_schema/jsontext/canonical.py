"""JSON values in canonical form (RFC 8785), in which equal values are equal texts.

Names are sorted by code point, as pyoxigraph and rdflib do, and not by UTF-16 unit, as RFC 8785 and pyld do: the two
differ only where names have characters beyond U+FFFF.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import msgspec

# A shorter text is parsed as fast as its rows are tried.
_WORTH_TRYING = 500
_DIGITS = bytes.maketrans(b"0123456789", b"0000000000")
_LONG = b"0" * 16
_GREATEST = 2**53
_encode = msgspec.json.Encoder(order="sorted").encode


class _Message(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    content: str
    role: str


class _Chat(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    messages: list[_Message]


class _Completion(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    completion: str
    prompt: str


# Most training data are rows of these shapes, which structs, with their fields in order, rewrite several times as fast.
_ROWS = (msgspec.json.Decoder(list[_Chat]).decode, msgspec.json.Decoder(list[_Completion]).decode)


class Canonical:
    """Writes JSON texts in canonical form, and says whether a number in them became another one."""

    def __init__(self) -> None:
        self._has_changed = False
        self._decode = msgspec.json.Decoder(float_hook=self._float).decode

    def text(self, text: bytes) -> tuple[bytes, bool]:
        """The canonical form of a JSON text, with numbers rounded to doubles as it demands; True if one changed.

        A number beyond the range of doubles stays as it is written. Raises RecursionError for what is nested too deep.
        """
        if rows := _rows(text):
            return _encode(rows), False
        if _LONG in text.translate(_DIGITS):
            return _encode(json.loads(text, parse_int=_exactly, parse_float=_exactly)), True
        self._has_changed = False
        return _encode(self._decode(text)), self._has_changed

    def changes(self, text: bytes) -> bool:
        """False if no number in a JSON text becomes another one; very fast for most texts."""
        if _rows(text):
            return False
        digits = text.translate(_DIGITS)
        if _LONG in digits:
            return True
        return (b".0" in text or b"0e" in digits or b"0E" in digits) and self.text(text)[1]

    def _float(self, number: str) -> msgspec.Raw:
        rounded, changes = _round_number(number)
        self._has_changed = self._has_changed or changes
        return rounded


def is_changed(number: str) -> bool:
    """Whether the JSON text of a number is another number in canonical form, or an integer that was none."""
    if (digits := number.lstrip("-")).isdigit():
        return len(digits) > 15 and (len(digits) > 16 or int(digits) > _GREATEST)
    value = float(number)
    if value.is_integer() and abs(value) < 1e21:
        return True
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(number) != Decimal(repr(value))
    except InvalidOperation:  # an exponent of 19 digits
        return True


def _rows(text: bytes) -> Any:
    if len(text) > _WORTH_TRYING:
        for decode in _ROWS:
            try:
                return decode(text)
            except msgspec.MsgspecError:
                continue
    return None


def _exactly(number: str) -> Any:
    return int(number) if number.lstrip("-").isdigit() and not is_changed(number) else _round_number(number)[0]


@lru_cache(maxsize=4096)
def _round_number(number: str) -> tuple[msgspec.Raw, bool]:
    import rfc8785

    value = float(number)
    text = number.encode() if value in {float("inf"), float("-inf")} else rfc8785.dumps(value)
    return msgspec.Raw(text), is_changed(number)
