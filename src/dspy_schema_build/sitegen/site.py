"""All pages of the site, written in the order in which they need one another."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dspy_schema.mappings.alignment import load_alignment
from dspy_schema_build.sitegen import (
    checker,
    commands,
    downloads,
    explorer,
    findings,
    linked_data,
    llms,
    vendors,
    vocabularies,
)
from dspy_schema_build.sitegen.markdown import write_page
from dspy_schema_build.sitegen.reference import elements, pages

if TYPE_CHECKING:
    from collections.abc import Iterator


SCHEMA = "schema"
LIBRARIES = Path(".venv/site/node_modules")
WHEELS = Path(".venv/browser")


def write_site(docs: Path, written: Path) -> None:
    """Write all pages to `docs`: those of `written`, and those that are generated; run at the root of the project.

    Raises DspySchemaError where something is not installed.
    """
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(written, docs)
    checker.write_libraries(docs / "assets", LIBRARIES)
    checker.write_checker(docs / "checker", LIBRARIES, WHEELS)
    # Read once: to read the schemas takes longer than to write most of the pages.
    schemas = list(elements.load_schemas())
    alignment = load_alignment(SCHEMA)
    reference = docs / "reference"
    pages.write_reference(reference, schemas, alignment)
    linked_data.write_terms(reference)
    linked_data.write_vendor_terms(reference, alignment)
    findings.write_findings(docs / "findings")
    vendors.write_vendors(docs / "vendors", schemas)
    vocabularies.write_vocabularies(docs, alignment)
    explorer.write_explorer(docs, alignment)
    commands.write_commands(docs / "commands.md")
    commands.write_python_api(docs / "python-api.md")
    downloads.write_downloads(docs, version("dspy-schema"))
    shutil.copy("CHANGELOG.md", docs / "changelog.md")
    write_decisions(docs / "decisions", Path("decisions"))
    llms.write_llms(docs)


def write_decisions(folder: Path, source: Path) -> None:
    """Copy the decision records from `source` to `folder`, and write the page that lists them."""
    shutil.copytree(source, folder)
    write_page(folder / "index.md", _decision_list(folder))


def _decision_list(folder: Path) -> Iterator[str]:
    yield from ["# Decisions", ""]
    yield from ["The reasons behind the design: one page per decision, in chronological order.", ""]
    for path in sorted(folder.glob("*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        yield f"- [{title}]({path.name})"
