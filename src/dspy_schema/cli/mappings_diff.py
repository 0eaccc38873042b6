"""The output of `dspy-schema mappings diff`: what was added, removed and changed, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.errors import MappingsError
from dspy_schema.findings import Severity, printable, with_count
from dspy_schema.mappings import alignment
from dspy_schema.mappings.comparison import compare_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.comparison import Difference, Row
    from dspy_schema.mappings.sssom import MappingSet


def iter_pieces(old: str, new: str, format_: str) -> Iterator[bytes]:
    """Compare two collections, and yield the pieces of the output; raises MappingsError where one cannot be read."""
    difference = compare_sets(_read(old), _read(new))
    if format_ == "json":
        yield msgspec.json.format(msgspec.json.encode(difference), indent=1) + b"\n"
    else:
        yield from (f"{line}\n".encode() for line in _iter_lines(difference))


def _read(path: str) -> tuple[MappingSet, ...]:
    faults: list[Finding] = []
    sets = alignment.load_sets([path], faults)
    faults += [fault for set_ in sets for fault in set_.faults if fault.severity is Severity.ERROR]
    if faults:
        # Rows that are not read would count as removed.
        first = faults[0]
        place = f"{printable(first.source)}:{first.line}" if first.line else printable(first.source)
        more = f" ({with_count(len(faults) - 1, 'more error')})" if len(faults) > 1 else ""
        raise MappingsError(f"{place}: {first.message}{more}")
    return sets


def _iter_lines(difference: Difference) -> Iterator[str]:
    for sign, rows in (("+", difference.added), ("-", difference.removed)):
        for row in rows:
            yield f"{sign} {_describe(row)}"
    for change in difference.changed:
        object_ = f"(no term of {change.vocabulary})" if change.object.startswith("sssom:") else change.object
        yield f"~ {printable(change.subject)} {printable(object_)}"
        for name, (before, after) in change.changes.items():
            yield f"    {name}: {_quote(before)} -> {_quote(after)}"
    numbers = (
        f"{len(difference.added)} added",
        f"{len(difference.removed)} removed",
        f"{len(difference.changed)} changed",
        f"{difference.same} the same",
    )
    yield ", ".join(numbers)


def _describe(row: Row) -> str:
    predicate = f"not {row.predicate}" if row.predicate_modifier else row.predicate
    said = f"{predicate} {row.object}" if not row.object.startswith("sssom:") else f"(no term of {row.vocabulary})"
    confidence = "" if row.confidence is None else f" {row.confidence:g}"
    return printable(f"{row.subject} {said}{confidence}  {row.comment}".rstrip())


def _quote(value: object) -> str:
    if value is None or value == "":
        return "(none)"
    return printable(f"{value:g}" if isinstance(value, float) else str(value))
