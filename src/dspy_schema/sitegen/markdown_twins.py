"""After the build: each page's Markdown beside it, at its address with `.md` in place of the slash.

    python -m dspy_schema.sitegen.markdown_twins site

The builder makes pages of all Markdown that it finds, so that these cannot be there before it runs.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from dspy_schema.sitegen.__main__ import DOCS


def main() -> int:
    """Copy the pages; links between them are relative, and hold among the copies."""
    site = Path(sys.argv[1])
    for page in sorted(DOCS.rglob("*.md")):
        shutil.copyfile(page, site / page.relative_to(DOCS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
