"""Predicates are known, and fit what they relate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.matches import SKOS, Match
from dspy_schema.mappings.names import advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

_SAME = {
    "class": "class",
    "slot": "slot",
    "enum": "enum",
    "value": "permissible_value",
    "type": "type",
    "subset": "subset",
}
_LOOSE = (Match.BROAD, Match.RELATED)
_NEVER = {"type", "subset"}
_SPOKEN = {"permissible_value": "value"}


def known(alignment: Alignment) -> Iterator[Finding]:
    """Each predicate is one of SKOS's mapping relations, in SSSOM and in YAML."""
    names = [f"skos:{each}" for each in SKOS.values()]
    listed = ", ".join(names)
    for link in alignment.links:
        row = link.mapping
        if link.match is None and (row.predicate_iri is not None or not row.predicate):
            near = advice(row.predicate, names, number=1) or f"; there are {listed}"
            message = f"{row.predicate or 'nothing'} is no predicate of mappings{near}"
            yield alignment.place(row, "predicate_id").finding("DSP609", message)
    if alignment.is_whole:
        for element in alignment.elements:
            for each in element.mappings:
                if each.predicate not in names:
                    yield each.place.finding("DSP609", f"`mappings` does not tell how; use one of {listed}")


def kinds_fit(alignment: Alignment) -> Iterator[Finding]:
    """A class is mapped to a class, a slot to a slot and so on; to another kind by what claims no sameness only."""
    for link in alignment.relations:
        if any(_fits(link.element.kind, kind, link.match) for kind in link.term.kinds):
            continue
        kind = link.term.kinds[0]
        of_kinds = f"{_a(link.element.kind)}, and {link.mapping.object} {_a(_SPOKEN.get(kind, kind))}"
        if kind in _NEVER or link.element.kind in _NEVER:
            remedy = "they cannot be mapped"
        else:
            remedy = f"{link.mapping.predicate} is for two of one kind, use skos:broadMatch or skos:relatedMatch"
        message = f"{link.mapping.subject} is {of_kinds}; {remedy}"
        yield alignment.place(link.mapping, "predicate_id").finding("DSP610", message)


def _fits(element: str, term: str, match: Match) -> bool:
    if _SAME[element] == term:
        return True
    return match in _LOOSE and element not in _NEVER and term not in _NEVER


def _a(kind: str) -> str:
    return f"a{'n' * (kind[0] in 'aeiou')} {kind}"
