"""Blocks of a report: headings, paragraphs, tables, entries, grids.

A text that comes from a record is `Quoted`, so that each format can make it harmless.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Quoted(msgspec.Struct, frozen=True, gc=False):
    """A text from a record, or a name: shown as it is, and never read as markup."""

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
    """Names, each with its description."""

    caption: str
    rows: list[tuple[str, Line]]


class Item(msgspec.Struct, frozen=True):
    """One claim or gap: a label that says how strong it is, the style that it is shown in, and its lines."""

    label: str
    style: str
    lines: list[Line]


class Entry(msgspec.Struct, frozen=True):
    """A subject, and the claims about it."""

    head: Line
    items: list[Item]


class GridCell(msgspec.Struct, frozen=True, gc=False):
    """A cell of a grid: its text, the style that it is shown in, the IRI that it links to, and a full description."""

    text: str
    style: str
    iri: str = ""
    title: str = ""


class Grid(msgspec.Struct, frozen=True):
    """Cells by the names of columns and rows; `corner` names the rows."""

    caption: str
    corner: str
    columns: list[str]
    rows: list[tuple[str, list[GridCell]]]


Block: TypeAlias = Heading | Paragraph | Table | Entry | Grid


def join_inlines(pieces: Iterable[Inline], separator: str = ", ", last: str | None = None) -> Line:
    """Join pieces with a separator; `last`, if given, stands before the last of several."""
    line: Line = [piece for inline in pieces for piece in (separator, inline)][1:]
    if last is not None and len(line) > 1:
        line[-2] = last
    return line


def abbreviate_terms(terms: Iterable[tuple[str, str]]) -> Line:
    """List terms, which are CURIEs and IRIs; values of one enumeration follow its name in brackets."""
    line: Line = []
    for enum, group in groupby(terms, lambda term: term[0].partition("#")[0]):
        line += ["; "] if line else []
        members = [(curie.partition("#")[2], curie, iri) for curie, iri in group]
        values = join_inlines(Linked(value or curie, iri) for value, curie, iri in members)
        line += [f"{enum} (", *values, ")"] if members[0][0] else values
    return line
