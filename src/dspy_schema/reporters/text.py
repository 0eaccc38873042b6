"""Findings as lines of text, for people and for editors that make `path:line:column` a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity, printable
from dspy_schema.reporters.reporter import Reporter

if TYPE_CHECKING:
    from dspy_schema.findings import Finding, Summary


_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


class TextReporter(Reporter):
    """One line a finding, as `str(finding)`, with `verbose` the record below it; at the end the totals."""

    def finding(self, finding: Finding) -> None:
        """Write the line."""
        line = printable(str(finding))
        if self._color:
            line = _colored(line, finding.severity)
        if self._verbose and (record := _record(finding)):
            line += f"\n    {printable(record)}"
        self._write(f"{line}\n".encode())

    def close(self, summary: Summary) -> None:
        """Write the totals."""
        if not self._quiet:
            self._write(f"{render_totals(summary, self._unit)}\n".encode())
        super().close(summary)


def render_totals(summary: Summary, unit: str = "record") -> str:
    """The totals of a run as a line of text."""
    return (
        f"{_count(summary.records, unit)}: {summary.valid} valid, {summary.invalid} invalid; "
        f"{_count(summary.errors, 'error')}, {_count(summary.warnings, 'warning')} ({summary.seconds:.2f} s)"
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _record(finding: Finding) -> str:
    parts = {"record": finding.record, "type": finding.type, "id": finding.id}
    return ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None)


def _colored(line: str, severity: Severity) -> str:
    place, mark, rest = line.partition(f": {severity} ")
    code, _, message = rest.partition(" ")
    color = _COLORS[severity]
    severity_and_code = f"\x1b[1;{color}m{severity}\x1b[0m \x1b[{color}m{code}\x1b[0m"
    return f"\x1b[1m{place}\x1b[0m{mark[:2]}{severity_and_code} {message}"
