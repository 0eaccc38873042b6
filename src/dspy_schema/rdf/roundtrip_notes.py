"""`as_written`: what RDF does not keep of a record, noted by the writer and restored by the reader.

A note is a JSON text by JSON Pointer:

| what | noted | restored |
|---|---|---|
| JSON-LD's keywords in a record | each, whole | as they are; `@type` if it is still so |
| a null | `null` | where the graph has no value |
| a number that processors change | its digits | if it is the number that a processor changed to the one that is there |
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from dspy_schema.jsontext import raw as rawtext
from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.canonical import is_changed
from dspy_schema.rdf import literals, terms
from dspy_schema.rdf.literals import keeps_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dspy_schema.jsontext.raw import Outline


NULL = "null"
KEYWORDS = ("@context", "@id", "@type")
Path: TypeAlias = tuple[str | int, ...]
Notes: TypeAlias = "dict[str, Notes | str]"
"""A tree of JSON texts: the tokens of the pointers lead to them."""
_TYPE_PREFIXES = ("", "dspy:", "https://w3id.org/lmodel/dspy/")
_INFINITE = float("inf")
_POINTER = re.compile(r"(/([^~/]|~[01])*)+", re.DOTALL)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_decode_text = msgspec.json.Decoder(str).decode
_decode_texts = msgspec.json.Decoder(dict[str, str]).decode


class MalformedNoteError(ValueError):
    """The JSON text is not an `as_written`; the message says why."""


class _ChangedNumber(str):
    """The JSON text of a number that changes."""

    __slots__ = ()


def note_keywords(members: Outline, record: bytes) -> dict[str, str]:
    """Return JSON-LD's keywords in a record: its context and IRI are not published, its type may have another form."""
    if b'"@' not in record and b"u0040" not in record:
        return {}
    return {scanner.join_pointer([name]): _decode(raw) for name, raw in members.items() if name.startswith("@")}


def list_left_out(notes: Mapping[str, str]) -> list[str]:
    """List the members of a record that are keywords, or null; their names need no escapes in pointers."""
    named = [pointer[1:] for pointer, text in notes.items() if text == NULL or pointer[1] == "@"]
    return [name for name in named if "/" not in name]


def note_members(
    members: Outline, table: Mapping[str, terms.Member], changes: Callable[[bytes], bool] | None, path: Path = ()
) -> Iterator[tuple[str, str]]:
    """Yield pointers and texts of the values at `path` and below that are not kept.

    `changes` says of an any-JSON value whether there are some in it.
    """
    for name, raw in members.items():
        if (member := table.get(name)) is None:
            continue
        if member.kind == "json":
            if changes and changes(bytes(raw)):
                yield from _note_json(raw, (*path, name))
        elif raw == rawtext.NULL:
            yield scanner.join_pointer([*path, name]), NULL
        elif member.kind == "number":
            numbers = ((where, _decode(value)) for where, value in _iter_values(raw, member, (*path, name)))
            yield from ((scanner.join_pointer(where), text) for where, text in numbers if not keeps_number(text))
        elif member.class_:
            inner = terms.load_table().classes[member.class_].members
            for where, value in _iter_values(raw, member, (*path, name)):
                yield from note_members(rawtext.decode_outline(value), inner, changes, where)


def find_beyond_double(written: Mapping[str, str]) -> list[str]:
    """Find the pointers of numbers that do not fit a double."""
    return [pointer for pointer, text in written.items() if text[-1:].isdigit() and abs(float(text)) == _INFINITE]


def _iter_values(raw: msgspec.Raw, member: terms.Member, path: Path) -> Iterator[tuple[Path, msgspec.Raw]]:
    """Yield the paths and texts of the values of a member."""
    if member.is_list:
        yield from (((*path, index), value) for index, value in enumerate(rawtext.decode_items(raw)))
    else:
        yield path, raw


def _note_json(raw: msgspec.Raw, path: Path) -> Iterator[tuple[str, str]]:
    value = json.loads(bytes(raw), parse_int=_mark_changed, parse_float=_mark_changed)
    todo: list[tuple[Any, Path]] = [(value, path)]
    while todo:
        value, path = todo.pop()
        if isinstance(value, _ChangedNumber):
            yield scanner.join_pointer(path), str(value)
        elif isinstance(value, dict):
            todo += [(child, (*path, name)) for name, child in reversed(value.items())]
        elif isinstance(value, list):
            todo += [(child, (*path, index)) for index, child in reversed([*enumerate(value)])]


