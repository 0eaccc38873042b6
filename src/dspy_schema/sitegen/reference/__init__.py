"""A page for each class, slot, enumeration, type and subset of the schemas, and for each schema one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen.reference import classes, contents, enums, index, slots, subsets, types
from dspy_schema.sitegen.reference.terms import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dspy_schema.sitegen.reference.contents import Contents
    from dspy_schema.sitegen.reference.page import Page
    from dspy_schema.sitegen.reference.terms import Term


def write(folder: Path) -> None:
    """Write the pages into `folder`; run at the root of the project."""
    for page in pages(contents.load()):
        path = folder / page.path.relative_to(FOLDER)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")


def pages(all_: Contents) -> Iterator[Page]:
    """The pages of all schemas."""
    for schema in all_.reference.schemas:
        yield index.of(all_.reference, schema)
    for term in all_.reference.terms:
        yield _page(all_, term)


def _page(all_: Contents, term: Term) -> Page:
    match term.kind:
        case "class":
            return classes.of(all_, term)
        case "slot":
            return slots.of(all_, term)
        case "enum":
            return enums.of(all_, term)
        case "type":
            return types.of(all_, term)
        case "subset":
            return subsets.of(all_.reference, term)
