"""Short titles of terms whose names are numbers, as `vocabularies/titles.toml` lists them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema.governance.tables import read_table
from dspy_schema.mappings.vocabularies import FOLDER

if TYPE_CHECKING:
    from dspy_schema.mappings.alignment import Alignment


FILE = "titles.toml"


def load_titles(alignment: Alignment) -> dict[str, str]:
    """Load the titles by CURIE; none where a folder has no such file. Raises MappingsError where it is malformed."""
    path = find_titles(alignment)
    if not os.path.exists(path):
        return {}
    tables = read_table(path, dict[str, dict[str, str]])
    return {f"{prefix}:{name}": title for prefix, titles in tables.items() for name, title in titles.items()}


def find_titles(alignment: Alignment) -> str:
    """Return the path of the table of a schema folder."""
    return os.path.join(alignment.folder, FOLDER, FILE)