def _mark_changed(text: str) -> _ChangedNumber | None:
    return _ChangedNumber(text) if is_changed(text) else None


def _decode(raw: msgspec.Raw) -> str:
    return bytes(raw).decode()


def parse_notes(text: str | bytes) -> Notes:
    """Parse the notes of a JSON object of JSON texts by JSON Pointer; raises MalformedNoteError."""
    try:
        texts = _decode_texts(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise MalformedNoteError("as_written is not an object of JSON texts by JSON Pointer") from None
    notes: Notes = {}
    for pointer, value in texts.items():
        if not _POINTER.fullmatch(pointer):
            raise MalformedNoteError(f"as_written has {pointer!r}, which is not a JSON Pointer")
        *path, last = scanner.split_pointer(pointer)
        here: Any = notes
        for token in path:
            here = here.setdefault(token, {}) if isinstance(here, dict) else None
        if not isinstance(here, dict) or last in here:
            raise MalformedNoteError(f"as_written has {pointer!r} and a part of it")
        here[last] = _note(pointer, value)
    return notes


def _note(pointer: str, text: str) -> str:
    if text == NULL or _NUMBER.fullmatch(text):
        return text
    if pointer[1:] not in KEYWORDS:
        raise MalformedNoteError(f"as_written has a text at {pointer!r} that is neither null nor a number")
    try:
        return literals.put_on_one_line(text)
    except (literals.UnfitLiteralError, RecursionError):
        raise MalformedNoteError(f"as_written has broken JSON at {pointer!r}") from None


def restore_keywords(notes: Notes, type_: str | None) -> list[tuple[str, str]]:
    """Restore the record's own keywords and their JSON texts; its `@type` only where that is the type that it is of."""
    noted = [(name, text) for name in KEYWORDS if isinstance(text := notes.get(name), str)]
    return [(name, text) for name, text in noted if name != "@type" or type_ is None or _is_name(text, type_)]


def render_keywords(notes: Notes, type_: str | None) -> list[str]:
    """Render the members of the record's own keywords, each as JSON."""
    return [f"{literals.quote_text(name)}:{text}" for name, text in restore_keywords(notes, type_)]


def _is_name(text: str, type_: str) -> bool:
    try:
        return _decode_text(text) in {prefix + type_ for prefix in _TYPE_PREFIXES}
    except msgspec.MsgspecError:  # it is a list, or an escape is half of a pair
        return False


def restore_number(text: str, note: Notes | str | None) -> str:
    """Return the number as it was written, if that is the number that a processor changed to `text`; else `text`."""
    return note if isinstance(note, str) and note != NULL and _is_same(text, note) else text


def _is_same(text: str, note: str) -> bool:
    """Return whether processors change one number to the other: they round to doubles, or to 16 digits as pyld does."""
    rounded = float(note)
    if text.lstrip("-").isdigit():
        value = Decimal(text)
    elif (double := float(text)) in {rounded, float(f"{rounded:1.15E}")}:  # which may be infinite
        return True
    else:
        value = Decimal(repr(double))
    if rounded.is_integer() and value == int(rounded):
        return True
    try:
        return any(value == Decimal(form) for form in (note, repr(rounded), f"{rounded:1.15E}"))
    except InvalidOperation:  # an exponent that no decimal has
        return False


def restore_json(text: str, notes: Notes) -> str:
    """Restore a valid JSON text with numbers as they were written, and nulls where it has no such member.

    Raises RecursionError.
    """
    edits: list[tuple[int, int, str]] = []
    todo = [(0, notes)]
    while todo:
        start, here = todo.pop()
        missing = {name: None for name, note in here.items() if note == NULL} if text[start] == "{" else {}
        empty = True
        for name, _, at in scanner.iter_children(text, start):
            empty = False
            missing.pop(name, None)
            note = here.get(name)
            if isinstance(note, dict):
                todo += [(at, note)] if text[at] in "{[" else []
            elif note is not None and (match := _NUMBER.match(text, at)):
                edits.append((at, match.end(), restore_number(match[0], note)))
        if missing:
            nulls = ",".join(f"{literals.quote_text(name)}:null" for name in missing)
            edits.append((start + 1, start + 1, nulls + "," * (not empty)))
    pieces, done = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])
