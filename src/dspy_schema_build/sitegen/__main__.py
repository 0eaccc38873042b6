"""Write the pages of the docs site to generated/docs: `python -m dspy_schema_build.sitegen`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dspy_schema.errors import DspySchemaError

DOCS = Path("generated/docs")
WRITTEN = Path("src/docs")


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
    # Each branch loads what it needs: copying files needs no schema.
    if options.twins:
        from dspy_schema_build.sitegen import llms

        llms.write_twins(DOCS, options.twins)
        return 0
    from dspy_schema_build.sitegen import site

    try:
        site.write_site(DOCS, WRITTEN)
    except DspySchemaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
