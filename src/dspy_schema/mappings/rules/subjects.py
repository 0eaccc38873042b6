"""The subjects of rows are elements of the schemas, and are called as the schemas call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity
from dspy_schema.mappings.curies import NO_TERM
from dspy_schema.mappings.names import advice, is_name_of, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment


def exists(alignment: Alignment) -> Iterator[Finding]:
    """Each subject is an element; with a module that cannot be read, nobody knows."""
    if alignment.elements.faults:
        return
    for link in alignment.links:
        row = link.mapping
        if link.element or row.subject == NO_TERM or (row.subject_iri is None and row.subject):
            continue
        # Records call a slot by another name than the schema's YAML where several classes have one of that name.
        called = [each.id for each in alignment.elements if each.uri == row.subject_iri]
        ids = called or [each.id for each in alignment.elements]
        where = alignment.place(row, "subject_id")
        yield where.finding(
            "DSP605", f"the schema has no element {row.subject or 'without a name'}{advice(row.subject, ids, called)}"
        )


def labels(alignment: Alignment) -> Iterator[Finding]:
    """A label is a name of what the row is about."""
    for link in alignment.links:
        row = link.mapping
        if link.element and row.subject_label:
            element = link.element
            names = {element.label, element.name, local(element.iri), local(element.uri)}
            if not is_name_of(row.subject_label, names):
                message = f"{row.subject} is called {element.label!r}, not {row.subject_label!r}"
                yield alignment.place(row, "subject_label").finding("DSP608", message, Severity.WARNING)
        if link.term and row.object_label:
            names = {local(each) for each in (link.term.iri, *link.term.declared_uris, *link.term.other_iris)}
            if not is_name_of(row.object_label, names):
                message = f"{row.object} is called {local(row.object_iri or '')!r}, not {row.object_label!r}"
                yield alignment.place(row, "object_label").finding("DSP608", message, Severity.WARNING)
