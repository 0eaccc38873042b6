"""Write the pages of the docs site to generated/docs: `python -m dspy_schema_build.sitegen`."""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from dspy_schema.errors import DspySchemaError
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
from dspy_schema_build.sitegen.reference import pages

DOCS = Path("generated/docs")
WRITTEN = Path("src/docs")
INSTALLED = Path(".venv/site/node_modules")
WHEELS = Path(".venv/browser")


def main() -> int:
    """Write the pages, or with `--twins SITE` their Markdown into the built site.

    Exit status: 0 written, 2 not at the project's root, or not set up.
    """
    parser = argparse.ArgumentParser(prog="python -m dspy_schema_build.sitegen", description=__doc__)
    parser.add_argument("--twins", type=Path, metavar="SITE", help="copy the Markdown of all pages into the built site")
    options = parser.parse_args()
    if not WRITTEN.is_dir():
        print("run this at the root of the project, where src/docs is", file=sys.stderr)
        return 2
    if options.twins:
        llms.write_twins(DOCS, options.twins)
        return 0
    shutil.rmtree(DOCS, ignore_errors=True)
    shutil.copytree(WRITTEN, DOCS)
    try:
        checker.write_libraries(DOCS / "assets", INSTALLED)
        checker.write_checker(DOCS / "checker", INSTALLED, WHEELS)
    except DspySchemaError as error:
        print(error, file=sys.stderr)
        return 2
    pages.write_reference(DOCS / "reference")
    linked_data.write_terms(DOCS / "reference")
    linked_data.write_vendor_terms(DOCS / "reference")
    findings.write_findings(DOCS / "findings")
    vendors.write_vendors(DOCS / "vendors")
    vocabularies.write_vocabularies(DOCS)
    explorer.write_explorer(DOCS)
    commands.write_commands(DOCS / "commands.md")
    commands.write_python_api(DOCS / "python-api.md")
    downloads.write_downloads(DOCS, version("dspy-schema"))
    shutil.copy("CHANGELOG.md", DOCS / "changelog.md")
    write_decisions(DOCS / "decisions", Path("decisions"))
    llms.write_llms(DOCS)
    return 0


def write_decisions(folder: Path, source: Path) -> None:
    """Copy the records from `source` to `folder`."""
    shutil.copytree(source, folder)
    lines = [
        "# Decisions",
        "",
        "The reasons behind the design: one page per decision, in chronological order.",
        "",
    ]
    for path in sorted(folder.glob("*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({path.name})")
    write_page(folder / "index.md", lines)


if __name__ == "__main__":
    sys.exit(main())
