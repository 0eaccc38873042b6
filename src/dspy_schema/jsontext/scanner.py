"""Find the places of members in a JSON text that is known to be valid."""

from __future__ import annotations

import json
import re
from array import array
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_SPACE = re.compile(r"[ \t\r\n]*")
_SEPARATOR = re.compile(r"[ \t\r\n,]*")
# Names that are written as they are, or else with an escape such as \\u0061.
_UNESCAPED = re.compile(r"[\w@.:$ -]*").fullmatch
_is_index = re.compile("0|[1-9][0-9]{0,17}").fullmatch
# That many places where a name seems to stand are looked at, before all members are.
_CANDIDATES = 3
_skip = msgspec.json.Decoder(msgspec.Raw).decode
# The C scanner finds the end of a value; the floats that it makes are not looked at.
_raw_decode = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode


def split_pointer(pointer: str) -> list[str]:
    """The reference tokens of an RFC 6901 JSON pointer."""
    parts = pointer.split("/")[1:]
    return [token.replace("~1", "/").replace("~0", "~") for token in parts] if "~" in pointer else parts


def join_pointer(path: Sequence[str | int]) -> str:
    """The RFC 6901 JSON pointer of a path of names and indices."""
    return "".join([f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in path])


def iter_children(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """(name or index, offset of the name or item, offset of the value) of each child of the value at `start`."""
    if text[start] == "{":
        at = _space(text, start + 1)
        while text[at] != "}":
            name, after = scanstring(text, at + 1, True)
            value = _space(text, _space(text, after) + 1)
            yield name, at, value
            at = _separator(text, _end(text, value))
    elif text[start] == "[":
        at, index = _space(text, start + 1), 0
        while text[at] != "]":
            yield str(index), at, at
            at, index = _separator(text, _end(text, at)), index + 1


def find_offset(text: str, path: Sequence[str], *, at_key: bool = False) -> int:
    """Character offset of the value (or name) at `path`; of the nearest enclosing value where there is none."""
    here = _space(text, 0)
    if len(path) == 1 and (quick := _top_level(text, path[0])):
        return quick[0] if at_key else quick[1]
    for depth, token in enumerate(path, start=1):
        child = None
        for name, key, value in iter_children(text, here):
            if name == token:
                child = key, value  # of members with one name the last one counts
        if child is None:
            return here
        here = child[0] if at_key and depth == len(path) else child[1]
    return here


class MemberIndex:
    """Finds offsets in one JSON text: for more than a few of them, each array and object is scanned once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = _CANDIDATES
        # The offsets of the items of each array, and of the names and values of each object, by where it begins.
        self._items: dict[int, array[int]] = {}
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def find_offset(self, pointer: str, *, at_key: bool = False) -> int:
        """Character offset of the value (or name) at a pointer; see the function of this name."""
        path = split_pointer(pointer)
        if self._left:
            self._left -= 1
            return find_offset(self._text, path, at_key=at_key)
        here = _space(self._text, 0)
        for depth, token in enumerate(path, start=1):
            child = self._find_child(here, token)
            if child is None:
                return here
            here = child[0] if at_key and depth == len(path) else child[1]
        return here

    def _find_child(self, start: int, token: str) -> tuple[int, int] | None:
        """Offsets of the name and of the value of a member, or twice that of an item."""
        if self._text[start] == "[":
            if start not in self._items:
                self._items[start] = array("q", (value for _, _, value in iter_children(self._text, start)))
            items = self._items[start]
            return (items[int(token)],) * 2 if _is_index(token) and int(token) < len(items) else None
        if start not in self._members:
            # Of members with one name the last one counts.
            self._members[start] = {name: (key, value) for name, key, value in iter_children(self._text, start)}
        return self._members[start].get(token)


def _top_level(text: str, name: str) -> tuple[int, int] | None:
    """Offsets of the name and of the value of a member of the whole object, or of that; None if it takes a walk."""
    if "\\u" in text or not _UNESCAPED(name):
        return None
    key, end = -1, len(text)
    for _ in range(_CANDIDATES):
        # Of members with one name the last one counts.
        end = key = text.rfind(f'"{name}"', 0, end)
        if key < 0:
            start = _space(text, 0)
            return start, start
        if (
            text.find("{", 1, key) < 0
            and text.find("[", 0, key) < 0
            and text.startswith("{")
            and "\\" not in text[:key]
        ):
            # No array or object begins before the name, so it stands at the top, if a colon follows it.
            colon = _space(text, key + len(name) + 2)
            if text[colon : colon + 1] == ":":
                return key, _space(text, colon + 1)
        before = text[:key].rstrip()
        if not before.endswith(("{", ",")):
            continue
        try:
            # What stands before the name is an object, if it is closed: then the name stands at the top.
            _skip(f"{before.removesuffix(',')}}}")
        except (msgspec.MsgspecError, RecursionError):
            continue
        colon = _space(text, key + len(name) + 2)
        return key, _space(text, colon + 1)
    return None


def find_repeated_names(text: str, *, every_level: bool) -> Iterator[tuple[str, int]]:
    """(pointer, offset of the name) of each second and later member of one name, in text order."""
    todo: list[tuple[int, tuple[str, ...]]] = [(_space(text, 0), ())]
    while todo:
        start, path = todo.pop()
        seen: set[str] = set()
        below = []
        for name, key, value in iter_children(text, start):
            if name in seen and text[start] == "{":
                yield join_pointer((*path, name)), key
            seen.add(name)
            if every_level and text[value] in "{[":
                below.append((value, (*path, name)))
        todo.extend(reversed(below))


def _space(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]


def _separator(text: str, at: int) -> int:
    return _SEPARATOR.match(text, at).end()  # type: ignore[union-attr]


def _end(text: str, at: int) -> int:
    end: int = _raw_decode(text, at)[1]
    return end
