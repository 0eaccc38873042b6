"""Where the pages of what is mapped are, as links from a page in a folder of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

    from dspy_schema.mappings.element import Element


def of_element(element: Element, docs: Path) -> str | None:
    """The page of an element, of a value its place in that of the enumeration; None where `docs` has no such page."""
    name, _, word = element.id.partition(":")[2].partition("#")
    folder = "reference" if element.schema == "dspy" else f"reference/{element.schema}"
    if element.kind == "slot" and element.schema != "dspy":
        folder += "/slots"
    return _there(docs, f"{folder}/{name}.md", unquote(word).replace(" ", "-"))


def of_vocabulary(name: str, docs: Path) -> str | None:
    """The page of a vocabulary; None where `docs` has no such page."""
    return _there(docs, f"vocabularies/{name}.md")


def address(place: str) -> str:
    """What a link of Markdown leads to, `../reference/TrainingJob.md#x`, as the built site has it."""
    page, mark, at = place.partition("#")
    return f"{page.removesuffix('.md')}/{mark}{at}"


def _there(docs: Path, path: str, at: str = "") -> str | None:
    return f"../{path}{f'#{at}' if at else ''}" if (docs / path).is_file() else None
