"""Lay out how far the elements of the schemas are mapped to the vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings import areas
from dspy_schema.mappings.strength import STRENGTHS
from dspy_schema.matrix.chosen import elements_of, vocabularies_of
from dspy_schema.matrix.coverage import Cell, Coverage, OpenArea, OpenTerm, Row, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.element import Element

_NO_TERM = 0
_UNKNOWN = -1


def coverage(
    alignment: Alignment, vocabularies: Iterable[str] = (), elements: Iterable[str] = (), *, everything: bool = False
) -> Coverage:
    """The coverage of these vocabularies, or of all but twins, by these elements.

    Elements are named by id, name or pattern; without any, they are those that some row is about, and the classes that
    one should be about, or with `everything` all. Raises UnknownNameError for what is not known.
    """
    asked = list(elements)
    names = vocabularies_of(alignment, vocabularies)
    found = elements_of(alignment, asked)
    links: dict[tuple[str, str], list[Link]] = {}
    for link in alignment.links:
        if link.element:
            links.setdefault((link.element.id, link.vocabulary), []).append(link)
    told = {element for element, _ in links}
    shown = [each for each in found if asked or everything or each.id in told or _should_be_told(each)]
    return Coverage(
        vocabularies={name: _title(alignment, name) for name in names},
        elements=[
            Row(each.id, each.kind, {name: _cell(links.get((each.id, name), [])) for name in names}) for each in shown
        ],
        areas=_areas(alignment, names),
        left_out=[each.id for each in found if each not in shown],
    )


def _should_be_told(element: Element) -> bool:
    return element.kind == "class" and element.is_concrete


def _cell(links: list[Link]) -> Cell:
    known = [each for each in links if _strength(each) != _UNKNOWN]
    # Sorting keeps the order of the file among equals.
    rows = [_target(each) for each in sorted(known, key=_strength, reverse=True)]
    return Cell(rows[0].state if rows else "nothing", rows)


def _strength(link: Link) -> int:
    if link.mapping.is_no_term:
        return _NO_TERM
    return STRENGTHS[link.match] if link.match and link.term else _UNKNOWN


def _target(link: Link) -> Target:
    term = link.term
    return Target(
        state=link.match.value if link.match and term else "no-term",
        term=term.curie if term else None,
        iri=term.iri if term else None,
        confidence=link.mapping.confidence,
        line=link.mapping.line,
    )


def _areas(alignment: Alignment, names: list[str]) -> dict[str, list[OpenArea]]:
    mapped = {each.term.curie for each in alignment.relations}
    laid_out = areas.laid_out(alignment)
    return {
        name: [
            OpenArea(
                area.name,
                area.title,
                len(area.listed),
                [OpenTerm(term.curie, term.iri) for term in area.listed if term.curie not in mapped],
            )
            for area in laid_out[name]
        ]
        for name in names
        if name in laid_out
    }


def _title(alignment: Alignment, name: str) -> str:
    vocabulary = alignment.vocabularies.get(name)
    return vocabulary.provenance.get("title", "") if vocabulary else ""
