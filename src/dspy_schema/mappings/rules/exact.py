"""Exact mappings say that two things are the same: one to one, and along chains of them, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.matches import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

# What an element is of, and what it is called there: a schema and an IRI, or a vocabulary and a CURIE.
Node = tuple[str, str]


def one_to_one(alignment: Alignment) -> Iterator[Finding]:
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


def chains(alignment: Alignment) -> Iterator[Finding]:
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
