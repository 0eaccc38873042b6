"""The rules, and what they find in an alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Report, Severity, Summary
from dspy_schema.mappings.rules import completeness, consistency, references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

    Rule = Callable[[Alignment], Iterator[Finding]]


RULES: tuple[Rule, ...] = (
    references.check_prefixes_known,
    references.check_subject_exists,
    references.check_subject_labels,
    references.check_target_exists,
    references.check_target_in_use,
    references.check_predicates_known,
    references.check_kinds_fit,
    consistency.check_one_predicate,
    consistency.check_duplicates,
    consistency.check_one_to_one,
    consistency.check_exact_chains,
    consistency.check_directions,
    consistency.check_opposites,
    consistency.check_inversions,
    consistency.check_implied,
    completeness.check_no_term_rows,
    references.check_confidence,
    references.check_justification,
)
WHOLE: tuple[Rule, ...] = (
    completeness.check_twins,
    completeness.check_classes,
    completeness.check_rows_in_yaml,
    completeness.check_yaml_in_rows,
)
"""Rules about what is missing: they ask for all files, and for all of them to be read."""


def iter_mapping_findings(alignment: Alignment) -> list[Finding]:
    """What is wrong with an alignment, file by file and line by line."""
    found = [*alignment.faults, *references.check_prefix_bindings(alignment)]
    # With a file that is not read, or a prefix that means something else, everything would be missing.
    rules = (*RULES, *WHOLE) if alignment.is_whole and not found else RULES
    for rule in rules:
        found += rule(alignment)
    return sorted(found, key=lambda each: (each.source, each.line or 0, each.column or 0, each.code))


def check_mappings(alignment: Alignment) -> Report:
    """What is wrong with an alignment, and totals: of mappings, and of those with an error."""
    found = iter_mapping_findings(alignment)
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
