"""Pages as Markdown, for programs: llms.txt (https://llmstxt.org), and a file next to each page of the site."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# The pages below each heading of llms.txt.
_SECTIONS = {
    "Concepts": "concepts/*.md",
    "Guides and reference": "*.md",
    "Model": "reference/[A-Z]*.md",
    "Vendors": "vendors/*.md",
    "Vocabularies": "vocabularies/*.md",
    "Findings": "findings/*.md",
}
# The sections whose pages llms-full.txt holds.
_FULL = ("Concepts", "Guides and reference", "Vendors")


def write_llms(docs: Path) -> None:
    """Write llms.txt and llms-full.txt into `docs`, from the pages that are there."""
    pages = {heading: sorted(docs.glob(pattern)) for heading, pattern in _SECTIONS.items()}
    introduction = (docs / "index.md").read_text(encoding="utf-8").partition("\n## ")[0]
    (docs / "llms.txt").write_text("\n".join(_list_pages(docs, pages, introduction)) + "\n", encoding="utf-8")
    texts = (path.read_text(encoding="utf-8").strip() for heading in _FULL for path in pages[heading])
    (docs / "llms-full.txt").write_text("\n\n---\n\n".join(texts) + "\n", encoding="utf-8")


def _list_pages(docs: Path, pages: dict[str, list[Path]], introduction: str) -> Iterator[str]:
    summary = next(line for line in introduction.splitlines() if line and line[0].isalpha())
    yield from ["# dspy-schema", "", f"> {summary}", ""]
    yield "Every page is also available as Markdown: replace the last slash of its address with `.md`."
    yield "The concepts, guides and vendor pages in one file: [llms-full.txt](llms-full.txt)."
    for heading, paths in pages.items():
        yield from ["", f"## {heading}", ""] if paths else []
        for path in paths:
            yield f"- [{_read_title(path)}]({path.relative_to(docs).as_posix()})"


def _read_title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), path.stem)


def write_twins(docs: Path, site: Path) -> None:
    """Copy the Markdown of all pages into the built site; links between the copies are relative, and hold.

    The builder makes a page of every Markdown file that it finds, so the copies cannot be there before it runs.
    """
    for page in sorted(docs.rglob("*.md")):
        shutil.copyfile(page, site / page.relative_to(docs))
