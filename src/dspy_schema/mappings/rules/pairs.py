"""An element and a term are mapped once, by one predicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.matches import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link

# Broader, narrower and the same contradict one another; the rest is of SKOS Reference, S27 and S46.
_TOGETHER = {frozenset({Match.RELATED, Match.CLOSE})}


def one_predicate(alignment: Alignment) -> Iterator[Finding]:
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


def no_duplicates(alignment: Alignment) -> Iterator[Finding]:
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
