"""Write the pages of the docs site to generated/docs: `python -m dspy_schema.sitegen`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from dspy_schema import artifacts
from dspy_schema.sitegen import findings, reference, vendors

DOCS = Path("generated/docs")
WRITTEN = Path("src/docs")


def main() -> int:
    """Exit status: 0 written, 2 not at the project's root."""
    if not WRITTEN.is_dir():
        print("run this at the root of the project, where src/docs is", file=sys.stderr)
        return 2
    shutil.rmtree(DOCS, ignore_errors=True)
    shutil.copytree(WRITTEN, DOCS)
    reference.write(DOCS / "reference")
    findings.write(DOCS / "findings")
    vendors.write(DOCS / "vendors")
    # Under the names that the IRIs of the schema have.
    for format_ in ("context", "owl", "shacl", "skos"):
        name = artifacts.FORMATS[format_]
        shutil.copy(artifacts.path(name), DOCS / name.removeprefix("dspy."))
    shutil.copy("CHANGELOG.md", DOCS / "changelog.md")
    shutil.copytree("decisions", DOCS / "decisions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
