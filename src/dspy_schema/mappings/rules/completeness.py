"""Each class is mapped, or a row says that there is no term for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link


def classes(alignment: Alignment) -> Iterator[Finding]:
    """Each concrete class has a mapping, or a row that says that there is no term."""
    mapped = {link.element.id for link in alignment.links if link.element}
    for element in alignment.elements:
        if element.kind == "class" and element.is_concrete and not element.mappings and element.id not in mapped:
            yield element.place.finding("DSP619", f"{element.id} has no mapping, and no row says that there is no term")


def no_term(alignment: Alignment) -> Iterator[Finding]:
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
