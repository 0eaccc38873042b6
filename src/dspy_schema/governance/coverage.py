"""Coverage: the matrix of elements and vocabularies, and the terms that nothing is mapped to."""

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


# As many names fit into a message.
_FEW = 20
State: TypeAlias = Literal["exact", "close", "broad", "narrow", "related", "no-term", "nothing"]
"""A relation, `no-term` where a row states that there is no term, or `nothing` where there is no row."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the mappings: what it states, its term (None where there is none), and its line in the file."""

    state: State
    term: str | None
    iri: str | None
    confidence: float | None
    line: int


class Cell(msgspec.Struct, frozen=True):
    """The rows of an element and a vocabulary, the strongest first, and the state of that one."""

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
    """An area of a vocabulary: the number of its terms, and those that nothing is mapped to."""

    name: str
    title: str
    terms: int
    unmapped: list[OpenTerm]


class Coverage(msgspec.Struct, frozen=True):
    """The matrix, and by vocabulary the areas with the terms that nothing is mapped to.

    `vocabularies` has their titles. `left_out` are the elements that are not in the matrix, since no row of any
    vocabulary is about them and none is required.
    """

    vocabularies: dict[str, str]
    elements: list[Row]
    areas: dict[str, list[OpenArea]]
    left_out: list[str]

    def to_json(self) -> bytes:
        """Encode the coverage as one JSON object, as `--to json` prints it."""
        return msgspec.json.encode(self)


def build_coverage(
    alignment: Alignment, vocabularies: Iterable[str] = (), elements: Iterable[str] = (), *, everything: bool = False
) -> Coverage:
    """Build the coverage of these vocabularies, or of all but twins, by these elements.

    Elements are named by id, name or pattern; without any, they are those that some row is about, and the classes that
    one should be about, or with `everything` all. Raises UnknownNameError for an unknown name.
    """
    patterns = list(elements)
    names = select_vocabularies(alignment, vocabularies)
    selected = select_elements(alignment, patterns)
    links: dict[tuple[str, str], list[Link]] = {}
    for link in alignment.links:
        if link.element:
            links.setdefault((link.element.id, link.vocabulary), []).append(link)
    mapped = {id_ for id_, _ in links}
    rows = [
        element
        for element in selected
        if patterns or everything or element.id in mapped or (element.kind == "class" and element.is_concrete)
    ]
    included = {element.id for element in rows}
    return Coverage(
        vocabularies={name: _find_title(alignment, name) for name in names},
        elements=[
            Row(element.id, element.kind, {name: _build_cell(links.get((element.id, name), [])) for name in names})
            for element in rows
        ],
        areas=_find_open_areas(alignment, names),
        left_out=[element.id for element in selected if element.id not in included],
    )


def select_vocabularies(alignment: Alignment, names: Iterable[str]) -> list[str]:
    """Return the vocabularies of these names, or all but those that are twins of others; raises UnknownNameError."""
    # Those with areas come first, since they are about governance.
    sets = (set_.vocabulary for set_ in alignment.sets)
    listings = (vocabulary.prefix for vocabulary in alignment.vocabularies)
    known = list(dict.fromkeys([*areas.load_areas(alignment), *sets, *listings]))
    wanted = [name if name in known else name.lower().replace("-", "_") for name in names]
    for name in wanted:
        if name not in known:
            raise UnknownNameError(f"no vocabulary {name!r}{_suggest(name, known)}")
    return [name for name in known if (name in wanted if wanted else name not in TWIN_OF)]


def select_elements(alignment: Alignment, patterns: Iterable[str]) -> list[Element]:
    """Return the elements of these ids (`dspy:owner`), names or patterns (`openai:*`), or all.

    Raises UnknownNameError where none fits.
    """
    elements = list(alignment.elements)
    wanted = list(patterns)
    selected: set[str] = set()
    for pattern in wanted:
        fitting = [element.id for element in elements if _fits(pattern, element)]
        if not fitting:
            known = [name for element in elements for name in (element.id, element.id.partition(":")[2])]
            raise UnknownNameError(f"no element {pattern!r}{_suggest(pattern, known)}")
        selected.update(fitting)
    return [element for element in elements if not wanted or element.id in selected]


def _suggest(name: str, known: list[str]) -> str:
    begun = [other for other in known if name and other.lower().startswith(name.lower())]
    if advice := suggest_names(name, known, begun):
        return advice
    return f"; choose among {', '.join(known)}" if len(known) <= _FEW else "; coverage --all shows all"


def _fits(pattern: str, element: Element) -> bool:
    return any(fnmatchcase(text, pattern) for text in (element.id, element.id.partition(":")[2], element.label))


def _build_cell(links: list[Link]) -> Cell:
    graded = [(strength, link) for link in links if (strength := _grade(link)) is not None]
    # Sorting keeps the order of the file among equals.
    rows = [_build_target(link) for _, link in sorted(graded, key=lambda pair: -pair[0])]
    return Cell(rows[0].state if rows else "nothing", rows)


def _grade(link: Link) -> int | None:
    """Return the strength of a row, 0 where it states that there is no term, and None where it is broken."""
    if link.mapping.is_no_term:
        return 0
    return STRENGTHS[link.match] if link.match and link.term else None


def _build_target(link: Link) -> Target:
    term = link.term
    return Target(
        state=link.match.value if link.match and term else "no-term",
        term=term.curie if term else None,
        iri=term.iri if term else None,
        confidence=link.mapping.confidence,
        line=link.mapping.line,
    )


def _find_open_areas(alignment: Alignment, names: list[str]) -> dict[str, list[OpenArea]]:
    mapped = {relation.term.curie for relation in alignment.relations}
    resolved = areas.resolve_areas(alignment)
    return {
        name: [
            OpenArea(
                name=area.name,
                title=area.title,
                terms=len(area.mappable),
                unmapped=[OpenTerm(term.curie, term.iri) for term in area.mappable if term.curie not in mapped],
            )
            for area in resolved[name]
        ]
        for name in names
        if name in resolved
    }


def _find_title(alignment: Alignment, name: str) -> str:
    vocabulary = alignment.vocabularies.get(name)
    return vocabulary.provenance.get("title", "") if vocabulary else ""
