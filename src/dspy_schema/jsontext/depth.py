"""How deep arrays and objects may be nested: one limit for all formats, commands and versions of Python.

Below it no parser stops, and no function of this package that follows a value down, wherever a program calls it:
`STACK_ROOM` sees to that.
"""

from __future__ import annotations

import re
import sys
from _thread import _count, allocate_lock
from typing import TYPE_CHECKING, TypeVar

from dspy_schema.findings import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_Item = TypeVar("_Item")
# Far more than any record needs, and fewer than the levels at which the first parser stops: 1,000, by libyaml.
DEEPEST = 512
TOO_DEEP = f"arrays and objects are nested more than {DEEPEST} levels deep"
IN_BROWSER = sys.platform == "emscripten"
"""There the stack is small, and a parser that uses it up ends the program; elsewhere it raises RecursionError."""
# A document may hold its records in an array, which may be a member of an object.
LEVELS_AROUND = 2
# No text of valid grammar that is nested too deep is as short: each level has two brackets.
_SHORTEST_DEEP = 2 * DEEPEST
# Frames for each level, as many as any function needs to follow a value down, and those of this package above them.
_ROOM = 4 * DEEPEST + 400
# A string is matched first, so that what it contains is never taken for a bracket.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"?|([\[{])|([\]}])', re.DOTALL)


def find_nesting_fault(text: bytes, *, is_document: bool = False) -> Diagnostic | None:
    """Find the bracket of a JSON text with which it is nested too deep; None for all other texts.

    A document may have two levels more, for what its records are in.
    """
    deepest = DEEPEST + LEVELS_AROUND * is_document
    # Deleting a byte is several times as fast as counting it.
    if 2 * len(text) - len(text.replace(b"[", b"")) - len(text.replace(b"{", b"")) <= deepest:
        return None
    depth = 0
    for match in _TOKEN.finditer(text):
        if match[1]:
            depth += 1
            if depth > deepest:
                offset = len(text[: match.start()].decode(errors="replace"))
                return Diagnostic("DSP107", TOO_DEEP, offset=offset)
        elif match[2]:
            depth -= 1
    return None


def find_nesting_faults(texts: Sequence[bytes]) -> dict[int, Diagnostic]:
    """Find the faults of the texts of valid grammar that are nested too deep, by index."""
    return {
        index: fault
        for index, text in enumerate(texts)
        if len(text) > _SHORTEST_DEEP and (fault := find_nesting_fault(text))
    }


def spare_parsers(texts: list[bytes]) -> tuple[list[bytes], dict[int, Diagnostic]]:
    """Empty the texts that no parser must meet, in a browser; the texts, and the faults of these by index."""
    faults = find_nesting_faults(texts) if IN_BROWSER else {}
    return [b"" if index in faults else text for index, text in enumerate(texts)] if faults else texts, faults


class BoundParsers:
    """A context in which parsers stop where a text is nested too deep, or a few levels before that.

    Its value is False where it cannot see to that. Python 3.11 counts levels among frames, with one limit for all
    threads; later versions have limits of their own.
    """

    def __enter__(self) -> bool:
        self._limit_before = sys.getrecursionlimit()
        are_bound = sys.version_info < (3, 12) and not _count()
        if are_bound:
            sys.setrecursionlimit(_count_frames() + DEEPEST)
        return are_bound

    def __exit__(self, *_: object) -> None:
        sys.setrecursionlimit(self._limit_before)


class _StackRoom:
    """A context in which the stack has room for the deepest value, however deep the caller is in it."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._users = 0
        self._limit_before = 0

    def __enter__(self) -> None:
        needed = _count_frames() + _ROOM
        with self._lock:
            limit = sys.getrecursionlimit()
            if not self._users:
                self._limit_before = limit
            self._users += 1
            if limit < needed:
                sys.setrecursionlimit(needed)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                sys.setrecursionlimit(self._limit_before)


STACK_ROOM = _StackRoom()


def iterate_with_room(items: Iterable[_Item]) -> Iterator[_Item]:
    """Iterate over what is computed with enough room on the stack; the caller's own steps have what they had."""
    iterator = iter(items)
    while True:
        with STACK_ROOM:
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item


def _count_frames() -> int:
    frame = sys._getframe()
    count = 1
    while frame := frame.f_back:  # type: ignore[assignment]
        count += 1
    return count
