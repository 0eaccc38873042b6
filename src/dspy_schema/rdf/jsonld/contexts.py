"""Contexts of JSON-LD documents: ours is known by its address and by its content, and none is ever fetched."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.artifacts import FORMATS, read_artifact
from dspy_schema.jsontext.depth import DEEPEST, LEVELS_AROUND
from dspy_schema.jsontext.raw import UNFIT, decode_outline
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterator


CONTEXT = "@context"


class ForeignContextError(ValueError):
    """A document has a context that is not in it; the message names it."""


@lru_cache(maxsize=64)
def is_ours(raw: bytes) -> bool:
    """Return whether the JSON text of a context is ours, by address or by content."""
    try:
        value = msgspec.json.decode(raw)
    except UNFIT:
        return False
    return bool(value in (terms.CONTEXT, own_context()))


@cache
def own_context() -> dict[str, Any]:
    """Return the content of our context."""
    context: dict[str, Any] = msgspec.json.decode(_artifact())
    return context


def render_context(choice: str) -> bytes:
    """Render the JSON text of what stands for the context: all of it for `inline`, else its address."""
    return msgspec.json.format(_artifact(), indent=-1) if choice == "inline" else msgspec.json.encode(choice)


@cache
def _artifact() -> bytes:
    document = read_artifact(FORMATS["context"])
    return bytes(decode_outline(document)[CONTEXT])


def inline_contexts(data: bytes) -> bytes:
    """Return a JSON-LD document with our context in place of its address; numbers stay as they are written.

    JSON values, which are data, are not looked into. Raises ForeignContextError, and RecursionError for what is nested
    too deep.
    """
    document = json.loads(data, parse_int=_Number, parse_float=_Number)
    names = _load_json_terms() | {
        name for holder in _find_context_holders(document, _load_json_terms()) for name in _find_json_terms(holder)
    }
    for holder in _find_context_holders(document, names):
        _inline(holder)
    return msgspec.json.encode(document, enc_hook=_restore_number)


def _find_context_holders(document: Any, passed_over: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield the objects that have a context, but for those inside of JSON values."""
    todo = [(document, 1)]
    while todo:
        value, depth = todo.pop()
        if depth > DEEPEST + LEVELS_AROUND:
            raise RecursionError
        if isinstance(value, dict):
            if value.get("@type") == "@json":
                continue
            if CONTEXT in value:
                yield value
            todo += [(child, depth + 1) for name, child in value.items() if name not in {CONTEXT, *passed_over}]
        elif isinstance(value, list):
            todo += [(child, depth + 1) for child in value]


def _inline(holder: dict[str, Any]) -> None:
    """Put our context in place of its address, in an object that has a context, and in the contexts of its terms."""
    todo = [holder]
    while todo:
        here = todo.pop()
        listed = here[CONTEXT] if isinstance(here[CONTEXT], list) else [here[CONTEXT]]
        here[CONTEXT] = [own_context() if context == terms.CONTEXT else context for context in listed]
        for context in here[CONTEXT]:
            if isinstance(context, str):
                raise _create_context_error(context)
            if isinstance(context, dict) and context is not own_context():
                if "@import" in context:
                    raise _create_context_error(context["@import"])
                todo += [term for term in context.values() if isinstance(term, dict) and CONTEXT in term]


def _create_context_error(address: object) -> ForeignContextError:
    return ForeignContextError(
        f"the context {str(address)!r} is not in the document, and is never fetched; "
        f"put its content in its place, or the address of ours, {terms.CONTEXT}"
    )


def _find_json_terms(holder: dict[str, Any]) -> Iterator[str]:
    """Yield the terms whose values are JSON, by a context."""
    listed = holder[CONTEXT] if isinstance(holder[CONTEXT], list) else [holder[CONTEXT]]
    for context in listed:
        if isinstance(context, dict):
            yield from (
                name for name, term in context.items() if isinstance(term, dict) and term.get("@type") == "@json"
            )


@cache
def _load_json_terms() -> frozenset[str]:
    """Return the names and IRIs of members whose values are JSON."""
    table = terms.load_table()
    listed = [table.extra_predicates, *(class_.members for class_ in table.classes.values())]
    return frozenset(
        spelling
        for members in listed
        for name, member in members.items()
        if member.kind == "json"
        for spelling in (name, member.predicate, table.iri(member.predicate))
    )


class _Number(str):
    __slots__ = ()


def _restore_number(value: Any) -> Any:
    return msgspec.Raw(str(value).encode())
