"""Find texts that are not UTF-8, or have half surrogate pairs: parsers that skip values miss them."""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]").search
# Importing the fast parser takes longer than checking less than this without it, and it is fast on long texts only.
_WORTH_IMPORTING = 1 << 15
_LONG = 1 << 10
_decode = msgspec.json.Decoder().decode


def scan_texts(texts: Sequence[bytes]) -> tuple[bool, list[int]]:
    """Whether no text has an escape, so that ASCII is printable, and the indices of those that may be ill-formed.

    The texts are of valid JSON grammar.
    """
    size = sum(map(len, texts))
    if size >= _LONG * len(texts):
        check = (size >= _WORTH_IMPORTING and _fast()) or is_well_formed
        return False, [index for index, text in enumerate(texts) if not check(text)]
    block = b"".join(texts)
    plain = b"\\" not in block and b"\x7f" not in block
    if not plain and _SURROGATE(block):
        return False, [index for index, text in enumerate(texts) if not is_well_formed(text)]
    if block.isascii() or all(map(_is_utf_8, filterfalse(bytes.isascii, texts))):
        return plain, []
    return plain, [index for index, text in enumerate(texts) if not _is_utf_8(text)]


def _is_utf_8(text: bytes) -> bool:
    try:
        str(text, "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_well_formed(text: bytes) -> bool:
    """Whether a text of valid JSON grammar is UTF-8 without half surrogate pairs."""
    if b"\\" not in text or not _SURROGATE(text):
        return text.isascii() or _is_utf_8(text)
    try:
        _decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _fast() -> Callable[[bytes], bool] | None:
    try:
        import simdjson
    except ModuleNotFoundError:
        return None
    parse = simdjson.Parser().parse

    def parses(text: bytes) -> bool:
        if text.isascii() and not _SURROGATE(text):
            return True
        try:
            parse(text)
        except (ValueError, RuntimeError):  # UnicodeDecodeError among them
            return False
        return True

    return parses
