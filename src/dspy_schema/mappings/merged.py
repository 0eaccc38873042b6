"""All mapping sets as one: the table that is exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.mappings import sssom_slots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.sssom import MappingSet

_ID = "https://w3id.org/lmodel/dspy/mappings/dspy.sssom.tsv"
_TITLE = "Mappings of the DSPy schema to other vocabularies"
# What is said of one set, and not of all of them together.
_OF_ONE = {"mapping_set_id", "mapping_set_title", "mapping_set_description", "mapping_set_source"}
_SOURCE = "mapping_source"


class Merged(msgspec.Struct, frozen=True):
    """Metadata, prefixes with their namespaces, columns, and rows in canonical order."""

    metadata: dict[str, Any]
    prefixes: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def merged(sets: Iterable[MappingSet]) -> Merged:
    """The rows of mapping sets as one set, with what is said of all of them.

    Columns are in the order of the standard, without those that are empty; rows are sorted by their cells. Prefixes are
    those of the files; where two disagree, the first counts, and the check tells of the other.
    """
    given = list(sets)
    prefixes: dict[str, str] = {}
    for each in given:
        for name, prefix in each.header.prefixes.items():
            prefixes.setdefault(name, prefix.namespace)
    rows = [_row(each, row.line) for each in given for row in each.rows]
    columns = tuple(name for name in sssom_slots.COLUMNS if any(row.get(name) for row in rows))
    return Merged(
        metadata=_metadata(given),
        prefixes=dict(sorted(prefixes.items())),
        columns=columns,
        rows=tuple(sorted(rows, key=lambda row: [row.get(name, "") for name in columns])),
    )


def _row(set_: MappingSet, line: int) -> dict[str, str]:
    row = {name: set_.cell(line, name) for name in set_.columns}
    row[_SOURCE] = row.get(_SOURCE) or str(set_.metadata.get("mapping_set_id", ""))
    # A row that there is no term is about a vocabulary, which only the name of its file tells.
    row["object_source"] = row.get("object_source") or str(set_.metadata.get("object_source", ""))
    return row


def _metadata(sets: list[MappingSet]) -> dict[str, Any]:
    common = {
        name: value
        for name, value in (sets[0].metadata if sets else {}).items()
        if name not in _OF_ONE and name in sssom_slots.SLOTS and all(each.metadata.get(name) == value for each in sets)
    }
    return dict(sorted({"mapping_set_id": _ID, "mapping_set_title": _TITLE, **common}.items()))
