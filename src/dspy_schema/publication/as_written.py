"""What of a record RDF does not keep: `as_written` has the JSON texts of these values by JSON Pointer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import rdf
from dspy_schema.publication import numbers
from dspy_schema.publication.canonical import is_changed
from dspy_schema.records import scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Outline = dict[str, msgspec.Raw]
Path = tuple[str | int, ...]
_outline = msgspec.json.Decoder(Outline).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode


def of_keywords(members: Outline) -> dict[str, str]:
    """JSON-LD's keywords in a record: its context and IRI are not taken up, and its type may be spelled otherwise."""
    return {scan.pointer([name]): _shown(raw) for name, raw in members.items() if name.startswith("@")}


def of_members(
    members: Outline, table: Mapping[str, rdf.Member], changes: Callable[[bytes], bool] | None, path: Path = ()
) -> Iterator[tuple[str, str]]:
    """The values at `path` and below that are not kept; `changes` tells of any JSON values in which there are some."""
    for name, member in table.items():
        if (raw := members.get(name)) is None:
            continue
        if member.kind == "json":
            if changes and changes(bytes(raw)):
                yield from _in_json(raw, (*path, name))
        elif raw == _NULL:
            yield scan.pointer([*path, name]), "null"
        elif member.kind == "number":
            written = ((scan.pointer(where), _shown(value)) for where, value in _each(raw, member, (*path, name)))
            yield from ((pointer, text) for pointer, text in written if not numbers.is_kept(text))
        elif member.class_:
            inner = rdf.table().classes[member.class_].members
            for where, value in _each(raw, member, (*path, name)):
                yield from of_members(_outline(value), inner, changes, where)


def beyond(written: Mapping[str, str]) -> list[str]:
    """The pointers of numbers that no double holds."""
    return [pointer for pointer, text in written.items() if text[-1:].isdigit() and abs(float(text)) == _INFINITE]


def _each(raw: msgspec.Raw, member: rdf.Member, path: Path) -> Iterator[tuple[Path, msgspec.Raw]]:
    """The paths and texts of the values of a member."""
    if member.is_list:
        yield from (((*path, index), value) for index, value in enumerate(_items(raw)))
    else:
        yield path, raw


class _Written(str):
    """The JSON text of a number that changes."""

    __slots__ = ()


def _in_json(raw: msgspec.Raw, path: Path) -> Iterator[tuple[str, str]]:
    value = json.loads(bytes(raw), parse_int=_number, parse_float=_number)
    todo: list[tuple[Any, Path]] = [(value, path)]
    while todo:
        each, path = todo.pop()
        if isinstance(each, _Written):
            yield scan.pointer(path), str(each)
        elif isinstance(each, dict):
            todo += [(child, (*path, name)) for name, child in reversed(each.items())]
        elif isinstance(each, list):
            todo += [(child, (*path, index)) for index, child in reversed([*enumerate(each)])]


def _number(text: str) -> _Written | None:
    return _Written(text) if is_changed(text) else None


def _shown(raw: msgspec.Raw) -> str:
    return bytes(raw).decode()


_NULL = msgspec.Raw(b"null")
_INFINITE = float("inf")
