"""Findings as lines of text, for people, and for editors that turn `path:line:column` into a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Finding, Severity, printable, with_count
from dspy_schema.reporters.reporter import Reporter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Summary, Tally


WIDTH = 100
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


# Of so many different findings of one file, equal ones are folded: memory must not grow with the input.
MOST_FOLDED = 1000
_NOT_DETECTED = "(not detected)"
_NOT_READABLE = "(not readable)"


class _Repeats(msgspec.Struct, gc=False):
    """How often a finding came again in its file, and where last."""

    number: int
    last: Finding


class TextReporter(Reporter):
    """Writes a line for each finding, and at the end the totals and a table of the records by type.

    Equal findings of one file are written once, and counted at its end. With `verbose`, each is written, with its
    record, and the table is there in any case; else where records are left out, or some have no type.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._source: str | None = None
        self._repeats: dict[tuple[str, Severity, str, str], _Repeats] = {}
        self._table: list[str] = []

    def finding(self, finding: Finding) -> None:
        """Write the line, or count the finding where the same was written of this file."""
        if finding.source != self._source:
            self._write_repeats()
            self._source = finding.source
        if not self._verbose:
            key = finding.code, finding.severity, finding.message, finding.pointer
            if repeats := self._repeats.get(key):
                repeats.number += 1
                repeats.last = finding
                return
            if len(self._repeats) < MOST_FOLDED:
                self._repeats[key] = _Repeats(0, finding)
        self._write_finding(finding)

    def _write_repeats(self) -> None:
        for repeats in self._repeats.values():
            if repeats.number == 1:
                self._write_finding(repeats.last)
            elif repeats.number:
                last = repeats.last
                message = f"{last.message} ({repeats.number} more in this file; here is the last, -v shows each)"
                self._write_finding(msgspec.structs.replace(last, message=message))
        self._repeats.clear()

    def _write_finding(self, finding: Finding) -> None:
        line = printable(str(finding))
        if self._color:
            line = _color_line(line, finding.severity)
        if self._verbose and (record := _describe_record(finding)):
            line += f"\n    {printable(record)}"
        self._write(f"{line}\n".encode())

    def types(self, tally: Tally, excluded: int) -> None:
        """Render the table for `close`."""
        if self._quiet:
            return
        left_out = any(counted.left_out for counted in tally.types.values())
        if tally.types and (self._verbose or left_out or (None in tally.types and len(tally.types) > 1)):
            self._table = [*render_types(tally)]
        if excluded:
            self._table.append(f"{with_count(excluded, 'file')} excluded")

    def close(self, summary: Summary) -> None:
        """Write the totals, and the table."""
        self._write_repeats()
        if not self._quiet:
            lines = [render_totals(summary, self._unit), *self._table]
            self._write("".join(f"{line}\n" for line in lines).encode())
        super().close(summary)


def render_totals(summary: Summary, unit: str = "record") -> str:
    """Render the totals of a run as a line of text."""
    return (
        f"{with_count(summary.records, unit)}: {summary.valid} valid, {summary.invalid} invalid; "
        f"{with_count(summary.errors, 'error')}, {with_count(summary.warnings, 'warning')} ({summary.seconds:.2f} s)"
    )


def render_types(tally: Tally) -> Iterator[str]:
    """Render the records by type as the lines of a table."""
    from dspy_schema.documents import text

    head = ["type", "records", "valid", "invalid"]
    has_left_out = any(counted.left_out for counted in tally.types.values())
    rows = []
    for type_, counted in sorted(tally.types.items(), key=lambda item: (not item[0], item[0] is None, item[0] or "")):
        numbers = [counted.valid + counted.invalid, counted.valid, counted.invalid]
        if has_left_out:
            numbers.append(counted.left_out)
        name = _NOT_DETECTED if type_ is None else printable(type_) or _NOT_READABLE
        rows.append([(name, False, False), *((str(number), True, False) for number in numbers)])
    if has_left_out:
        head.append(tally.left_out)
    return text.align_columns([(name, False, False) for name in head], rows, WIDTH)


def _describe_record(finding: Finding) -> str:
    parts = {"record": finding.record, "type": finding.type, "id": finding.id}
    return ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None)


def _color_line(line: str, severity: Severity) -> str:
    place, separator, rest = line.partition(f": {severity} ")
    code, _, message = rest.partition(" ")
    color = _COLORS[severity]
    severity_and_code = f"\x1b[1;{color}m{severity}\x1b[0m \x1b[{color}m{code}\x1b[0m"
    return f"\x1b[1m{place}\x1b[0m{separator[:2]}{severity_and_code} {message}"
