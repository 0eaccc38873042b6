"""Terms in lists that people read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import Line, Linked

if TYPE_CHECKING:
    from collections.abc import Iterable


def short(terms: Iterable[tuple[str, str]]) -> Line:
    """Terms, as CURIEs and IRIs, in short: an enumeration with its values in brackets."""
    line: Line = []
    for enum, group in groupby(terms, lambda term: term[0].partition("#")[0]):
        line += ["; "] if line else []
        members = [(curie.partition("#")[2], curie, iri) for curie, iri in group]
        values = [Linked(value or curie, iri) for value, curie, iri in members]
        pieces = [piece for each in values for piece in (", ", each)][1:]
        line += [f"{enum} (", *pieces, ")"] if members[0][0] else pieces
    return line
