"""Tables of mappings: the term, what it has to do with it, who says so and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import links
from dspy_schema.sitegen.reference.mappings import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.sitegen.reference.mappings import Mappings, Row
    from dspy_schema.sitegen.reference.terms import Term

_HEADS = ["Mapping Type", "Mapped Value", "Confidence", "Why"]
_SEMAPV = "https://w3id.org/semapv/vocab/"
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


def of_term(mappings: Mappings, term: Term) -> str:
    """The mappings of a term; folded, those that only the SSSOM files have, and what the term itself is called."""
    rows = mappings.of(term)
    stated = [row for row in rows if row.in_schema]
    further = [row for row in rows if not row.in_schema and row.kind != NONE]
    none = [row for row in rows if row.kind == NONE]
    own = [["self", links.to_curie(term, term.curie)], ["native", links.to_curie(term, term.native)]]
    parts = [
        _table(term, stated) or "The schema maps it to no term of another vocabulary.",
        _folded(f"Further mappings, in the SSSOM files only: {len(further)}", _table(term, further)),
        _folded(f"Vocabularies without a fitting term: {len(none)}", _table_of_none(term, none)),
        _folded("Its own names: self and native", markdown.table(_HEADS[:2], own)),
    ]
    return "\n\n".join(part for part in parts if part)


def of_words(mappings: Mappings, term: Term) -> str:
    """The mappings of the words of an enumeration; folded, the vocabularies without one that fits."""
    rows = [(str(word), row) for word in term.definition.permissible_values for row in mappings.of(term, str(word))]
    found = [[_word(word), *_cells(term, row)] for word, row in rows if row.kind != NONE]
    none = [[_word(word), *_cells_of_none(term, row)] for word, row in rows if row.kind == NONE]
    shown = markdown.table(["Value", *_HEADS], found)
    lacking = markdown.table(["Value", "Vocabulary", *_HEADS[2:]], none)
    parts = [shown, _folded(f"Values without a fitting term: {len(none)}", lacking)]
    return "\n\n".join(part for part in parts if part)


def in_words(rows: Iterable[Row]) -> str:
    """Mappings on one line, as a cell of a table."""
    return ", ".join(f"{markdown.text(row.kind)}: {_term(row)}" for row in rows if row.kind != NONE)


def _table(page: Term, rows: list[Row]) -> str:
    reasons = any(row.label or row.justification or row.comment for row in rows)
    heads = _HEADS if reasons else _HEADS[:2]
    return markdown.table(heads, (_cells(page, row)[: len(heads)] for row in rows))


def _table_of_none(page: Term, rows: list[Row]) -> str:
    return markdown.table(["Vocabulary", *_HEADS[2:]], (_cells_of_none(page, row) for row in rows))


def _cells_of_none(page: Term, row: Row) -> list[str]:
    return [_vocabulary(page, row, row.curie), _confidence(row), _reason(row)]


def _word(word: str) -> str:
    return markdown.link(markdown.code(word), f"#{links.anchor(word)}")


def _folded(summary: str, table: str) -> str:
    return markdown.details(summary, table) if table else ""


def _cells(page: Term, row: Row) -> list[str]:
    kind = f"{markdown.text(row.kind)}: {WORDS[row.kind]}" if row.kind in WORDS else markdown.text(row.kind)
    label = _vocabulary(page, row, row.label)
    return [kind, f"{_term(row)}{markdown.below(label)}", _confidence(row), _reason(row)]


def _vocabulary(page: Term, row: Row, shown: str) -> str:
    """A text that leads to the page of the row's vocabulary."""
    text = markdown.text(shown)
    return links.to_page(page, f"vocabularies/{row.vocabulary}.md", text) if row.vocabulary and text else text


def _confidence(row: Row) -> str:
    return "" if row.confidence is None else f"{row.confidence:g}"


def _term(row: Row) -> str:
    shown = markdown.text(row.curie)
    return markdown.link(shown, row.iri) if row.iri.startswith(("http://", "https://")) else shown


def _reason(row: Row) -> str:
    return f"{markdown.text(row.comment)}{markdown.below(_justification(row))}"


def _justification(row: Row) -> str:
    """`semapv:ManualMappingCuration` in words."""
    name = row.justification.rpartition(":")[2]
    words = markdown.text(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    return markdown.link(words, f"{_SEMAPV}{name}") if row.justification.startswith("semapv:") else words
