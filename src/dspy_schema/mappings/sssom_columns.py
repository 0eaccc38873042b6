"""The columns of an SSSOM/TSV table: those that the standard has, and that a file must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings import tsv
from dspy_schema.mappings.places import Place
from dspy_schema.mappings.sssom_slots import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection

    from dspy_schema.mappings.places import Tell

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def read_columns(lines: list[str], first: int, source: str, extensions: Collection[str], tell: Tell) -> tuple[str, ...]:
    """The names of the columns, from the line at index `first`; none, and telling why, where rows cannot be read."""
    found = tsv.cells(lines[first]) if first < len(lines) else None
    if not found or found == [""]:
        tell(Place(source, min(first, len(lines)) + 1, 1), "has no table below the header")
        return ()
    readable = True
    for index, name in enumerate(found):
        place = Place(source, first + 1, tsv.column(lines[first], index))
        if name in found[:index]:
            tell(place, f"the column {name} is there twice")
            readable = False
        elif name not in COLUMNS and name not in extensions:
            from difflib import get_close_matches

            near = get_close_matches(name, COLUMNS, 1)
            tell(place, f"SSSOM has no column {name!r}{f'; did you mean {near[0]}?' if near else ''}")
    for name in REQUIRED:
        if name not in found:
            tell(Place(source, first + 1, 1), f"the table has no column {name}")
            readable = False
    return tuple(found) if readable else ()
