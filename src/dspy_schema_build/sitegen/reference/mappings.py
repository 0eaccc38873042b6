"""Mappings and their tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from dspy_schema.mappings import alignment
from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import links
from dspy_schema_build.sitegen.reference.elements import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkml_runtime.linkml_model.meta import Element

    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema_build.sitegen.reference.elements import Term


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
NONE = "none"
_HEADS = ["Mapping Type", "Mapped Value", "Confidence", "Why"]
_SEMAPV = "https://w3id.org/semapv/vocab/"
_METASLOTS = dict(zip(KINDS, MAPPINGS, strict=True))


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
        for each in alignment.load_alignment(folder).links:
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


# What a predicate says of the term that the element is mapped to.
WORDS = {
    "exact": "means the same",
    "narrow": "is narrower",
    "broad": "is broader",
    "related": "has to do with it",
    "close": "means nearly the same",
    "undefined": "is near to it",
    NONE: "has no term for it",
}


def mappings_of_term(mappings: Mappings, term: Term) -> str:
    """The mappings of a term; folded, those that only the SSSOM files have, and what the term itself is called."""
    rows = mappings.of(term)
    stated = [row for row in rows if row.in_schema]
    further = [row for row in rows if not row.in_schema and row.kind != NONE]
    none = [row for row in rows if row.kind == NONE]
    own = [["self", links.link_curie(term, term.curie)], ["native", links.link_curie(term, term.native)]]
    parts = [
        _table(term, stated) or "The schema maps it to no term of another vocabulary.",
        _folded(f"Further mappings, in the SSSOM files only: {len(further)}", _table(term, further)),
        _folded(f"Vocabularies without a fitting term: {len(none)}", _table_of_none(term, none)),
        _folded("Its own names: self and native", markdown.raw_table(_HEADS[:2], own)),
    ]
    return "\n\n".join(part for part in parts if part)


def mappings_of_values(mappings: Mappings, term: Term) -> str:
    """The mappings of the words of an enumeration; folded, the vocabularies without one that fits."""
    rows = [(str(word), row) for word in term.definition.permissible_values for row in mappings.of(term, str(word))]
    found = [[_word(word), *_cells(term, row)] for word, row in rows if row.kind != NONE]
    none = [[_word(word), *_cells_of_none(term, row)] for word, row in rows if row.kind == NONE]
    shown = markdown.raw_table(["Value", *_HEADS], found)
    lacking = markdown.raw_table(["Value", "Vocabulary", *_HEADS[2:]], none)
    parts = [shown, _folded(f"Values without a fitting term: {len(none)}", lacking)]
    return "\n\n".join(part for part in parts if part)


def describe_mapping(rows: Iterable[Row]) -> str:
    """Mappings on one line, as a cell of a table."""
    return ", ".join(f"{markdown.escape_text(row.kind)}: {_term(row)}" for row in rows if row.kind != NONE)


def _table(page: Term, rows: list[Row]) -> str:
    reasons = any(row.label or row.justification or row.comment for row in rows)
    heads = _HEADS if reasons else _HEADS[:2]
    return markdown.raw_table(heads, (_cells(page, row)[: len(heads)] for row in rows))


def _table_of_none(page: Term, rows: list[Row]) -> str:
    return markdown.raw_table(["Vocabulary", *_HEADS[2:]], (_cells_of_none(page, row) for row in rows))


def _cells_of_none(page: Term, row: Row) -> list[str]:
    return [_vocabulary(page, row, row.curie), _confidence(row), _reason(row)]


def _word(word: str) -> str:
    return markdown.markdown_link(markdown.code_span(word), f"#{links.member_anchor(word)}")


def _folded(summary: str, table: str) -> str:
    return markdown.details_block(summary, table) if table else ""


def _cells(page: Term, row: Row) -> list[str]:
    kind = (
        f"{markdown.escape_text(row.kind)}: {WORDS[row.kind]}" if row.kind in WORDS else markdown.escape_text(row.kind)
    )
    label = _vocabulary(page, row, row.label)
    return [kind, f"{_term(row)}{markdown.indent_below(label)}", _confidence(row), _reason(row)]


def _vocabulary(page: Term, row: Row, shown: str) -> str:
    """A text that leads to the page of the row's vocabulary."""
    text = markdown.escape_text(shown)
    return links.link_page(page, f"vocabularies/{row.vocabulary}.md", text) if row.vocabulary and text else text


def _confidence(row: Row) -> str:
    return "" if row.confidence is None else f"{row.confidence:g}"


def _term(row: Row) -> str:
    shown = markdown.escape_text(row.curie)
    return markdown.markdown_link(shown, row.iri) if row.iri.startswith(("http://", "https://")) else shown


def _reason(row: Row) -> str:
    return f"{markdown.escape_text(row.comment)}{markdown.indent_below(_justification(row))}"


def _justification(row: Row) -> str:
    """`semapv:ManualMappingCuration` in words."""
    name = row.justification.rpartition(":")[2]
    words = markdown.escape_text(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    return markdown.markdown_link(words, f"{_SEMAPV}{name}") if row.justification.startswith("semapv:") else words
