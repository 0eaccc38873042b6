"""The rules of the mappings, and the check of an alignment by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.errors import MappingsError
from dspy_schema.findings import Report, Severity, Summary, with_count
from dspy_schema.mappings.alignment import check_schema_folder, load_alignment
from dspy_schema.mappings.rules import completeness, consistency, gaps, headers, references, twins, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.validation.policy import FindingPolicy

    Rule = Callable[[Alignment], Iterator[Finding]]


RULES: tuple[Rule, ...] = (
    references.check_subject_exists,
    references.check_labels,
    references.check_target_exists,
    references.check_target_in_use,
    references.check_predicates_known,
    references.check_kinds_fit,
    consistency.check_one_predicate,
    consistency.check_duplicates,
    consistency.check_one_to_one,
    consistency.check_exact_chains,
    consistency.check_hierarchy,
    consistency.check_opposites,
    completeness.check_no_term_rows,
    references.check_confidence,
    references.check_justification,
    headers.check_header_slots,
    headers.check_extensions,
    values.check_header_values,
    values.check_row_values,
    values.check_cardinality,
    values.check_reasons,
    values.check_denials,
)
FOLDER: tuple[Rule, ...] = (headers.check_header_agreement, gaps.check_areas, gaps.check_gaps)
"""Rules about a folder as a whole."""
WHOLE: tuple[Rule, ...] = (
    consistency.check_upper_terms,
    consistency.check_own_properties,
    twins.check_twins,
    completeness.check_classes,
    completeness.check_rows_in_yaml,
    completeness.check_yaml_in_rows,
)
"""Rules about what is missing or belongs in the schema, which apply only where all files are there and can be read."""


def list_findings(alignment: Alignment) -> list[Finding]:
    """Return the findings in an alignment, in the order of files and lines."""
    findings = [
        *alignment.faults,
        *references.check_prefix_bindings(alignment),
        *references.check_prefixes_known(alignment),
    ]
    # Where a file is not read, or a prefix is missing or has a wrong namespace, everything would be missing.
    whole = WHOLE if alignment.is_whole and not findings else ()
    for rule in (*RULES, *(FOLDER if alignment.is_whole else ()), *whole):
        findings += rule(alignment)
    return sorted(findings, key=lambda finding: (finding.source, finding.line or 0, finding.column or 0, finding.code))


def load_checked(folder: str | None) -> Alignment:
    """Load the alignment of a schema folder, if it has no errors, or the one that ships with the package.

    Raises MappingsError.
    """
    if folder is None:
        return load_alignment()
    alignment = load_alignment(check_schema_folder(folder))
    if errors := check_mappings(alignment).summary.errors:
        raise MappingsError(f"{with_count(errors, 'error')} in the mappings; see `dspy-schema mappings check {folder}`")
    return alignment


def check_mappings(alignment: Alignment, policy: FindingPolicy | None = None) -> Report:
    """Check an alignment; the totals count mappings, and those with an error as invalid.

    `policy` decides which findings are reported, and as what.
    """
    findings = list_findings(alignment)
    if policy:
        findings = policy.apply(findings)
    summary = Summary()
    for finding in findings:
        summary.count_finding(finding)
    wrong = {(finding.source, finding.line) for finding in findings if finding.severity is Severity.ERROR}
    for set_ in alignment.sets:
        invalid = sum((set_.source, row.line) in wrong for row in set_.rows)
        summary.count_records(len(set_.rows) - invalid, invalid)
    return Report(summary=summary, findings=findings)
