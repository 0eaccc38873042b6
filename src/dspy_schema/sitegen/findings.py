"""A page for each finding code, from the catalogue that `explain` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import catalogue

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path) -> None:
    """Write the pages, and one that lists them, into `folder`."""
    folder.mkdir(parents=True)
    lines = ["# Findings", "", "| code | severity | meaning |", "|---|---|---|"]
    for entry in catalogue.entries().values():
        lines.append(f"| [{entry.code}]({entry.code}.md) | {entry.severity} | {entry.title} |")
        title, _, text = catalogue.text(entry).partition("\n")
        (folder / f"{entry.code}.md").write_text(f"# {title}\n{text}\n")
    (folder / "index.md").write_text("\n".join(lines) + "\n")
