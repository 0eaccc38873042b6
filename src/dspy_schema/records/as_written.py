"""What `as_written` tells of a record, put back: null, keywords of JSON-LD, and how numbers were written."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

import msgspec

from dspy_schema.records import literals, scan

Notes: TypeAlias = "dict[str, Notes | str]"
"""A tree of JSON texts: the tokens of the pointers lead to them."""

NULL = "null"
KEYWORDS = ("@context", "@id", "@type")
_TYPE_PREFIXES = ("dspy:", "https://w3id.org/lmodel/dspy/")
_POINTER = re.compile(r"(/([^~/]|~[01])*)+", re.DOTALL)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_texts = msgspec.json.Decoder(dict[str, str]).decode


class MalformedNoteError(ValueError):
    """The JSON text is no `as_written`; the message says why."""


def parse(text: str | bytes) -> Notes:
    """The notes of a JSON object of JSON texts by JSON Pointer; raises MalformedNoteError."""
    try:
        texts = _texts(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise MalformedNoteError("as_written is no object of JSON texts by JSON Pointer") from None
    notes: Notes = {}
    for pointer, value in texts.items():
        if not _POINTER.fullmatch(pointer):
            raise MalformedNoteError(f"as_written has {pointer!r}, which is no JSON Pointer")
        *path, last = scan.tokens(pointer)
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
        return literals.one_line(text)
    except (literals.UnfitLiteralError, RecursionError):
        raise MalformedNoteError(f"as_written has broken JSON at {pointer!r}") from None


def keywords(notes: Notes, type_: str | None) -> list[tuple[str, str]]:
    """The record's own keywords and their JSON texts; its `@type` only where that is the type that it is of."""
    found = [(name, text) for name in KEYWORDS if isinstance(text := notes.get(name), str)]
    return [(name, text) for name, text in found if name != "@type" or type_ is None or _names(text, type_)]


def _names(text: str, type_: str) -> bool:
    return text in {literals.quoted(prefix + type_) for prefix in ("", *_TYPE_PREFIXES)}


def number(text: str, note: Notes | str | None) -> str:
    """The number as it was written, if that is the number that a processor made `text` of; else `text`."""
    return note if isinstance(note, str) and note != NULL and _is_same(text, note) else text


def _is_same(text: str, note: str) -> bool:
    """Whether processors make the one number of the other: by rounding to doubles, or to 16 digits as pyld does."""
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
        return any(value == Decimal(way) for way in (note, repr(rounded), f"{rounded:1.15E}"))
    except InvalidOperation:  # an exponent that no decimal has
        return False


def restored(text: str, notes: Notes) -> str:
    """A valid JSON text with numbers as they were written, and nulls where it has no such member.

    Raises RecursionError.
    """
    edits: list[tuple[int, int, str]] = []
    todo = [(0, notes)]
    while todo:
        start, here = todo.pop()
        missing = {name: None for name, note in here.items() if note == NULL} if text[start] == "{" else {}
        empty = True
        for name, _, at in scan.children(text, start):
            empty = False
            missing.pop(name, None)
            note = here.get(name)
            if isinstance(note, dict):
                todo += [(at, note)] if text[at] in "{[" else []
            elif note is not None and (match := _NUMBER.match(text, at)):
                edits.append((at, match.end(), number(match[0], note)))
        if missing:
            nulls = ",".join(f"{literals.quoted(name)}:null" for name in missing)
            edits.append((start + 1, start + 1, nulls + "," * (not empty)))
    pieces, done = [], 0
    for start, end, new in sorted(edits):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])
