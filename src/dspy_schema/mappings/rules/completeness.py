"""Nothing missing: classes, twins, YAML and SSSOM agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.vocabularies import TWIN_NAMESPACES, TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link, Relation
    from dspy_schema.mappings.vocabularies import Term


def check_classes(alignment: Alignment) -> Iterator[Finding]:
    """Each concrete class has a mapping, or a row that says that there is no term."""
    mapped = {link.element.id for link in alignment.links if link.element}
    for element in alignment.elements:
        if element.kind == "class" and element.is_concrete and not element.mappings and element.id not in mapped:
            yield element.place.finding("DSP619", f"{element.id} has no mapping, and no row says that there is no term")


def check_no_term_rows(alignment: Alignment) -> Iterator[Finding]:
    """No row says that a vocabulary has no term for an element which another maps to a term of it."""
    mapped: dict[tuple[str, str], Link] = {}
    for link in alignment.links:
        if link.element and not link.mapping.is_no_term:
            mapped.setdefault((link.element.id, link.vocabulary), link)
    for link in alignment.links:
        row = link.mapping
        if link.element and row.is_no_term and (other := mapped.get((link.element.id, link.vocabulary))):
            told = f"{other.mapping.predicate} {other.mapping.object}"
            message = f"says that {link.vocabulary} has no term for {row.subject}, which has {told}"
            yield alignment.place(row, "object_id").finding("DSP620", message)


def check_twins(alignment: Alignment) -> Iterator[Finding]:
    """Each row has its twin, with the same predicate."""
    found: dict[tuple[str, str, str], list[Relation]] = {}
    for each in alignment.relations:
        found.setdefault((each.element.id, each.vocabulary, each.term.id), []).append(each)
    for each in alignment.relations:
        for twin, of in TWIN_OF.items():
            name = _name(each.term, twin)
            if each.vocabulary not in {twin, of} or name is None:
                continue
            row = each.mapping
            is_twin = each.vocabulary == twin
            others = found.get((each.element.id, of if is_twin else twin, each.term.id), [])
            if not others:
                message = (
                    f"{row.subject} is not mapped to {each.term.id if is_twin else name}, the twin of {row.object}"
                )
                yield alignment.place(row, "object_id").finding("DSP618", message)
            elif not is_twin and each.match not in [other.match for other in others]:
                told = f"and its twin {others[0].mapping.object} by {others[0].mapping.predicate}"
                message = f"{row.object} is mapped by {row.predicate}, {told}"
                yield alignment.place(row, "predicate_id").finding("DSP618", message)


def _name(term: Term, twin: str) -> str | None:
    """The CURIE of a term in the vocabulary that is its own's twin."""
    space = TWIN_NAMESPACES[twin]
    return next((f"{twin}:{each.removeprefix(space)}" for each in term.other_iris if each.startswith(space)), None)


# An element, and the IRI of a target.
Pair = tuple[str, str | None]


def check_rows_in_yaml(alignment: Alignment) -> Iterator[Finding]:
    """Each row is in YAML, with its predicate, or says not to be, and is not."""
    written: dict[Pair, set[str]] = {}
    for element in alignment.elements:
        for each in element.mappings:
            written.setdefault((element.id, each.iri), set()).add(each.predicate)
    for link in alignment.links:
        row = link.mapping
        if not (link.element and link.term):
            continue
        predicates = written.get(_pair(link), set())
        where = f"the YAML of {row.subject}"
        if not row.in_schema:
            if row.predicate in predicates:
                yield alignment.place(row).finding(
                    "DSP623", f"says not to be in the schema, and {where} has {row.object}"
                )
        elif not predicates:
            message = f"{where} does not have {row.object}; add it, or say in_schema=false in the column other"
            yield alignment.place(row).finding("DSP623", message)
        elif row.predicate not in predicates:
            message = f"{where} has {row.object} as {' and '.join(sorted(predicates))}, not as {row.predicate}"
            yield alignment.place(row, "predicate_id").finding("DSP623", message)


def check_yaml_in_rows(alignment: Alignment) -> Iterator[Finding]:
    """Each mapping in YAML is a row."""
    told = {_pair(link) for link in alignment.links if link.element}
    for element in alignment.elements:
        for each in element.mappings:
            # A target that there is not is told of as such.
            if each.iri and (element.id, each.iri) not in told and alignment.vocabularies.find(each.iri):
                message = f"no row maps {element.id} to {each.target}; add one, or remove it here"
                yield each.place.finding("DSP624", message)


def _pair(link: Link) -> Pair:
    return link.element.id if link.element else "", link.mapping.object_iri
