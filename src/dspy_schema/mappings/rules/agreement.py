"""The mappings in the schemas' YAML and the rows that say to be in it are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link

# An element, and the IRI of a target.
Pair = tuple[str, str | None]


def rows(alignment: Alignment) -> Iterator[Finding]:
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


def yaml(alignment: Alignment) -> Iterator[Finding]:
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
