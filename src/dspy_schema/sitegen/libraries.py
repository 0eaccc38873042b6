"""The scripts of others that the site loads: copied into it, so that it asks no other host."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from dspy_schema.errors import DspySchemaError

if TYPE_CHECKING:
    from pathlib import Path

_FILES = {"@mermaid-js/tiny/dist/mermaid.tiny.js": "mermaid.js"}


class MissingLibraryError(DspySchemaError):
    """A script is not installed; `make docs` installs them."""


def write(folder: Path, installed: Path) -> None:
    """Copy the scripts from the folder where npm installed them.

    Raises MissingLibraryError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in _FILES.items():
        if not (installed / source).is_file():
            raise MissingLibraryError(f"{installed / source} is missing: run `make docs`, which installs it")
        shutil.copyfile(installed / source, folder / name)
