"""Findings as lines of text, for people, and for editors that turn `path:line:column` into a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity, printable, with_count
from dspy_schema.reporters.reporter import Reporter

if TYPE_CHECKING:
    from dspy_schema.findings import Finding, Summary


_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


class TextReporter(Reporter):
    """Writes a line for each finding, with `verbose` also its record, and at the end the totals."""

    def finding(self, finding: Finding) -> None:
        """Write the line."""
        line = printable(str(finding))
        if self._color:
            line = _color_line(line, finding.severity)
        if self._verbose and (record := _describe_record(finding)):
            line += f"\n    {printable(record)}"
        self._write(f"{line}\n".encode())

    def close(self, summary: Summary) -> None:
        """Write the totals."""
        if not self._quiet:
            self._write(f"{render_totals(summary, self._unit)}\n".encode())
        super().close(summary)


def render_totals(summary: Summary, unit: str = "record") -> str:
    """Render the totals of a run as a line of text."""
    return (
        f"{with_count(summary.records, unit)}: {summary.valid} valid, {summary.invalid} invalid; "
        f"{with_count(summary.errors, 'error')}, {with_count(summary.warnings, 'warning')} ({summary.seconds:.2f} s)"
    )


def _describe_record(finding: Finding) -> str:
    parts = {"record": finding.record, "type": finding.type, "id": finding.id}
    return ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None)


def _color_line(line: str, severity: Severity) -> str:
    place, separator, rest = line.partition(f": {severity} ")
    code, _, message = rest.partition(" ")
    color = _COLORS[severity]
    severity_and_code = f"\x1b[1;{color}m{severity}\x1b[0m \x1b[{color}m{code}\x1b[0m"
    return f"\x1b[1m{place}\x1b[0m{separator[:2]}{severity_and_code} {message}"
