"""The rules, and what they find in an alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Report, Severity, Summary
from dspy_schema.mappings.rules import (
    agreement,
    completeness,
    exact,
    grounds,
    nesting,
    pairs,
    predicates,
    prefixes,
    subjects,
    targets,
    twins,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

    Rule = Callable[[Alignment], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    prefixes.known,
    subjects.exists,
    subjects.labels,
    targets.exists,
    targets.in_use,
    predicates.known,
    predicates.kinds_fit,
    pairs.one_predicate,
    pairs.no_duplicates,
    exact.one_to_one,
    exact.chains,
    nesting.directions,
    nesting.opposite,
    nesting.upside_down,
    nesting.implied,
    completeness.no_term,
    grounds.confidence,
    grounds.justification,
)
WHOLE: tuple[Rule, ...] = (twins.twins, completeness.classes, agreement.rows, agreement.yaml)
"""Rules about what is missing: they ask for all files, and for all of them to be read."""


def findings(alignment: Alignment) -> list[Finding]:
    """What is wrong with an alignment, file by file and line by line."""
    found = [*alignment.faults, *prefixes.bound_right(alignment)]
    # With a file that is not read, or a prefix that means something else, everything would be missing.
    rules = (*RULES, *WHOLE) if alignment.is_whole and not found else RULES
    for rule in rules:
        found += rule(alignment)
    return sorted(found, key=lambda each: (each.source, each.line or 0, each.column or 0, each.code))


def check(alignment: Alignment) -> Report:
    """What is wrong with an alignment, and totals: of mappings, and of those with an error."""
    found = findings(alignment)
    wrong = {(each.source, each.line) for each in found if each.severity is Severity.ERROR}
    lines = [(each.source, row.line) for each in alignment.sets for row in each.rows]
    invalid = sum(each in wrong for each in lines)
    summary = Summary(
        records=len(lines),
        valid=len(lines) - invalid,
        invalid=invalid,
        errors=sum(each.severity is Severity.ERROR for each in found),
        warnings=sum(each.severity is Severity.WARNING for each in found),
    )
    return Report(summary=summary, findings=found)
