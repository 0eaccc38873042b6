"""Coverage as blocks of a report, which become text or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import Block, Grid, GridCell, Heading, Line, Paragraph, Table, abbreviate_terms

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
    ("-", ["no row"]),
]


def build_coverage_blocks(coverage: Coverage) -> Iterator[Block]:
    """Build the blocks of the report."""
    yield Heading(1, TITLE)
    yield Paragraph(["Each cell shows the strongest mapping. Mappings are alignment, not certification."])
    yield Table("What the words say", _LEGEND)
    yield Heading(2, "Elements")
    rows = [(row.element, [_build_cell(cell) for cell in row.cells.values()]) for row in coverage.elements]
    yield Grid("Elements and vocabularies", "element", list(coverage.vocabularies), rows)
    if coverage.left_out:
        number = len(coverage.left_out)
        subject = "1 further element has" if number == 1 else f"{number:,} further elements have"
        yield Paragraph([f"{subject} no row; --all shows {'it' if number == 1 else 'them'}."])
    if coverage.areas:
        yield Heading(2, "Terms that nothing is mapped to")
    for name, areas in coverage.areas.items():
        title = coverage.vocabularies[name]
        yield Heading(3, f"{name}: {title}" if title else name)
        for area in areas:
            yield Paragraph(_describe_area(area))


def _build_cell(cell: Cell) -> GridCell:
    strongest = cell.rows[0] if cell.rows else None
    rows = "; ".join(
        f"{row.state} {row.term or ''}".strip() + ("" if row.confidence is None else f", confidence {row.confidence:g}")
        for row in cell.rows
    )
    return GridCell(
        text=_WORDS.get(cell.state, cell.state),
        style=cell.state,
        iri=(strongest and strongest.iri) or "",
        title=rows,
    )


def _describe_area(area: OpenArea) -> Line:
    number = len(area.unmapped)
    if not number:
        return [f"{area.title}: each of {area.terms:,} terms has a mapping."]
    terms = abbreviate_terms((term.term, term.iri) for term in area.unmapped)
    return [f"{area.title}, {number:,} of {area.terms:,} terms: ", *terms, "."]
