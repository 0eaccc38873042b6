"""A page for each class, slot, enumeration, type and subset of the schemas, and for each schema one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema_build.sitegen.reference import kinds
from dspy_schema_build.sitegen.reference.elements import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dspy_schema_build.sitegen.reference.elements import Term
    from dspy_schema_build.sitegen.reference.kinds import Contents
    from dspy_schema_build.sitegen.reference.page import Page


def write_reference(folder: Path) -> None:
    """Write the pages into `folder`; run at the root of the project."""
    for page in iter_pages(kinds.load_contents()):
        path = folder / page.path.relative_to(FOLDER)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")


def iter_pages(all_: Contents) -> Iterator[Page]:
    """The pages of all schemas."""
    for schema in all_.reference.schemas:
        yield kinds.index_page(all_.reference, schema)
    for term in all_.reference.terms:
        yield _page(all_, term)


def _page(all_: Contents, term: Term) -> Page:
    match term.kind:
        case "class":
            return kinds.class_page(all_, term)
        case "slot":
            return kinds.slot_page(all_, term)
        case "enum":
            return kinds.enum_page(all_, term)
        case "type":
            return kinds.type_page(all_, term)
        case "subset":
            return kinds.subset_page(all_.reference, term)
