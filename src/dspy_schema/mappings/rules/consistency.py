"""Duplicates, one to one, hierarchy.

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
from dspy_schema.mappings.sssom_model import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link, Relation


# Broader, narrower and the same contradict one another; the rest is of SKOS Reference, S27 and S46.
_TOGETHER = {frozenset({Match.RELATED, Match.CLOSE})}


def check_one_predicate(alignment: Alignment) -> Iterator[Finding]:
    """No pair is mapped by two predicates."""
    first: dict[object, Link] = {}
    for link in alignment.links:
        if not link.match:
            continue
        # Slots that records call by one name are one property, of which both would be said.
        called = link.element.uri if link.element else ""
        before = first.setdefault((called, *_pair(link)[bool(called) :]), link)
        if before.match and before.match != link.match and {before.match, link.match} not in _TOGETHER:
            row = link.mapping
            message = f"{row.subject} is mapped to {row.object} by {before.mapping.predicate}, too, {_at(before, link)}"
            yield alignment.place(row, "predicate_id").finding("DSP612", message)


def check_duplicates(alignment: Alignment) -> Iterator[Finding]:
    """No row says what one before it says, and no list in YAML has a target twice."""
    first: dict[object, Link] = {}
    for link in alignment.links:
        row = link.mapping
        before = first.setdefault((*_pair(link), row.predicate_iri or row.predicate), link)
        if before is not link:
            message = f"says again what is said {_at(before, link)}"
            yield alignment.place(row).finding("DSP613", message)
    if alignment.is_whole:
        for element in alignment.elements:
            seen = set()
            for each in element.mappings:
                if (each.predicate, each.iri or each.target) in seen:
                    yield each.place.finding("DSP613", f"{each.target} is in this list twice")
                seen.add((each.predicate, each.iri or each.target))


def _pair(link: Link) -> tuple[object, ...]:
    subject = link.element.id if link.element else link.mapping.subject
    return subject, link.vocabulary, link.term.id if link.term else link.mapping.object


def _at(before: Link, link: Link) -> str:
    line = f"in line {before.mapping.line}"
    return line if before.mapping.source == link.mapping.source else f"{line} of {before.mapping.source}"


# What an element is of, and what it is called there: a schema and an IRI, or a vocabulary and a CURIE.
Node = tuple[str, str]


def check_one_to_one(alignment: Alignment) -> Iterator[Finding]:
    """In a vocabulary, an element has one exact term at most, and a term one exact element of a schema."""
    terms: dict[tuple[str, Node], tuple[str, str]] = {}
    elements: dict[tuple[str, str, str], tuple[str, str]] = {}
    for link in alignment.relations:
        if link.match is not Match.EXACT:
            continue
        row = link.mapping
        # Slots that records call by one name are one property.
        element = (link.element.schema, link.element.uri)
        told, shown = terms.setdefault((link.vocabulary, element), (link.term.id, row.object))
        if told != link.term.id:
            message = f"{row.subject} is exactly {shown} already, another term of {link.vocabulary}"
            yield alignment.place(row, "object_id").finding("DSP614", message)
        key = (link.vocabulary, link.term.id, link.element.schema)
        told, shown = elements.setdefault(key, (link.element.uri, row.subject))
        if told != link.element.uri:
            message = f"{row.object} is exactly {shown} already, another element of {link.element.schema}"
            yield alignment.place(row, "subject_id").finding("DSP614", message)


def check_exact_chains(alignment: Alignment) -> Iterator[Finding]:
    """No chain of exact mappings, over other schemas and vocabularies, joins two terms of one vocabulary."""
    joined = _Joined()
    names: dict[Node, str] = {}
    for link in alignment.relations:
        if link.match is not Match.EXACT:
            continue
        element, term = (link.element.schema, link.element.uri), (link.term.vocabulary, link.term.id)
        names |= {element: link.element.id, term: link.term.id}
        for one, other in joined.join(element, term):
            # Where one row or two join them, the mapping is not one to one, which is told of as such.
            if joined.beside[one].isdisjoint(joined.beside[other]):
                told = f"{names[one]} and {names[other]}, two of {one[0]}, the same"
                message = f"makes {told}, by a chain of exact mappings"
                yield alignment.place(link.mapping, "object_id").finding("DSP617", message)
                break


class _Joined:
    """What is the same so far; `beside` is what a row says to be the same."""

    def __init__(self) -> None:
        self._groups: dict[Node, set[Node]] = {}
        self.beside: dict[Node, set[Node]] = {}

    def join(self, one: Node, other: Node) -> list[tuple[Node, Node]]:
        """Make two the same; gives the pairs of one vocabulary or schema that become so by it."""
        self.beside.setdefault(one, set()).add(other)
        self.beside.setdefault(other, set()).add(one)
        first = self._groups.setdefault(one, {one})
        second = self._groups.setdefault(other, {other})
        if first is second:
            return []
        pairs = [(a, b) for a in sorted(first) for b in sorted(second) if a[0] == b[0]]
        first |= second
        for each in second:
            self._groups[each] = first
        return pairs


_SAME = {Match.EXACT, Match.CLOSE}


def check_directions(alignment: Alignment) -> Iterator[Finding]:
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


def check_opposites(alignment: Alignment) -> Iterator[Finding]:
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


def check_inversions(alignment: Alignment) -> Iterator[Finding]:
    """The exact or close term of an element is not above that of an element above it."""
    for low, high in _nested(alignment):
        same = {low.match, high.match} <= _SAME
        if same and low.element is not high.element and low.term is not high.term:
            row, other = low.mapping, high.mapping
            message = f"{row.object} is above {other.object}, and {row.subject} is under {other.subject}"
            yield alignment.place(row, "object_id").finding("DSP616", message)


def check_implied(alignment: Alignment) -> Iterator[Finding]:
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
