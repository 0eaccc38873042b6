"""The targets of rows are terms of their vocabularies, and such as are still in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.names import advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment


def exists(alignment: Alignment) -> Iterator[Finding]:
    """Each target is in the pinned listing of its vocabulary, under one of the IRIs that are published for it."""
    unread = {each.prefix for each in alignment.vocabularies if not alignment.vocabularies.listing(each).terms}
    told = {row.object_iri for link in alignment.links for row in [link.mapping]}
    for link in alignment.links:
        row = link.mapping
        if link.vocabulary in unread or link.term or row.is_no_term or (row.object_iri is None and row.object):
            continue
        if alignment.vocabularies.faults and not alignment.vocabularies.of_iri(row.object_iri or ""):
            # Its listing may be one that cannot be read.
            continue
        where = alignment.place(row, "object_id")
        yield where.finding("DSP606", _no_such(alignment, row.object, row.object_iri or ""))
    if alignment.is_whole:
        for element in alignment.elements:
            for each in element.mappings:
                # What a row says as well is told of there.
                if each.iri and each.iri not in told and not alignment.vocabularies.find(each.iri):
                    yield each.place.finding("DSP606", _no_such(alignment, each.target, each.iri))


def in_use(alignment: Alignment) -> Iterator[Finding]:
    """No target is deprecated."""
    for link in alignment.links:
        if link.term and link.term.deprecated:
            message = f"{link.mapping.object} is deprecated in its vocabulary"
            yield alignment.place(link.mapping, "object_id").finding("DSP607", message)


def _no_such(alignment: Alignment, target: str, iri: str) -> str:
    if not target:
        return "the row has no target"
    vocabulary = alignment.vocabularies.of_iri(iri)
    if vocabulary is None:
        return f"there is no listing of a vocabulary that has {target}"
    prefix = target.partition(":")[0]
    space = next(each for each in alignment.vocabularies.namespaces if iri.startswith(each))
    names = alignment.vocabularies.names(vocabulary, space)
    near = advice(iri.removeprefix(space), names)
    if near:
        near = near.replace("did you mean ", f"did you mean {prefix}:", 1).replace(" or ", f" or {prefix}:")
    return f"{vocabulary.prefix} has no term {target}{near}"
