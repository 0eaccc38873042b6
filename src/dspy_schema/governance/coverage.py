"""Matrix of elements and vocabularies."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from dspy_schema.errors import UnknownNameError
from dspy_schema.mappings import areas
from dspy_schema.mappings.sssom_model import STRENGTHS, suggest_names
from dspy_schema.mappings.vocabularies import TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.linkml_elements import Element


# As many names fit into a sentence.
_FEW = 20
_NO_TERM = 0
_UNKNOWN = -1
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
        """The coverage as one JSON object, as `--to json` prints it."""
        return msgspec.json.encode(self)


def select_vocabularies(alignment: Alignment, names: Iterable[str]) -> list[str]:
    """The vocabularies of these names, or all but those that are twins of others; raises UnknownNameError."""
    # Those with areas first, since they are what governance people ask for.
    sets, listings = (each.vocabulary for each in alignment.sets), (each.prefix for each in alignment.vocabularies)
    known = list(dict.fromkeys([*areas.load_areas(alignment), *sets, *listings]))
    asked = list(names)
    for name in asked:
        if name not in known:
            raise UnknownNameError(f"no vocabulary {name!r}{_advice(name, known)}")
    return [each for each in known if (each in asked if asked else each not in TWIN_OF)]


def select_elements(alignment: Alignment, names: Iterable[str]) -> list[Element]:
    """The elements of these ids (`dspy:owner`), names or patterns (`openai:*`), or all; raises UnknownNameError."""
    every = list(alignment.elements)
    asked = list(names)
    found: set[str] = set()
    for name in asked:
        fitting = [each.id for each in every if _fits(name, each)]
        if not fitting:
            known = [text for each in every for text in (each.id, each.id.partition(":")[2])]
            raise UnknownNameError(f"no element {name!r}{_advice(name, known)}")
        found.update(fitting)
    return [each for each in every if not asked or each.id in found]


def _advice(name: str, known: list[str]) -> str:
    begun = [each for each in known if name and each.lower().startswith(name.lower())]
    told = suggest_names(name, known, begun)
    return told or (f"; choose among {', '.join(known)}" if len(known) <= _FEW else "; coverage --all shows all")


def _fits(pattern: str, element: Element) -> bool:
    return any(fnmatchcase(text, pattern) for text in (element.id, element.id.partition(":")[2], element.label))


def build_coverage(
    alignment: Alignment, vocabularies: Iterable[str] = (), elements: Iterable[str] = (), *, everything: bool = False
) -> Coverage:
    """The coverage of these vocabularies, or of all but twins, by these elements.

    Elements are named by id, name or pattern; without any, they are those that some row is about, and the classes that
    one should be about, or with `everything` all. Raises UnknownNameError for what is not known.
    """
    asked = list(elements)
    names = select_vocabularies(alignment, vocabularies)
    found = select_elements(alignment, asked)
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
    laid_out = areas.lay_out_areas(alignment)
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
