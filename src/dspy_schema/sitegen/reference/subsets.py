"""The page of a subset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import links, page
from dspy_schema.sitegen.reference.terms import HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Kind, Term


def of(reference: Reference, term: Term) -> page.Page:
    """The page of a subset."""
    return page.of_term(reference, term, [page.uri(term)], _sections(reference, term))


def _sections(reference: Reference, term: Term) -> Iterator[page.Section]:
    found = [(head, _table(reference, term, kind)) for kind, head in HEADS.items()]
    yield from found
    if not any(table for _, table in found):
        yield "Elements", "Nothing is in it."
    yield from page.closing(reference, term)


def _table(reference: Reference, term: Term, kind: Kind) -> str:
    inside = (
        each
        for each in reference.of_kind(kind)
        if any(reference.find(each.schema, "subset", str(name)) is term for name in each.definition.in_subset)
    )
    rows = ([links.to(term, each), markdown.cell(each.definition.description)] for each in inside)
    return markdown.table([kind.capitalize(), "Description"], rows)
