"""The listing of a vocabulary's terms, and the table of where each listing comes from.

A listing holds names, IRIs, kinds and parents only: none of a vocabulary's own definitions. Names are those that LinkML
gives them in RDF: classes, enumerations, types and subsets in camel case, slots with an underscore for spaces and
hyphens, a value of an enumeration as `Enum#value`, percent-encoded.
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


def encode_listing(terms: Iterable[Term]) -> bytes:
    """Encode the listing, sorted by kind and CURIE.

    Raises ValueError if there is no term, if one occurs twice, or if a cell has a tab or a line end.
    """
    rows = sorted((term.kind, term.curie, term.row) for term in terms)
    if not rows:
        raise ValueError("the source has no term in that namespace")
    for one, other in pairwise(rows):
        if one[:2] == other[:2]:
            raise ValueError(f"two terms of the kind {one[0]} are named {one[1]}")
    return _table(COLUMNS, (row for _, _, row in rows))


def record_listing(path: Path, listing: bytes, known: dict[str, str]) -> bytes:
    """Encode the table of provenance, with the line of a listing brought up to date.

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
        if any(separator in cell for cell in row for separator in "\t\r\n"):
            raise ValueError(f"a cell of {row[0]} has a tab or a line end")
        lines.append("\t".join(row) + "\n")
    return "".join(lines).encode()
