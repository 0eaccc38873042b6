"""The difference between two collections of mapping sets: rows that were added, removed or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.mappings.sssom_model import NO_TERM, NOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.sssom import Mapping, MappingSet


# What a row says of its pair, in the order in which differences are listed.
_SAID = (
    *("predicate", "predicate_modifier", "confidence", "comment", "justification", "author", "reviewer"),
    *("subject_label", "object_label", "in_schema"),
)
_Pair = tuple[str, str, str]


class RowChange(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is in both: its lines, and by column what the old one says and what the new one does."""

    subject: str
    object: str
    vocabulary: str
    old_line: int
    new_line: int
    changes: dict[str, tuple[Any, Any]]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is in one of the two only."""

    subject: str
    predicate: str
    predicate_modifier: str
    object: str
    vocabulary: str
    confidence: float | None
    comment: str
    source: str
    line: int


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs, in the order of subjects and objects, and the number of rows that are the same."""

    added: list[Row]
    removed: list[Row]
    changed: list[RowChange]
    same: int


def compare_sets(old: Iterable[MappingSet], new: Iterable[MappingSet]) -> Difference:
    """Compare the rows of two collections, whichever files and lines they are in.

    Rows of one pair of subject and object belong together, so another predicate is a change. Where a pair has several,
    those with the same predicate are compared first.
    """
    before, after = _group_rows(old), _group_rows(new)
    added: list[Row] = []
    removed: list[Row] = []
    changed: list[RowChange] = []
    same = 0
    for pair in sorted({*before, *after}):
        olds, news = before.get(pair, []), after.get(pair, [])
        for one, other in _match_rows(olds, news):
            if one is None and other is not None:
                added.append(_describe_row(other, pair))
            elif other is None and one is not None:
                removed.append(_describe_row(one, pair))
            elif one is not None and other is not None:
                changes = _list_changes(one, other)
                same += not changes
                if changes:
                    changed.append(_describe_change(one, other, pair, changes))
    return Difference(added=added, removed=removed, changed=changed, same=same)


def _group_rows(sets: Iterable[MappingSet]) -> dict[_Pair, list[Mapping]]:
    groups: dict[_Pair, list[Mapping]] = {}
    for set_ in sets:
        for row in set_.rows:
            # Rows without a term differ by the vocabulary that has none.
            vocabulary = row.object_source or row.vocabulary if row.is_no_term else ""
            key = (row.subject_iri or row.subject, row.object_iri or row.object, vocabulary)
            groups.setdefault(key, []).append(row)
    return groups


def _match_rows(olds: list[Mapping], news: list[Mapping]) -> list[tuple[Mapping | None, Mapping | None]]:
    """Match the rows of one pair: equal ones first, then those with one predicate, then those that are left."""
    matched: list[tuple[Mapping | None, Mapping | None]] = []
    left, right = list(olds), list(news)
    for key in (_list_said, lambda row: (row.predicate, row.is_denied), lambda _: ()):
        for row in list(left):
            other = next((other for other in right if key(other) == key(row)), None)
            if other is not None:
                matched.append((row, other))
                left.remove(row)
                right.remove(other)
    return matched + [(row, None) for row in left] + [(None, row) for row in right]


def _list_said(row: Mapping) -> tuple[Any, ...]:
    return tuple(_read(row, name) for name in _SAID)


def _list_changes(one: Mapping, other: Mapping) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (_read(one, name), _read(other, name)) for name in _SAID}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _read(row: Mapping, name: str) -> Any:
    return NOT * row.is_denied if name == "predicate_modifier" else getattr(row, name)


def _describe_row(row: Mapping, pair: _Pair) -> Row:
    return Row(
        subject=row.subject,
        predicate=row.predicate,
        predicate_modifier=NOT * row.is_denied,
        object=row.object,
        vocabulary=_name_vocabulary(row, pair),
        confidence=row.confidence,
        comment=row.comment,
        source=row.source,
        line=row.line,
    )


def _describe_change(one: Mapping, other: Mapping, pair: _Pair, changes: dict[str, tuple[Any, Any]]) -> RowChange:
    return RowChange(
        subject=other.subject,
        object=other.object,
        vocabulary=_name_vocabulary(other, pair),
        old_line=one.line,
        new_line=other.line,
        changes=changes,
    )


def _name_vocabulary(row: Mapping, pair: _Pair) -> str:
    return row.vocabulary if row.is_no_term or NO_TERM in pair else row.object.partition(":")[0]
