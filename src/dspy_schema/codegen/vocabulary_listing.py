"""Listings of the terms of other vocabularies: what they hold, and how they are written.

They hold names, IRIs, kinds and parents only, no definition of a vocabulary's own words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("curie", "iri", "kind", "parent", "deprecated", "declared_uri", "other_iris")
PROVENANCE = (
    "file",
    "prefix",
    "namespace",
    "other_namespaces",
    "title",
    "upstream",
    "version",
    "licence",
    "commit",
    "date",
    "sha256",
)


@dataclass(frozen=True)
class Term:
    """A term; `kind` is class, slot, enum, permissible_value, type or subset, the parents and the parent are CURIEs."""

    curie: str
    iri: str
    kind: str
    parents: tuple[str, ...] = ()
    deprecated: bool = False
    declared_uri: str = ""
    other_iris: tuple[str, ...] = ()

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the term's line."""
        deprecated = "true" if self.deprecated else "false"
        several = "|".join(self.parents), "|".join(self.other_iris)
        return (self.curie, self.iri, self.kind, several[0], deprecated, self.declared_uri, several[1])


def encode(terms: Iterable[Term]) -> bytes:
    """The listing, sorted by kind and CURIE.

    Raises ValueError for no term, for one that is there twice, and where a cell has a tab or a line end.
    """
    rows = sorted((each.kind, each.curie, each.row) for each in terms)
    if not rows:
        raise ValueError("the source has no term in that namespace")
    for one, other in pairwise(rows):
        if one[:2] == other[:2]:
            raise ValueError(f"two terms of the kind {one[0]} are called {one[1]}")
    return _table(COLUMNS, (row for _, _, row in rows))


def record(path: Path, listing: bytes, known: dict[str, str]) -> bytes:
    """The table of provenance with the line of a listing brought up to date.

    `path` is that of the table, which may not be there yet; `known` are cells of the line, by column; the others stay.
    """
    lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []
    rows = {cells[0]: dict(zip(PROVENANCE, cells, strict=True)) for cells in (line.split("\t") for line in lines)}
    file = known["file"]
    rows[file] = dict.fromkeys(PROVENANCE, "") | rows.get(file, {}) | known
    rows[file]["sha256"] = hashlib.sha256(listing).hexdigest()
    return _table(PROVENANCE, (tuple(rows[name].values()) for name in sorted(rows)))


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    lines = []
    for row in (columns, *rows):
        if any(sign in cell for cell in row for sign in "\t\r\n"):
            raise ValueError(f"a cell of {row[0]} has a tab or a line end")
        lines.append("\t".join(row) + "\n")
    return "".join(lines).encode()
