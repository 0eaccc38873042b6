"""Which texts are UTF-8 without half surrogate pairs, to the last byte of every string: what skipping parsers miss."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]").search
# Importing the fast parser takes longer than checking less than this without it.
_WORTH_IMPORTING = 1 << 15


def doubtful(texts: Iterable[bytes], size: int) -> list[int]:
    """Indices of the texts, `size` bytes of valid JSON grammar in all, that may be ill-formed."""
    check = _fast() if size >= _WORTH_IMPORTING else None
    check = check or _is_well_formed
    return [index for index, text in enumerate(texts) if not check(text)]


def _is_well_formed(text: bytes) -> bool:
    try:
        return (text.isascii() or bool(str(text, "utf-8"))) and not _SURROGATE(text)
    except UnicodeDecodeError:
        return False


def _fast() -> Callable[[bytes], bool] | None:
    try:
        import simdjson
    except ModuleNotFoundError:
        return None
    parse = simdjson.Parser().parse

    def is_well_formed(text: bytes) -> bool:
        if text.isascii() and b"\\" not in text:
            return True
        try:
            parse(text)
        except (ValueError, RuntimeError):  # UnicodeDecodeError among them
            return False
        return True

    return is_well_formed
