"""Mappings of terms to other vocabularies, with their reasons, as tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import links
from dspy_schema_build.sitegen.reference.elements import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkml_runtime.linkml_model.meta import Element

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema_build.sitegen.reference.elements import Term


# The lists of mappings in LinkML, in the order of gen-doc's tables, and their predicates.
KINDS = {
    "exact": "skos:exactMatch",
    "narrow": "skos:narrowMatch",
    "broad": "skos:broadMatch",
    "related": "skos:relatedMatch",
    "close": "skos:closeMatch",
    "undefined": "skos:mappingRelation",
}
# What a kind says of the term that the element is mapped to.
MEANINGS = {
    "exact": "means the same",
    "narrow": "is narrower",
    "broad": "is broader",
    "related": "is related",
    "close": "means nearly the same",
    "undefined": "is related, without saying how",
}
# The kind of a row that states that a vocabulary has no matching term.
NONE = "none"
_METASLOTS = dict(zip(KINDS, MAPPINGS, strict=True))
_KINDS_BY_PREDICATE = {predicate: kind for kind, predicate in KINDS.items()}
_HEADS = ["Mapping Type", "Mapped Value", "Confidence", "Why"]
_SEMAPV = "https://w3id.org/semapv/vocab/"


@dataclass(frozen=True)
class Row:
    """A mapping: `kind` is a key of `KINDS`, another predicate, or `NONE` where there is no matching term.

    The texts are empty, and `confidence` None, where nobody wrote them. `in_schema` is False for a row that is in an
    SSSOM file only; `vocabulary` is the one whose page lists the row, if there is one.
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

    def __init__(self, alignment: Alignment) -> None:
        self._reasons: dict[str, list[Mapping]] = {}
        for link in alignment.links:
            self._reasons.setdefault(link.mapping.subject, []).append(link.mapping)

    def list_rows(self, term: Term, value: str | None = None) -> list[Row]:
        """List the mappings of a term, or of a value of an enumeration, in the order of `KINDS`."""
        definition = term.definition if value is None else term.definition.permissible_values[value]
        subject = f"{term.native}#{quote(value, safe='')}" if value else term.native
        reasons = self._reasons.get(subject, [])
        rows = [_explain_row(term, kind, curie, reasons) for kind, curie in _list_stated(definition)]
        known = {(row.kind, row.iri) for row in rows}
        rows += [row for row in map(_convert_mapping, reasons) if (row.kind, row.iri) not in known]
        order = [*KINDS, *(row.kind for row in rows)]
        return sorted(rows, key=lambda row: (row.kind == NONE, order.index(row.kind)))


def _list_stated(definition: Element) -> Iterator[tuple[str, str]]:
    for kind, metaslot in _METASLOTS.items():
        for curie in getattr(definition, metaslot, ()):
            yield kind, str(curie)


def _explain_row(term: Term, kind: str, curie: str, reasons: list[Mapping]) -> Row:
    """Describe a mapping of the schema, with the reasons of the SSSOM row that states the same."""
    iri = term.expand_curie(curie)
    same = (mapping for mapping in reasons if mapping.object_iri == iri and mapping.predicate == KINDS[kind])
    return next((_create_row(mapping, kind, curie, iri) for mapping in same), Row(kind, curie, iri))


def _convert_mapping(mapping: Mapping) -> Row:
    """Describe a row of an SSSOM file."""
    if mapping.is_no_term:
        row = _create_row(mapping, NONE, mapping.vocabulary, "")
    else:
        kind = _KINDS_BY_PREDICATE.get(mapping.predicate, mapping.predicate)
        row = _create_row(mapping, kind, mapping.object, mapping.object_iri or "")
    return replace(row, in_schema=False)


def _create_row(mapping: Mapping, kind: str, curie: str, iri: str) -> Row:
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


