"""The values of slots are what SSSOM asks for, in headers and in rows; rows say why and by whom."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from dspy_schema.mappings.sssom import split_other
from dspy_schema.mappings.sssom_model import (
    ENUMS,
    NO_TERM,
    NOT,
    RANGES,
    SLOTS,
    expand_curie,
    split_values,
    suggest_names,
)
from dspy_schema.mappings.text_files import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import MappingSet


_VALUE = "DSP625"
_REASON = "DSP627"
# Other rules look at these.
_CHECKED = {"subject_id", "predicate_id", "object_id", "mapping_justification", "confidence"}
_FLAG = re.compile(r"in.?schema", re.IGNORECASE)
_FLAGS = {"in_schema=false", "in_schema=true"}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_WEB_ADDRESS = re.compile(r"https?://[^/\s]+", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/|orcid:)(.*)", re.IGNORECASE)
_ORCID_DIGITS = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_WHY_AND_WHO = {
    "the reason": ("comment",),
    "the author": ("author_label", "author_id"),
    "the reviewer": ("reviewer_label", "reviewer_id"),
}
_CARDINALITY = "mapping_cardinality"
_SCOPE = "cardinality_scope"


def check_header_values(alignment: Alignment) -> Iterator[Finding]:
    """Check that the values in headers are URIs, dates and so on, as their slots ask for."""
    for set_ in alignment.sets:
        namespaces = set_.header.namespaces
        for name, value in set_.metadata.items():
            if name not in SLOTS or not set_.is_sound:
                continue
            place = set_.header.places.get(name, Place(set_.source, 1, 1))
            values = value if isinstance(value, list) else split_values(value) if SLOTS[name].many else [value]
            for text in values:
                if not isinstance(text, str):
                    yield place.finding(_VALUE, f"{name} is a text, or a list of texts")
                elif message := _describe_value(name, text, namespaces):
                    yield place.finding(_VALUE, message)


def check_row_values(alignment: Alignment) -> Iterator[Finding]:
    """Check that the values in rows are URIs, dates and so on, and that `other` has no misspelt flag."""
    for set_ in alignment.sets:
        for column in set_.columns:
            slot = SLOTS.get(column)
            if column == "other":
                yield from _check_flags(set_)
            elif slot and column not in _CHECKED and (slot.kind != "text" or column in ENUMS):
                yield from _check_column(set_, column)


def check_cardinality(alignment: Alignment) -> Iterator[Finding]:
    """Check that a cardinality is that of the row among the rows of its set, or of its scope."""
    for set_ in alignment.sets:
        if _CARDINALITY not in set_.columns:
            continue
        scope = set_.metadata.get(_SCOPE) or []
        in_header = list(map(str, scope)) if isinstance(scope, list) else split_values(str(scope))
        objects: dict[tuple[str, ...], set[str]] = {}
        subjects: dict[tuple[str, ...], set[str]] = {}
        scopes: dict[int, tuple[str, ...]] = {}
        for row in set_.rows:
            names = split_values(set_.cell(row.line, _SCOPE)) or in_header
            scopes[row.line] = tuple(set_.cell(row.line, name) for name in names)
            if not row.is_no_term:
                objects.setdefault((row.subject, *scopes[row.line]), set()).add(row.object)
                subjects.setdefault((row.object, *scopes[row.line]), set()).add(row.subject)
        for row in set_.rows:
            text = set_.cell(row.line, _CARDINALITY)
            if text not in ENUMS[_CARDINALITY]:
                continue
            scope_values = scopes[row.line]
            if row.is_no_term:
                right = f"{int(row.subject != NO_TERM)}:{int(row.object != NO_TERM)}"
            else:
                left = "n" if len(subjects[row.object, *scope_values]) > 1 else "1"
                right = f"{left}:{'n' if len(objects[row.subject, *scope_values]) > 1 else '1'}"
            if text != right:
                message = f"the cardinality of {row.subject} and {row.object} is {right} here, not {text}"
                yield set_.place(row.line, _CARDINALITY).finding(_VALUE, message)


def check_reasons(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row has a reason, an author and a reviewer, if most rows of its file have them.

    In a schema folder, there is no file without reasons.
    """
    for set_ in alignment.sets:
        for what, columns in _WHY_AND_WHO.items():
            present = [column for column in columns if column in set_.columns]
            if not present:
                if set_.rows and what == "the reason" and alignment.is_whole and set_.is_sound:
                    place = Place(set_.source, set_.rows[0].line - 1, 1)
                    yield place.finding(_REASON, "no row has a reason: there is no column comment")
                continue
            # The cells of these columns, which a row has already.
            name = {"the reason": "comment", "the author": "author"}.get(what, "reviewer")
            missing = [row for row in set_.rows if not getattr(row, name).strip()]
            if alignment.is_whole or 2 * len(missing) < len(set_.rows):
                for row in missing:
                    yield set_.place(row.line, present[0]).finding(_REASON, f"{what} is missing")


