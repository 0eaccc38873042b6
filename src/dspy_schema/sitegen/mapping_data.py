"""What the explorer of mappings loads: the rows of the SSSOM files, and what they are about."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from dspy_schema.sitegen import mapping_places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.sssom import MappingSet


def data(alignment: Alignment, docs: Path) -> dict[str, Any]:
    """Vocabularies, elements and terms by their CURIEs, and the rows: each with all cells that have a text.

    `page` is where a page that is in `docs` will be, seen from the page of the explorer.
    """
    links = alignment.links
    vocabularies = sorted({each.vocabulary for each in links})
    return {
        "vocabularies": {name: _vocabulary(alignment, name, docs) for name in vocabularies},
        "elements": {each.mapping.subject: _element(each, docs) for each in links},
        "terms": {each.mapping.object: _term(each, docs) for each in links},
        "rows": list(_rows(alignment)),
    }


def _rows(alignment: Alignment) -> Iterator[dict[str, Any]]:
    for link in alignment.links:
        mapping = link.mapping
        cells = _cells(alignment.by_source[mapping.source], mapping.line)
        if mapping.confidence is not None:
            cells["confidence"] = mapping.confidence
        place = {"file": PurePath(mapping.source).as_posix(), "line": mapping.line, "vocabulary": link.vocabulary}
        yield cells | place


def _cells(of: MappingSet, line: int) -> dict[str, Any]:
    return {column: text for column in of.columns if (text := of.cell(line, column))}


def _vocabulary(alignment: Alignment, name: str, docs: Path) -> dict[str, str]:
    found = alignment.vocabularies.get(name)
    told = {"title": found.provenance.get("title", ""), "namespace": found.namespace} if found else {}
    return told | _page(mapping_places.of_vocabulary(name, docs))


def _element(link: Link, docs: Path) -> dict[str, str]:
    iri = _iri(link.mapping.subject_iri)
    if link.element is None:
        return iri
    told = {"label": link.element.label, "kind": link.element.kind, "schema": link.element.schema}
    return iri | told | _page(mapping_places.of_element(link.element, docs))


def _term(link: Link, docs: Path) -> dict[str, str]:
    kinds = link.term.kinds if link.term else ("term",)
    kind = {"kind": ", ".join(each.replace("permissible_value", "value") for each in kinds)}
    return _iri(link.mapping.object_iri) | kind | _page(mapping_places.of_vocabulary(link.vocabulary, docs))


def _iri(iri: str | None) -> dict[str, str]:
    return {"iri": iri} if iri else {}


def _page(place: str | None) -> dict[str, str]:
    return {} if place is None else {"page": mapping_places.address(place)}
