"""How near a term is to terms of other vocabularies, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from dspy_schema.mappings import alignment
from dspy_schema.sitegen.reference.terms import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import Element

    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema.sitegen.reference.terms import Term

FOLDER = "schema"
# The lists of mappings in LinkML, in the order of gen-doc's tables, and what they mean.
KINDS = {
    "exact": "skos:exactMatch",
    "narrow": "skos:narrowMatch",
    "broad": "skos:broadMatch",
    "related": "skos:relatedMatch",
    "close": "skos:closeMatch",
    "undefined": "skos:mappingRelation",
}
_METASLOTS = dict(zip(KINDS, MAPPINGS, strict=True))
NONE = "none"


@dataclass(frozen=True)
class Row:
    """A mapping: `kind` is a key of `KINDS`, another predicate, or `NONE` where there is no fitting term.

    The texts are empty, and `confidence` None, where nobody wrote them. `in_schema` is False of a row that stands in an
    SSSOM file only, `vocabulary` the one whose page lists the row, if there is one.
    """

    kind: str
    curie: str
    iri: str
    label: str = ""
    justification: str = ""
    confidence: float | None = None
    comment: str = ""
    in_schema: bool = True
    vocabulary: str = ""


class Mappings:
    """The mappings that the schemas state, with the reasons that the SSSOM files give, and those of the files alone."""

    def __init__(self, folder: str = FOLDER) -> None:
        self._reasons: dict[str, list[Mapping]] = {}
        for each in alignment.load(folder).links:
            self._reasons.setdefault(each.mapping.subject, []).append(each.mapping)

    def of(self, term: Term, word: str | None = None) -> list[Row]:
        """The mappings of a term, or of a word of an enumeration, in the order of `KINDS`."""
        definition = term.definition if word is None else term.definition.permissible_values[word]
        written = self._reasons.get(f"{term.native}#{quote(word, safe='')}" if word else term.native, [])
        rows = [_row(term, kind, curie, written) for kind, curie in _stated(definition)]
        known = {(row.kind, row.iri) for row in rows}
        rows += [row for row in map(_of_file, written) if (row.kind, row.iri) not in known]
        order = [*KINDS, *(row.kind for row in rows)]
        return sorted(rows, key=lambda row: (row.kind == NONE, order.index(row.kind)))


def _stated(definition: Element) -> Iterator[tuple[str, str]]:
    for kind, metaslot in _METASLOTS.items():
        for curie in getattr(definition, metaslot, ()):
            yield kind, str(curie)


def _row(term: Term, kind: str, curie: str, written: list[Mapping]) -> Row:
    iri = term.expanded(curie)
    found = (each for each in written if each.object_iri == iri and each.predicate == KINDS[kind])
    return next((_with_reasons(each, kind, curie, iri) for each in found), Row(kind, curie, iri))


def _of_file(mapping: Mapping) -> Row:
    kinds = {predicate: kind for kind, predicate in KINDS.items()}
    kind = NONE if mapping.is_no_term else kinds.get(mapping.predicate, mapping.predicate)
    curie = mapping.vocabulary if mapping.is_no_term else mapping.object
    row = _with_reasons(mapping, kind, curie, "" if mapping.is_no_term else mapping.object_iri or "")
    return replace(row, in_schema=False)


def _with_reasons(mapping: Mapping, kind: str, curie: str, iri: str) -> Row:
    return Row(
        kind,
        curie,
        iri,
        label=mapping.object_label,
        justification=mapping.justification,
        confidence=mapping.confidence,
        comment=mapping.comment,
        vocabulary=mapping.vocabulary,
    )
