"""A page for each class, slot, enumeration, type and subset of the schemas, and for each schema one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema_build.sitegen.reference import class_pages, index_pages, value_pages
from dspy_schema_build.sitegen.reference.elements import FOLDER, Reference
from dspy_schema_build.sitegen.reference.examples import Examples
from dspy_schema_build.sitegen.reference.mappings import Mappings
from dspy_schema_build.sitegen.reference.page import Contents
from dspy_schema_build.sitegen.reference.uses import Uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema_build.codegen.schema import Schema
    from dspy_schema_build.sitegen.reference.elements import Term
    from dspy_schema_build.sitegen.reference.page import Page


def write_reference(folder: Path, schemas: Iterable[Schema], alignment: Alignment) -> None:
    """Write the pages of all elements into `folder`; run at the root of the project, where the examples are."""
    reference = Reference(schemas)
    contents = Contents(reference, Uses(reference), Examples(reference), Mappings(alignment))
    for page in render_pages(contents):
        path = folder / page.path.relative_to(FOLDER)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")


def render_pages(contents: Contents) -> Iterator[Page]:
    """Render the pages of all schemas."""
    for schema in contents.reference.schemas:
        yield index_pages.render_index(contents.reference, schema)
    for term in contents.reference.terms:
        yield _render_term(contents, term)


def _render_term(contents: Contents, term: Term) -> Page:
    match term.kind:
        case "class":
            return class_pages.render_class(contents, term)
        case "slot":
            return class_pages.render_slot(contents, term)
        case "enum":
            return value_pages.render_enum(contents, term)
        case "type":
            return value_pages.render_type(contents, term)
        case "subset":
            return index_pages.render_subset(contents.reference, term)
