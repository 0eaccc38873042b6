"""Write the pages of the docs site to generated/docs: `python -m dspy_schema.sitegen`."""

from __future__ import annotations

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from dspy_schema.errors import DspySchemaError
from dspy_schema.sitegen import (
    checker,
    commands,
    decisions,
    downloads,
    explorer,
    findings,
    libraries,
    llms,
    python_api,
    reference,
    terms,
    vendor_terms,
    vendors,
    vocabularies,
)

DOCS = Path("generated/docs")
WRITTEN = Path("src/docs")
INSTALLED = Path(".venv/site/node_modules")
WHEELS = Path(".venv/browser")


def main() -> int:
    """Exit status: 0 written, 2 not at the project's root, or not set up."""
    if not WRITTEN.is_dir():
        print("run this at the root of the project, where src/docs is", file=sys.stderr)
        return 2
    shutil.rmtree(DOCS, ignore_errors=True)
    shutil.copytree(WRITTEN, DOCS)
    try:
        libraries.write(DOCS / "assets", INSTALLED)
        checker.write(DOCS / "checker", INSTALLED, WHEELS)
    except DspySchemaError as error:
        print(error, file=sys.stderr)
        return 2
    reference.write(DOCS / "reference")
    terms.write(DOCS / "reference")
    vendor_terms.write(DOCS / "reference")
    findings.write(DOCS / "findings")
    vendors.write(DOCS / "vendors")
    vocabularies.write(DOCS)
    explorer.write(DOCS)
    commands.write(DOCS / "commands.md")
    python_api.write(DOCS / "python-api.md")
    downloads.write(DOCS, version("dspy-schema"))
    shutil.copy("CHANGELOG.md", DOCS / "changelog.md")
    decisions.write(DOCS / "decisions", Path("decisions"))
    llms.write(DOCS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
