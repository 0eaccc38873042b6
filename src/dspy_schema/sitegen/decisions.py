"""The decision records, and a page that lists them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from dspy_schema.sitegen.pages import write as write_page

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, source: Path) -> None:
    """Copy the records from `source` to `folder`."""
    shutil.copytree(source, folder)
    lines = [
        "# Decisions",
        "",
        "Why things are as they are, one page a decision, in the order in which they were made.",
        "",
    ]
    for path in sorted(folder.glob("*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({path.name})")
    write_page(folder / "index.md", lines)
