"""The page of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen.reference import mapping_tables, page, usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.sitegen.reference.contents import Contents
    from dspy_schema.sitegen.reference.terms import Term


def of(contents: Contents, term: Term) -> page.Page:
    """The page of a type."""
    return page.of_term(contents.reference, term, [page.uri(term)], _sections(contents, term))


def _sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    yield "Inheritance", page.inheritance(contents.reference, term)
    yield "Mappings", mapping_tables.of_term(contents.mappings, term)
    yield "Used by", usage.of_range(contents.uses, term) or "No slot has it."
    yield "In Subsets", page.subsets(contents.reference, term)
    yield from page.closing(contents.reference, term)
