"""Coverage to the blocks of a report that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.documents import blocks
from dspy_schema.documents.blocks import Block, Grid, Heading, Line, Mark, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.governance.coverage import Cell, Coverage, OpenArea


TITLE = "Coverage of vocabularies by the schema"
_WORDS = {"no-term": "none", "nothing": "-"}
_LEGEND: list[tuple[str, Line]] = [
    ("exact", ["means the same"]),
    ("close", ["means nearly the same"]),
    ("broad", ["the term is the broader one: the element is a case or a part of it"]),
    ("narrow", ["the term is the narrower one"]),
    ("related", ["has to do with the term"]),
    ("none", ["a row states that the vocabulary has no fitting term"]),
    ("-", ["nothing is told"]),
]


def lay_out_coverage(coverage: Coverage) -> Iterator[Block]:
    """The blocks of the report."""
    yield Heading(1, TITLE)
    yield Paragraph(
        ["Of each element, what the mapping says that says most. Mappings are alignment, not certification."]
    )
    yield Table("What the words say", _LEGEND)
    yield Heading(2, "Elements")
    rows = [(each.element, [_mark(cell) for cell in each.cells.values()]) for each in coverage.elements]
    yield Grid("Elements and vocabularies", "element", list(coverage.vocabularies), rows)
    if coverage.left_out:
        number = len(coverage.left_out)
        yield Paragraph([f"{number:,} further element{'s' * (number > 1)} stand in no row; --all shows them."])
    if coverage.areas:
        yield Heading(2, "Terms that nothing is mapped to")
    for name, areas in coverage.areas.items():
        title = coverage.vocabularies[name]
        yield Heading(3, f"{name}: {title}" if title else name)
        for area in areas:
            yield Paragraph(_area(area))


def _mark(cell: Cell) -> Mark:
    best = cell.rows[0] if cell.rows else None
    told = "; ".join(
        f"{each.state} {each.term or ''}".strip()
        + ("" if each.confidence is None else f", confidence {each.confidence:g}")
        for each in cell.rows
    )
    return Mark(_WORDS.get(cell.state, cell.state), cell.state, (best and best.iri) or "", told)


def _area(area: OpenArea) -> Line:
    number = len(area.unmapped)
    if not number:
        return [f"{area.title}: each of {area.terms:,} terms has a mapping."]
    listed = blocks.shorten_iri((each.term, each.iri) for each in area.unmapped)
    return [f"{area.title}, {number:,} of {area.terms:,} terms: ", *listed, "."]
