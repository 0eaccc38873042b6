"""Elements under one another are mapped to terms that are so, too.

All three rules look at two rows whose element and term are nested the wrong way round: the element of the `low` row is
that of the `high` one, or under it, and the term of the high row is that of the low one, or under it.

| low | high | |
|---|---|---|
| broad | exact, broad | the low row is implied: above the high element is its term, and above that the low term |
| exact, narrow | narrow | the high row is implied |
| exact, close, narrow | broad | a contradiction: the high term is above the high element, and so above the low term |
| narrow | exact, close | a contradiction: the low term is under the low element, and so under the high term |
| exact, close | exact, close | the two are upside down, unless the elements or the terms are the same |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity
from dspy_schema.mappings.matches import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Relation

_SAME = {Match.EXACT, Match.CLOSE}


def directions(alignment: Alignment) -> Iterator[Finding]:
    """No broad or narrow mapping contradicts what other rows and the hierarchies tell."""
    told = set()
    for low, high in _nested(alignment):
        if _is_same_pair(low, high):
            continue
        if high.match is Match.BROAD and low.match in {*_SAME, Match.NARROW}:
            wrong, other = high, low
        elif low.match is Match.NARROW and high.match in _SAME:
            wrong, other = low, high
        else:
            continue
        if wrong not in told:
            told.add(wrong)
            way = "broader" if wrong.match is Match.BROAD else "narrower"
            message = f"{wrong.mapping.object} cannot be {way} than {wrong.mapping.subject}{_because(wrong, other)}"
            yield alignment.place(wrong.mapping, "predicate_id").finding("DSP611", message)


def opposite(alignment: Alignment) -> Iterator[Finding]:
    """No term stands above one element and under another that has nothing to do with it."""
    broad: dict[str, list[Relation]] = {}
    for each in alignment.relations:
        if each.match is Match.BROAD:
            broad.setdefault(each.vocabulary, []).append(each)
    for low in alignment.relations:
        if low.match is not Match.NARROW:
            continue
        terms = {low.term.id, *alignment.vocabularies.ancestors(low.term)}
        for other in broad.get(low.vocabulary, ()):
            element = other.element
            if other.term.id not in terms or element.kind != low.element.kind:
                continue
            related = {element.id, *alignment.elements.ancestors(element)}
            if low.element.id in related or element.id in alignment.elements.ancestors(low.element):
                continue
            # From A > T and T > B, A > B.
            message = (
                f"makes {low.mapping.subject} broader than {other.mapping.subject}, which the schema does not say: "
                f"{other.mapping.subject} {other.mapping.predicate} {other.mapping.object}; "
                "one of the two may be the wrong way round"
            )
            yield alignment.place(low.mapping, "predicate_id").finding("DSP611", message, Severity.WARNING)
            break


def upside_down(alignment: Alignment) -> Iterator[Finding]:
    """The exact or close term of an element is not above that of an element above it."""
    for low, high in _nested(alignment):
        same = {low.match, high.match} <= _SAME
        if same and low.element is not high.element and low.term is not high.term:
            row, other = low.mapping, high.mapping
            message = f"{row.object} is above {other.object}, and {row.subject} is under {other.subject}"
            yield alignment.place(row, "object_id").finding("DSP616", message)


def implied(alignment: Alignment) -> Iterator[Finding]:
    """No row says what follows from another and the hierarchies."""
    told = set()
    for low, high in _nested(alignment):
        if _is_same_pair(low, high):
            continue
        if low.match is Match.BROAD and high.match in {Match.EXACT, Match.BROAD}:
            row, other = low, high
        elif high.match is Match.NARROW and low.match in {Match.EXACT, Match.NARROW}:
            row, other = high, low
        else:
            continue
        if row not in told:
            told.add(row)
            message = f"follows already from {other.mapping.subject} {other.mapping.predicate} {other.mapping.object}"
            yield alignment.place(row.mapping).finding("DSP615", message, Severity.INFO)


def _nested(alignment: Alignment) -> Iterator[tuple[Relation, Relation]]:
    """The pairs of low and high rows."""
    of: dict[tuple[str, str], list[Relation]] = {}
    for each in alignment.relations:
        of.setdefault((each.vocabulary, each.element.id), []).append(each)
    above = {each.term.id: {each.term.id, *alignment.vocabularies.ancestors(each.term)} for each in alignment.relations}
    for (vocabulary, _), lows in of.items():
        for id_ in (lows[0].element.id, *alignment.elements.ancestors(lows[0].element)):
            for high in of.get((vocabulary, id_), ()):
                yield from ((low, high) for low in lows if low is not high and low.term.id in above[high.term.id])


def _is_same_pair(one: Relation, other: Relation) -> bool:
    return one.element is other.element and one.term is other.term


def _because(link: Relation, other: Relation) -> str:
    row, told = link.mapping, other.mapping
    fact = f": {told.subject} {told.predicate} {told.object}"
    if link.element is not other.element:
        fact += f", and {row.subject} and {told.subject} are one above the other"
    if link.term is not other.term:
        fact += f", and {row.object} and {told.object} are one above the other"
    return fact
