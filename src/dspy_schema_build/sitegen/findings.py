"""A page for each finding code, from the catalogue that `explain` prints."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from dspy_schema import catalogue
from dspy_schema_build.sitegen.markdown import render_table, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# By the first digit of a code.
FAMILIES = {
    "1": "Reading",
    "2": "Shape",
    "3": "Rules between members",
    "4": "Conversion",
    "5": "RDF",
    "6": "Mappings",
}
_INDENTED = re.compile(r"(?:^(?: {4}.*)?\n)*^ {4}.*(?:\n|\Z)", re.MULTILINE)


def write_findings(folder: Path) -> None:
    """Write the pages, and one that lists them, into `folder`."""
    write_page(folder / "index.md", _render_index())
    for entry in catalogue.load_entries().values():
        write_page(folder / f"{entry.code}.md", _render_entry(entry))


def _render_index() -> Iterator[str]:
    yield from ["# Findings", ""]
    yield "What `dspy-schema` may report about a record. `dspy-schema explain CODE` prints the same texts."
    for digit, family in FAMILIES.items():
        entries = [entry for entry in catalogue.load_entries().values() if entry.code[3] == digit]
        if entries:
            rows = ([f"[{entry.code}]({entry.code}.md)", entry.severity, entry.title] for entry in entries)
            yield from ["", f"## {family}", "", *render_table(["code", "severity", "meaning"], rows)]


def _render_entry(entry: catalogue.Entry) -> Iterator[str]:
    """Render what `explain` prints, with headings, links, and blocks of code."""
    title, _, text = catalogue.render_entry(entry).partition("\n\n")
    yield from [f"# {title}", ""]
    text = _INDENTED.sub(_render_block, text)
    text = re.sub(r"^Example, checked with", "## Example\n\nChecked with", text, flags=re.MULTILINE)
    text = re.sub(r"^What to do: ", "## What to do\n\n", text, flags=re.MULTILINE)
    text = re.sub(r"^See (https:\S+)$", r"See <\1>.", text, flags=re.MULTILINE)
    family = FAMILIES[entry.code[3]]
    yield from [text, "", f"Findings of the same kind: [{family}](index.md#{family.lower().replace(' ', '-')})."]


def _render_block(block: re.Match[str]) -> str:
    content = textwrap.dedent(block[0]).strip("\n")
    if content.startswith("(") and content.endswith(")"):
        return f"\n{content[1:-1]}\n"
    language = "json" if content[:1] in {"{", "["} else "text"
    return f"\n```{language}\n{content}\n```\n"
