"""How far the elements of the schemas are mapped to the vocabularies, and the terms that nothing is mapped to."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

State: TypeAlias = Literal["exact", "close", "broad", "narrow", "related", "no-term", "nothing"]
"""What a cell says: a relation, `no-term` where a row states that there is no term, `nothing` where there is no row."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the mappings, by what it says: its term (None where there is none), and the line that it stands on."""

    state: State
    term: str | None
    iri: str | None
    confidence: float | None
    line: int


class Cell(msgspec.Struct, frozen=True):
    """An element and a vocabulary: what the row says that says most, and all rows, that one first."""

    state: State
    rows: list[Target]


class Row(msgspec.Struct, frozen=True):
    """An element and its cells by vocabulary."""

    element: str
    kind: str
    cells: dict[str, Cell]


class OpenTerm(msgspec.Struct, frozen=True, gc=False):
    """A term that nothing is mapped to."""

    term: str
    iri: str


class OpenArea(msgspec.Struct, frozen=True):
    """An area of a vocabulary: how many terms it has, and those that nothing is mapped to."""

    name: str
    title: str
    terms: int
    unmapped: list[OpenTerm]


class Coverage(msgspec.Struct, frozen=True):
    """The matrix, and by vocabulary the areas with the terms that nothing is mapped to.

    `vocabularies` has their titles. `left_out` are the elements that are not in the matrix, since no row of any
    vocabulary is about them and none had to be.
    """

    vocabularies: dict[str, str]
    elements: list[Row]
    areas: dict[str, list[OpenArea]]
    left_out: list[str]

    def to_json(self) -> bytes:
        """The coverage as one JSON object, as `--format json` prints it."""
        return msgspec.json.encode(self)