def check_denials(alignment: Alignment) -> Iterator[Finding]:
    """Check that no row denies what another one states, or that there is no term."""
    stated: dict[tuple[str, str, str], str] = {}
    for relation in alignment.relations:
        row = relation.mapping
        stated[relation.element.uri, relation.vocabulary + relation.term.curie, relation.match] = (
            f"line {row.line} of {row.source}"
        )
    for link in alignment.all_links:
        row = link.mapping
        if not row.is_denied:
            continue
        place = alignment.place(row, "predicate_modifier")
        if row.is_no_term:
            yield place.finding(_VALUE, f"SSSOM does not say what {NOT} means together with {NO_TERM}")
        elif link.element and link.term and link.match:
            key = link.element.uri, link.vocabulary + link.term.curie
            # What is the same is close as well (SKOS Reference, S42).
            for match in (link.match, "exact") if link.match == "close" else (link.match,):
                if (*key, match) in stated:
                    message = f"denies that {row.subject} has {row.predicate} {row.object}, and {stated[*key, match]}"
                    message += " states it" if match == link.match else " states even skos:exactMatch"
                    yield place.finding("DSP612", message)


def _check_flags(set_: MappingSet) -> Iterator[Finding]:
    for row in set_.rows:
        text = set_.cell(row.line, "other")
        for word in split_other(text) if _FLAG.search(text) else ():
            if _FLAG.match(word) and word not in _FLAGS:
                message = f"{word} is not a flag; write in_schema=false, or nothing where the YAML has the mapping"
                yield set_.place(row.line, "other").finding(_VALUE, message)


def _check_column(set_: MappingSet, column: str) -> Iterator[Finding]:
    namespaces = set_.header.namespaces
    known: dict[str, str | None] = {"": None}
    for row in set_.rows:
        text = set_.cell(row.line, column)
        for value in split_values(text) if SLOTS[column].many else [text]:
            if value not in known:
                known[value] = _describe_value(column, value, namespaces)
            if message := known[value]:
                yield set_.place(row.line, column).finding(_VALUE, message)


def _describe_value(name: str, text: str, namespaces: Mapping[str, str]) -> str | None:
    """Describe what is wrong with the value of a slot; None where it is right."""
    if not text:
        return f"{name} is empty; leave it out"
    if name in ENUMS:
        if text in ENUMS[name]:
            return None
        advice = suggest_names(text, ENUMS[name], number=1) or f"; use {' or '.join(ENUMS[name])}"
        return f"{name} cannot be {text}{advice}"
    kind = SLOTS[name].kind
    fault = None
    if kind == "entity":
        fault = _describe_entity(name, text, namespaces)
    elif kind == "uri" and not _is_uri(text):
        fault = f"{name} is a URI, with its scheme, not {text}"
    elif kind == "date" and not _is_date(text):
        fault = f"{name} is a date such as 2026-01-31, not {text}"
    elif kind == "number":
        low, high = RANGES[name]
        if not _NUMBER.fullmatch(text) or not low <= float(text) <= high:
            fault = f"{name} is a number from {low:g} to {high:g}, not {text}"
    return fault


def _describe_entity(name: str, text: str, namespaces: Mapping[str, str]) -> str | None:
    if match := _ORCID.fullmatch(expand_curie(text, namespaces) or text):
        return (
            None
            if _is_orcid(match[1])
            else f"{text} in {name} is not an ORCID: its digits or its check digit are wrong"
        )
    _, colon, local = text.partition(":")
    is_known = colon and (not local.startswith("//") or _is_uri(text))
    return None if is_known else f"{name} is the CURIE of something, or its IRI, not {text}"


def _is_uri(text: str) -> bool:
    if text.lower().startswith(("http:", "https:")) and not _WEB_ADDRESS.match(text):
        return False
    return bool(_URI.fullmatch(text))


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_orcid(digits: str) -> bool:
    """Return whether an ORCID has its form and its check digit (ISO 7064, MOD 11-2)."""
    if not _ORCID_DIGITS.fullmatch(digits):
        return False
    total = 0
    plain = digits.replace("-", "")
    for digit in plain[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == plain[-1]
