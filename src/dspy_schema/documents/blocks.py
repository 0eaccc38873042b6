"""Headings, tables, entries, grids.

What comes from records is `Quoted`, so that each format can make it harmless.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Quoted(msgspec.Struct, frozen=True, gc=False):
    """A text from a record, or a name: shown as it is, and read as nothing else."""

    text: str


class Linked(msgspec.Struct, frozen=True, gc=False):
    """A term, and its IRI."""

    text: str
    iri: str


Inline: TypeAlias = str | Quoted | Linked
Line: TypeAlias = list[Inline]


class Heading(msgspec.Struct, frozen=True):
    """A heading; level 1 is the title."""

    level: int
    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph; a note is set apart."""

    line: Line
    is_note: bool = False


class Table(msgspec.Struct, frozen=True):
    """Names with what is to be said of each."""

    caption: str
    rows: list[tuple[str, Line]]


class Item(msgspec.Struct, frozen=True):
    """One claim or gap: a word on how strong it is, the kind that tells how it looks, and what there is to say."""

    mark: str
    kind: str
    lines: list[Line]


class Entry(msgspec.Struct, frozen=True):
    """What claims are about, and the claims."""

    head: Line
    items: list[Item]


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A cell of a grid: a word, the kind that tells how it looks, where it leads, and what it says in full."""

    text: str
    kind: str
    iri: str = ""
    title: str = ""


class Grid(msgspec.Struct, frozen=True):
    """Marks by the names of columns and rows; `corner` names the rows."""

    caption: str
    corner: str
    columns: list[str]
    rows: list[tuple[str, list[Mark]]]


Block: TypeAlias = Heading | Paragraph | Table | Entry | Grid


def shorten_iri(terms: Iterable[tuple[str, str]]) -> Line:
    """Terms, as CURIEs and IRIs, in short: an enumeration with its values in brackets."""
    line: Line = []
    for enum, group in groupby(terms, lambda term: term[0].partition("#")[0]):
        line += ["; "] if line else []
        members = [(curie.partition("#")[2], curie, iri) for curie, iri in group]
        values = [Linked(value or curie, iri) for value, curie, iri in members]
        pieces = [piece for each in values for piece in (", ", each)][1:]
        line += [f"{enum} (", *pieces, ")"] if members[0][0] else pieces
    return line
