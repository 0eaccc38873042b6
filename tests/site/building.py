"""Builds the site as `make docs` does."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.site.needs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

# The day of the build, so that two builds are the same.
EPOCH = "1767225600"


def build(site: Path) -> None:
    """Build the site into `site`."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH}
    commands = [
        [sys.executable, "-m", "dspy_schema_build.sitegen"],
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        [sys.executable, "-m", "dspy_schema_build.sitegen", "--twins", str(site)],
    ]
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
