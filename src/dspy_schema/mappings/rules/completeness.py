"""Nothing is missing: classes are mapped, twins go together, YAML and SSSOM agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.vocabularies import TWIN_NAMESPACES, TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link, Relation
    from dspy_schema.mappings.vocabularies import Term


def check_classes(alignment: Alignment) -> Iterator[Finding]:
    """Check that each concrete class has a mapping, or a row that says that there is no term."""
    mapped = {link.element.id for link in alignment.links if link.element}
    for element in alignment.elements:
        if element.kind == "class" and element.is_concrete and not element.mappings and element.id not in mapped:
            yield element.place.finding("DSP619", f"{element.id} has no mapping, and no row says that there is no term")


def check_no_term_rows(alignment: Alignment) -> Iterator[Finding]:
    """Check that no row says that a vocabulary has no term for an element that another row maps to a term of it."""
    mapped: dict[tuple[str, str], Link] = {}
    no_terms: list[tuple[tuple[str, str], Link]] = []
    for link in alignment.links:
        if link.element:
            key = (link.element.id, link.vocabulary)
            if link.mapping.is_no_term:
                no_terms.append((key, link))
            else:
                mapped.setdefault(key, link)
    for key, link in no_terms:
        if key in mapped:
            row, other = link.mapping, mapped[key].mapping
            message = (
                f"says that {link.vocabulary} has no term for {row.subject}, which has {other.predicate} {other.object}"
            )
            yield alignment.place(row, "object_id").finding("DSP620", message)


def check_twins(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row whose term has a twin goes with a row for that, which has the same predicate."""
    relations: dict[tuple[str, str, str], list[Relation]] = {}
    for relation in alignment.relations:
        key = (relation.element.id, relation.vocabulary, relation.term.curie)
        relations.setdefault(key, []).append(relation)
    for relation in alignment.relations:
        for twin, original in TWIN_OF.items():
            if relation.vocabulary not in {twin, original}:
                continue
            name = _find_twin(relation.term, twin)
            if name is None:
                continue
            row, term = relation.mapping, relation.term.curie
            is_twin = relation.vocabulary == twin
            others = relations.get((relation.element.id, original if is_twin else twin, term), [])
            if not others:
                message = f"{row.subject} is not mapped to {term if is_twin else name}, the twin of {row.object}"
                yield alignment.place(row, "object_id").finding("DSP618", message)
            elif not is_twin and relation.match not in {other.match for other in others}:
                other = others[0].mapping
                message = f"{row.object} is mapped by {row.predicate}, and its twin {other.object} by {other.predicate}"
                yield alignment.place(row, "predicate_id").finding("DSP618", message)


def check_rows_in_yaml(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row is in YAML with its predicate, or says that it is not, and is not."""
    in_yaml: dict[tuple[str, str | None], set[str]] = {}
    for element in alignment.elements:
        for mapping in element.mappings:
            in_yaml.setdefault((element.id, mapping.iri), set()).add(mapping.predicate)
    for link in alignment.links:
        if not (link.element and link.term):
            continue
        row = link.mapping
        predicates = in_yaml.get((link.element.id, row.object_iri), set())
        yaml = f"the YAML of {row.subject}"
        if not row.in_schema:
            if row.predicate in predicates:
                message = f"says in_schema=false, and {yaml} has {row.object}"
                yield alignment.place(row).finding("DSP623", message)
        elif not predicates:
            message = f"{yaml} does not have {row.object}; add it, or write in_schema=false in the column other"
            yield alignment.place(row).finding("DSP623", message)
        elif row.predicate not in predicates:
            message = f"{yaml} has {row.object} as {' and '.join(sorted(predicates))}, not as {row.predicate}"
            yield alignment.place(row, "predicate_id").finding("DSP623", message)


def check_yaml_in_rows(alignment: Alignment) -> Iterator[Finding]:
    """Check that each mapping in YAML is a row."""
    in_rows = {(link.element.id, link.mapping.object_iri) for link in alignment.links if link.element}
    for element in alignment.elements:
        for mapping in element.mappings:
            # An unknown target is another finding.
            iri = mapping.iri
            if iri and (element.id, iri) not in in_rows and alignment.vocabularies.find_term(iri):
                message = f"no row maps {element.id} to {mapping.target}; add one, or remove it here"
                yield mapping.place.finding("DSP624", message)


def _find_twin(term: Term, twin: str) -> str | None:
    """Find the CURIE of a term in the twin of its vocabulary."""
    namespace = TWIN_NAMESPACES[twin]
    return next((f"{twin}:{iri.removeprefix(namespace)}" for iri in term.other_iris if iri.startswith(namespace)), None)
