"""Frameworks of requirements, which elements are mapped to for reports only: the folder `frameworks` of a schema.

Its mapping sets say what is evidence of a requirement, and not what an element means, so that they are neither in the
YAML nor in the ontology. Its table adds the requirements to the gaps that concern them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dspy_schema.errors import MappingsError
from dspy_schema.findings import Severity, with_count
from dspy_schema.governance.tables import read_table
from dspy_schema.mappings import check
from dspy_schema.mappings.alignment import read_sets

if TYPE_CHECKING:
    from dspy_schema.mappings.alignment import Alignment


FOLDER = "frameworks"
FILE = "evidence.toml"


def load_alignment(folder: str | None = None) -> Alignment:
    """Load the alignment of a schema folder, by default of the one that ships, with the sets of its frameworks.

    Raises MappingsError for a folder that is not laid out so, or mappings with errors.
    """
    alignment = check.load_checked(folder)
    sets = read_sets(os.path.join(alignment.folder, FOLDER))
    if folder is not None:
        findings = check.list_findings(replace(alignment, sets=sets, is_whole=False))
        if errors := sum(finding.severity is Severity.ERROR for finding in findings):
            path = os.path.join(folder, FOLDER)
            raise MappingsError(f"{with_count(errors, 'error')} in the mappings of {path}: {findings[0].message}")
    return replace(alignment, sets=(*alignment.sets, *sets), is_whole=False)


def load_terms(alignment: Alignment) -> dict[str, list[str]]:
    """Load the terms of frameworks by the names of the gaps that concern them; raises MappingsError."""
    path = os.path.join(alignment.folder, FOLDER, FILE)
    return read_table(path, dict[str, list[str]]) if os.path.exists(path) else {}
