"""The contexts of a JSON-LD document: ours is known by its address and by its content, and none is ever fetched."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterator


CONTEXT = "@context"
DEEPEST = 500
"""Far deeper than any record is, and not so deep that the parser's stack ends the process."""


class ForeignContextError(ValueError):
    """A document has a context that is not in it; the message names it."""


@lru_cache(maxsize=64)
def is_ours(raw: bytes) -> bool:
    """Whether the JSON text of a context is ours, by address or by content."""
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return bool(value in (terms.CONTEXT, own_contexts()))


@cache
def own_contexts() -> dict[str, Any]:
    """The content of our context."""
    context: dict[str, Any] = msgspec.json.decode(artifacts.read_artifact("dspy.context.jsonld"))[CONTEXT]
    return context


def inline_contexts(data: bytes) -> bytes:
    """A JSON-LD document with our context in place of its address; numbers stay as they are written.

    JSON values, which are data, are not looked into. Raises ForeignContextError, and RecursionError for what is nested
    too deep.
    """
    document = json.loads(data, parse_int=_Number, parse_float=_Number)
    terms = _json_terms() | {name for context in _contexts(document, _json_terms()) for name in _coerced(context)}
    for context in _contexts(document, frozenset(terms)):
        _check(context)
    return msgspec.json.encode(document, enc_hook=_written)


def _contexts(document: Any, passed_over: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The objects that have a context, but for those inside of JSON values."""
    todo = [(document, 1)]
    while todo:
        value, depth = todo.pop()
        if depth > DEEPEST:
            raise RecursionError
        if isinstance(value, dict):
            if value.get("@type") == "@json":
                continue
            if CONTEXT in value:
                yield value
            todo += [(each, depth + 1) for name, each in value.items() if name not in {CONTEXT, *passed_over}]
        elif isinstance(value, list):
            todo += [(each, depth + 1) for each in value]


def _check(holder: dict[str, Any]) -> None:
    """Put our context in place of its address, in an object that has a context, and in the contexts of its terms."""
    todo = [holder]
    while todo:
        here = todo.pop()
        listed = here[CONTEXT] if isinstance(here[CONTEXT], list) else [here[CONTEXT]]
        here[CONTEXT] = [own_contexts() if each == terms.CONTEXT else each for each in listed]
        for each in here[CONTEXT]:
            if isinstance(each, str):
                raise ForeignContextError(_refused(each))
            if isinstance(each, dict) and each is not own_contexts():
                if "@import" in each:
                    raise ForeignContextError(_refused(each["@import"]))
                todo += [term for term in each.values() if isinstance(term, dict) and CONTEXT in term]


def _refused(address: object) -> str:
    return (
        f"the context {str(address)!r} is not in the document, and is never fetched; "
        f"put its content in its place, or the address of ours, {terms.CONTEXT}"
    )


def _coerced(holder: dict[str, Any]) -> Iterator[str]:
    """The terms whose values are JSON, by a context."""
    context = holder[CONTEXT]
    for each in context if isinstance(context, list) else [context]:
        if isinstance(each, dict):
            yield from (name for name, term in each.items() if isinstance(term, dict) and term.get("@type") == "@json")


@cache
def _json_terms() -> frozenset[str]:
    """The names and IRIs of members whose values are JSON."""
    table = terms.load_table()
    members = [*table.besides.items(), *(item for each in table.classes.values() for item in each.members.items())]
    return frozenset(
        spelled
        for name, member in members
        if member.kind == "json"
        for spelled in (name, member.predicate, table.iri(member.predicate))
    )


class _Number(str):
    __slots__ = ()


def _written(value: Any) -> Any:
    return msgspec.Raw(str(value).encode())
