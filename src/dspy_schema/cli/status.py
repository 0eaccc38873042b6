"""The exit status that a finding asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity

if TYPE_CHECKING:
    from dspy_schema.findings import Finding

FINDINGS = 1
USAGE = 2
INTERRUPTED = 130
UNREADABLE = "DSP100"


def status_of(finding: Finding, fail_on: Severity | None) -> int:
    """2 for an input that cannot be opened, 1 for what is as bad as `fail_on` or worse, else 0."""
    if finding.code == UNREADABLE:
        return USAGE
    severities = [*Severity]
    return FINDINGS * (fail_on is not None and severities.index(finding.severity) <= severities.index(fail_on))