def render_term_mappings(mappings: Mappings, term: Term) -> str:
    """Render the mappings of a term; folded, those that only the SSSOM files have, and the names of the term itself."""
    rows = mappings.list_rows(term)
    stated = [row for row in rows if row.in_schema]
    further = [row for row in rows if not row.in_schema and row.kind != NONE]
    none = [row for row in rows if row.kind == NONE]
    own = [["self", links.link_curie(term, term.curie)], ["native", links.link_curie(term, term.native)]]
    parts = [
        _render_rows(term, stated) or "The schema states no mapping for it.",
        _fold(f"Further mappings, in the SSSOM files only: {len(further)}", _render_rows(term, further)),
        _fold(f"Vocabularies without a matching term: {len(none)}", _render_unmatched(term, none)),
        _fold("Its own names: self and native", markdown.join_table(_HEADS[:2], own)),
    ]
    return "\n\n".join(part for part in parts if part)


def render_value_mappings(mappings: Mappings, term: Term) -> str:
    """Render the mappings of the values of an enumeration; folded, the vocabularies without a matching term."""
    values = map(str, term.definition.permissible_values)
    rows = [(value, row) for value in values for row in mappings.list_rows(term, value)]
    mapped = [[_link_value(value), *_render_row(term, row)] for value, row in rows if row.kind != NONE]
    none = [[_link_value(value), *_render_unmatched_row(term, row)] for value, row in rows if row.kind == NONE]
    parts = [
        markdown.join_table(["Value", *_HEADS], mapped),
        _fold(
            f"Values without a matching term: {len(none)}",
            markdown.join_table(["Value", "Vocabulary", *_HEADS[2:]], none),
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def summarize_mappings(rows: Iterable[Row]) -> str:
    """Summarize mappings on one line, as a cell of a table."""
    return ", ".join(f"{markdown.escape_text(row.kind)}: {_link_target(row)}" for row in rows if row.kind != NONE)


def _render_rows(page: Term, rows: list[Row]) -> str:
    has_reasons = any(row.label or row.justification or row.comment for row in rows)
    heads = _HEADS if has_reasons else _HEADS[:2]
    return markdown.join_table(heads, (_render_row(page, row)[: len(heads)] for row in rows))


def _render_row(page: Term, row: Row) -> list[str]:
    kind = markdown.escape_text(row.kind)
    if row.kind in MEANINGS:
        kind = f"{kind}: {MEANINGS[row.kind]}"
    label = _link_vocabulary(page, row, row.label)
    return [kind, f"{_link_target(row)}{markdown.render_small(label)}", _render_confidence(row), _render_reason(row)]


def _render_unmatched(page: Term, rows: list[Row]) -> str:
    return markdown.join_table(["Vocabulary", *_HEADS[2:]], (_render_unmatched_row(page, row) for row in rows))


def _render_unmatched_row(page: Term, row: Row) -> list[str]:
    return [_link_vocabulary(page, row, row.curie), _render_confidence(row), _render_reason(row)]


def _fold(summary: str, table: str) -> str:
    return markdown.render_details(summary, table) if table else ""


def _link_value(value: str) -> str:
    return markdown.render_link(markdown.render_code(value), f"#{links.format_anchor(value)}")


def _link_vocabulary(page: Term, row: Row, label: str) -> str:
    """Link a text to the page of the row's vocabulary."""
    text = markdown.escape_text(label)
    return links.link_page(page, f"vocabularies/{row.vocabulary}.md", text) if row.vocabulary and text else text


def _link_target(row: Row) -> str:
    label = markdown.escape_text(row.curie)
    return markdown.render_link(label, row.iri) if row.iri.startswith(("http://", "https://")) else label


def _render_confidence(row: Row) -> str:
    return "" if row.confidence is None else f"{row.confidence:g}"


def _render_reason(row: Row) -> str:
    return f"{markdown.escape_text(row.comment)}{markdown.render_small(_render_justification(row))}"


def _render_justification(row: Row) -> str:
    """Render `semapv:ManualMappingCuration` in words."""
    name = row.justification.rpartition(":")[2]
    words = markdown.escape_text(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    return markdown.render_link(words, f"{_SEMAPV}{name}") if row.justification.startswith("semapv:") else words
