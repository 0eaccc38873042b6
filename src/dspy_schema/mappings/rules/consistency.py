"""Rows do not contradict or repeat one another: duplicates, one to one, hierarchy.

The rule about the hierarchies compares two rows whose element and term are nested the wrong way round: the element of
the `low` row is that of the `high` one, or under it, and the term of the high row is that of the low one, or under it.

| low | high | |
|---|---|---|
| broad | exact, broad | the low row is implied: above the high element is its term, and above that the low term |
| exact, narrow | narrow | the high row is implied |
| exact, close, narrow | broad | a contradiction: the high term is above the high element, and so above the low term |
| narrow | exact, close | a contradiction: the low term is under the low element, and so under the high term |
| exact, close | exact, close | the two are upside down, unless the elements or the terms are the same |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dspy_schema.findings import Severity
from dspy_schema.mappings.sssom_model import BUILT_IN, MATCHES, Match, expand_curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link, Relation
    from dspy_schema.mappings.linkml_elements import YamlMapping


# An element by its schema and IRI, or a term by its vocabulary and CURIE.
_Node = tuple[str, str]
_IMPLIED = "DSP615"
_CONTRADICTION = "DSP611"
# Vocabularies so general that a class is one of many kinds of their classes.
_UPPER = {"prov"}
_SAME = {Match.EXACT, Match.CLOSE}
# By the matches of the low and the high row, the code of the finding and the row that has it.
_NESTED: dict[tuple[Match, Match], tuple[str, Literal["low", "high"]]] = {
    (Match.BROAD, Match.EXACT): (_IMPLIED, "low"),
    (Match.BROAD, Match.BROAD): (_IMPLIED, "low"),
    (Match.EXACT, Match.NARROW): (_IMPLIED, "high"),
    (Match.NARROW, Match.NARROW): (_IMPLIED, "high"),
    (Match.EXACT, Match.BROAD): (_CONTRADICTION, "high"),
    (Match.CLOSE, Match.BROAD): (_CONTRADICTION, "high"),
    (Match.NARROW, Match.BROAD): (_CONTRADICTION, "high"),
    (Match.NARROW, Match.EXACT): (_CONTRADICTION, "low"),
    (Match.NARROW, Match.CLOSE): (_CONTRADICTION, "low"),
}
# Broader, narrower and the same contradict one another; the others exclude each other by SKOS Reference, S27 and S46.
_COMPATIBLE = {frozenset({Match.RELATED, Match.CLOSE})}


def check_one_predicate(alignment: Alignment) -> Iterator[Finding]:
    """Check that no pair is mapped by two predicates."""
    first: dict[object, Link] = {}
    for link in alignment.links:
        if not link.match:
            continue
        # Slots that have one name in records are one property, so both rows are about that.
        subject, *target = _identify(link)
        before = first.setdefault((link.element.uri if link.element else subject, *target), link)
        if before.match and before.match != link.match and {before.match, link.match} not in _COMPATIBLE:
            row = link.mapping
            message = (
                f"{row.subject} is also mapped to {row.object} by {before.mapping.predicate}, "
                f"{_describe_line(before, link)}"
            )
            yield alignment.place(row, "predicate_id").finding("DSP612", message)
    if not alignment.is_whole:
        return
    in_rows = {(link.mapping.subject, link.mapping.object, link.mapping.predicate) for link in alignment.links}
    for element in alignment.elements:
        in_yaml: dict[tuple[str, str], YamlMapping] = {}
        for mapping in element.mappings:
            term = alignment.vocabularies.find_term(mapping.iri or "")
            prefix = mapping.target.partition(":")[0]
            known = in_yaml.setdefault((prefix, term.curie if term else mapping.target), mapping)
            if are_compatible({known.predicate, mapping.predicate}):
                continue
            right, wrong = known, mapping
            if (element.id, known.target, known.predicate) not in in_rows:
                right, wrong = mapping, known
            message = (
                f"the YAML of {element.id} has {right.target} as {right.predicate} in line {right.place.line}, "
                f"and here as {wrong.predicate}"
            )
            yield wrong.place.finding("DSP612", message)


def are_compatible(predicates: Iterable[str]) -> bool:
    """Return whether a pair of element and term can have all of these predicates of SKOS."""
    matches = {MATCHES.get(expand_curie(predicate, BUILT_IN) or "") for predicate in predicates}
    return len(matches) == 1 or None in matches or matches in _COMPATIBLE


def check_duplicates(alignment: Alignment) -> Iterator[Finding]:
    """Check that no row repeats one before it, and no list in YAML has a target twice."""
    first: dict[object, Link] = {}
    for link in alignment.all_links:
        row = link.mapping
        before = first.setdefault((*_identify(link), row.predicate_iri or row.predicate, row.is_denied), link)
        if before is not link:
            yield alignment.place(row).finding("DSP613", f"repeats the mapping {_describe_line(before, link)}")
    if not alignment.is_whole:
        return
    for element in alignment.elements:
        seen = set()
        for mapping in element.mappings:
            term = alignment.vocabularies.find_term(mapping.iri or "")
            prefix = mapping.target.partition(":")[0]
            key = (mapping.predicate, prefix, term.curie if term else mapping.iri or mapping.target)
            if key in seen:
                yield mapping.place.finding("DSP613", f"{mapping.target} is in this list twice")
            seen.add(key)


def check_one_to_one(alignment: Alignment) -> Iterator[Finding]:
    """Check that in a vocabulary, an element has one exact term at most, and a term one exact element of a schema."""
    terms: dict[tuple[str, _Node], Relation] = {}
    elements: dict[tuple[str, str, str], Relation] = {}
    for relation in alignment.relations:
        if relation.match is not Match.EXACT:
            continue
        row, element, term = relation.mapping, relation.element, relation.term
        # Slots that have one name in records are one property.
        first = terms.setdefault((relation.vocabulary, (element.schema, element.uri)), relation)
        if first.term.curie != term.curie:
            known = f"{first.mapping.object}, another term of {relation.vocabulary}"
            message = f"{row.subject} already has an exact mapping to {known}"
            yield alignment.place(row, "object_id").finding("DSP614", message)
        first = elements.setdefault((relation.vocabulary, term.curie, element.schema), relation)
        if first.element.uri != element.uri:
            known = f"{first.mapping.subject}, another element of {element.schema}"
            message = f"{row.object} already has an exact mapping from {known}"
            yield alignment.place(row, "subject_id").finding("DSP614", message)


def check_exact_chains(alignment: Alignment) -> Iterator[Finding]:
    """Check that no chain of exact mappings, over other schemas and vocabularies, joins two terms of one vocabulary."""
    chains = _Chains()
    names: dict[_Node, str] = {}
    for relation in alignment.relations:
        if relation.match is not Match.EXACT:
            continue
        element = (relation.element.schema, relation.element.uri)
        term = (relation.term.vocabulary, relation.term.curie)
        names |= {element: relation.element.id, term: relation.term.curie}
        for one, other in chains.join(element, term):
            # Where one row or two join them, the mapping is not one to one, which is a finding of its own.
            if chains.neighbors[one].isdisjoint(chains.neighbors[other]):
                message = f"joins {names[one]} and {names[other]}, both of {one[0]}, by a chain of exact mappings"
                yield alignment.place(relation.mapping, "object_id").finding("DSP617", message)
                break


def check_hierarchy(alignment: Alignment) -> Iterator[Finding]:
    """Check that no row contradicts, inverts or repeats what another row and the hierarchies state."""
    reported = set()
    for low, high in _iter_nested(alignment):
        if low.match in _SAME and high.match in _SAME:
            if low.element is not high.element and low.term is not high.term:
                row, above = low.mapping, high.mapping
                message = f"{row.object} is above {above.object}, and {row.subject} is under {above.subject}"
                yield alignment.place(row, "object_id").finding("DSP616", message)
            continue
        if low.element is high.element and low.term is high.term:
            continue
        code, side = _NESTED.get((low.match, high.match), (None, None))
        relation, other = (low, high) if side == "low" else (high, low)
        row = relation.mapping
        if code is None or (code, row.source, row.line) in reported:
            continue
        reported.add((code, row.source, row.line))
        reason = f"{other.mapping.subject} {other.mapping.predicate} {other.mapping.object}"
        if code == _IMPLIED:
            yield alignment.place(row).finding(code, f"follows already from {reason}", Severity.INFO)
        else:
            comparative = "broader" if relation.match is Match.BROAD else "narrower"
            message = f"{row.object} cannot be {comparative} than {row.subject}: {reason}"
            yield alignment.place(row, "predicate_id").finding(code, message + _describe_nesting(relation, other))


def check_upper_terms(alignment: Alignment) -> Iterator[Finding]:
    """Check that no class is the same as one of PROV-O: its records are instances of that, so it is a kind of it."""
    for relation in alignment.relations:
        row = relation.mapping
        if relation.vocabulary in _UPPER and relation.match in _SAME and relation.element.kind == "class":
            message = f"records of {row.subject} are instances of {row.object}, which is broader; use skos:broadMatch"
            yield alignment.place(row, "predicate_id").finding(_CONTRADICTION, message)


def check_own_properties(alignment: Alignment) -> Iterator[Finding]:
    """Check that no slot is mapped in the schema that records write as another vocabulary's property.

    Its mapping would be a statement about that property.
    """
    own = tuple(alignment.elements.namespaces.values())
    for relation in alignment.relations:
        row, element = relation.mapping, relation.element
        if element.kind == "slot" and row.in_schema and not element.uri.startswith(own):
            message = f"records write {row.subject} as {element.uri}, so the mapping would be one of that property"
            yield alignment.place(row).finding(_CONTRADICTION, message)


def check_opposites(alignment: Alignment) -> Iterator[Finding]:
    """Check that no term is above one element and under another that is not related to it."""
    broad: dict[str, list[Relation]] = {}
    for relation in alignment.relations:
        if relation.match is Match.BROAD:
            broad.setdefault(relation.vocabulary, []).append(relation)
    ancestors = alignment.elements.ancestors
    for low in alignment.relations:
        if low.match is not Match.NARROW:
            continue
        terms = {low.term.curie, *alignment.vocabularies.ancestors[low.term.curie]}
        related = {low.element.id, *ancestors[low.element.id]}
        for other in broad.get(low.vocabulary, ()):
            element = other.element
            if other.term.curie not in terms or element.kind != low.element.kind:
                continue
            if element.id in related or low.element.id in ancestors[element.id]:
                continue
            # From A > T and T > B, A > B.
            reason = f"{other.mapping.subject} {other.mapping.predicate} {other.mapping.object}"
            message = (
                f"makes {low.mapping.subject} broader than {other.mapping.subject}, which the schema does not say: "
                f"{reason}; one of the two may be the wrong way round"
            )
            yield alignment.place(low.mapping, "predicate_id").finding(_CONTRADICTION, message, Severity.WARNING)
            break


class _Chains:
    """Groups of nodes that exact mappings make the same; `neighbors` are those that one row joins."""

    def __init__(self) -> None:
        self._groups: dict[_Node, set[_Node]] = {}
        self.neighbors: dict[_Node, set[_Node]] = {}

    def join(self, one: _Node, other: _Node) -> list[tuple[_Node, _Node]]:
        """Join two nodes; returns the pairs of one vocabulary or schema that become the same by it."""
        self.neighbors.setdefault(one, set()).add(other)
        self.neighbors.setdefault(other, set()).add(one)
        first = self._groups.setdefault(one, {one})
        second = self._groups.setdefault(other, {other})
        if first is second:
            return []
        pairs = [(a, b) for a in sorted(first) for b in sorted(second) if a[0] == b[0]]
        first |= second
        for node in second:
            self._groups[node] = first
        return pairs


def _iter_nested(alignment: Alignment) -> Iterator[tuple[Relation, Relation]]:
    """Yield the pairs of low and high rows."""
    by_element: dict[tuple[str, str], list[Relation]] = {}
    terms: dict[str, set[str]] = {}
    for relation in alignment.relations:
        by_element.setdefault((relation.vocabulary, relation.element.id), []).append(relation)
        curie = relation.term.curie
        terms[curie] = {curie, *alignment.vocabularies.ancestors[curie]}
    for (vocabulary, element), lows in by_element.items():
        for id_ in (element, *alignment.elements.ancestors[element]):
            for high in by_element.get((vocabulary, id_), ()):
                above = terms[high.term.curie]
                yield from ((low, high) for low in lows if low is not high and low.term.curie in above)


def _identify(link: Link) -> tuple[str, str, str]:
    """Identify the subject and the target of a row."""
    subject = link.element.id if link.element else link.mapping.subject
    return subject, link.vocabulary, link.term.curie if link.term else link.mapping.object


def _describe_line(before: Link, link: Link) -> str:
    line = f"in line {before.mapping.line}"
    return line if before.mapping.source == link.mapping.source else f"{line} of {before.mapping.source}"


def _describe_nesting(relation: Relation, other: Relation) -> str:
    row, above = relation.mapping, other.mapping
    reason = ""
    if relation.element is not other.element:
        reason += f", and {row.subject} and {above.subject} are one above the other"
    if relation.term is not other.term:
        reason += f", and {row.object} and {above.object} are one above the other"
    return reason
