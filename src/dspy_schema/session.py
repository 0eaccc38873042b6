"""One run over records: its findings, progress, totals, time and exit status."""

from __future__ import annotations

import os
import time
from contextlib import nullcontext, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Self, TextIO

from msgspec.structs import replace

from dspy_schema import secrets
from dspy_schema.errors import ExitStatus
from dspy_schema.findings import Severity, Summary, Tally
from dspy_schema.interrupts import hold_interrupts
from dspy_schema.reporters.reporter import failing_severities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dspy_schema.findings import Finding, Report
    from dspy_schema.records.exclusion import Exclusion
    from dspy_schema.reporters.reporter import Reporter
    from dspy_schema.validation.policy import FindingPolicy


QUIET_SECONDS = 1.0
STEP_SECONDS = 0.2
UNREADABLE = "DSP100"
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """A line on a terminal, drawn after a second and then five times a second; nothing on another stream."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._next = time.monotonic() + QUIET_SECONDS if stream and stream.isatty() else float("inf")
        self._is_drawn = False

    def draw(self, summary: Summary) -> None:
        """Draw the line when it is due."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + STEP_SECONDS
        self._is_drawn = True
        self._write(f"{_CLEAR}{summary.records:,} records, {summary.invalid:,} invalid …")

    def clear(self) -> None:
        """Remove the line, so that findings do not stand behind it."""
        if self._is_drawn:
            self._is_drawn = False
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        if self._stream:
            self._stream.write(text)
            self._stream.flush()


class RunSession:
    """A run: reports findings, draws progress, and keeps the totals, the time and the exit status.

    A checker counts records and findings in `summary` and calls `source` and `progress` (see `validation.Watch`).
    `status` becomes FINDINGS with a finding at or above `fail_on` (None for never), and FAILURE with an input that
    cannot be opened. `output` is the file that the run writes, which must not be one of its sources. `tally` counts
    the records by type, `policy` decides which findings are reported, and `exclusion` counts the files that it leaves
    out. `is_beside` is for findings beside the output, and `discard` is called when the run is interrupted.

    As a context, it reports the totals where it ends, also when it is interrupted, which then ends it with that status.
    The block ends with `finish`: an interrupt on the path from the block to here would lose the totals. This is no
    generator of contextlib, where an interrupt before the block would be taken for a block that has ended.
    """

    def __init__(
        self,
        reporter: Reporter,
        *,
        fail_on: Severity | None = Severity.ERROR,
        progress_line: ProgressLine | None = None,
        output: str | None = None,
        policy: FindingPolicy | None = None,
        exclusion: Exclusion | None = None,
        is_beside: bool = False,
        discard: Callable[[], None] | None = None,
    ) -> None:
        self.summary = Summary()
        self.tally = Tally()
        self.policy = policy
        self._exclusion = exclusion
        self.status = ExitStatus.OK
        self._reporter = reporter
        self._failing = failing_severities(fail_on)
        self._progress_line = progress_line or ProgressLine(None)
        self._output = output
        self._is_beside = is_beside
        self._discard = discard
        self._resumed = time.perf_counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        is_interrupted = kind is KeyboardInterrupt
        if is_interrupted:
            self.interrupt()
            if self._discard:
                self._discard()
        if is_interrupted or kind is None:
            # Nobody misses the totals beside the output where their reader has left, as with `2>&1 | head`.
            with suppress(BrokenPipeError) if self._is_beside else nullcontext():
                self.close()
        return is_interrupted

    @property
    def has_no_input(self) -> bool:
        """True where inputs could not be opened, and no other gave a record."""
        return self.status == ExitStatus.FAILURE and not self.summary.records

    def source(self, name: str) -> None:
        """Report that a source is read.

        Raises FileExistsError if the output would replace it.
        """
        if self._output is not None and _are_one_file(name, self._output):
            raise FileExistsError(f"the output would replace {name}, which is an input; choose another name for -o")
        self._reporter.source(_show_source(name))

    def progress(self, summary: Summary) -> None:
        """Draw the progress."""
        self._progress_line.draw(summary)

    def report(self, findings: Iterable[Finding]) -> None:
        """Report findings that are counted already."""
        for finding in findings:
            self._progress_line.clear()
            # First, since the reader of the findings may have left.
            self.status = max(self.status, self._exit_status(finding))
            self._reporter.finding(_without_secrets(finding))

    def count_and_report(self, findings: Iterable[Finding]) -> None:
        """Count findings on whole inputs, and report them."""
        with hold_interrupts():
            findings = self.policy.apply(findings) if self.policy else findings
            self.report(map(self.summary.count_finding, findings))

    def add(self, report: Report) -> None:
        """Count and report the outcome of a check."""
        with hold_interrupts():
            self.summary.add(report.summary)
            self.report(report.findings)

    def _exit_status(self, finding: Finding) -> ExitStatus:
        if finding.code == UNREADABLE and finding.severity is Severity.ERROR:
            return ExitStatus.FAILURE
        return ExitStatus.FINDINGS if finding.severity in self._failing else ExitStatus.OK

    def finish(self) -> None:
        """Let interrupts wait from now on, since all findings are reported, and the totals must follow."""
        hold_interrupts().until_the_end()

    def interrupt(self) -> None:
        """Make being interrupted the status."""
        self.status = ExitStatus.INTERRUPTED

    def resume(self) -> None:
        """Go on counting the time, which a new session does by itself."""
        self._resumed = time.perf_counter()

    def pause(self) -> None:
        """Add the time since `resume` to the totals."""
        self.summary.seconds += time.perf_counter() - self._resumed

    def close(self) -> None:
        """Report the totals."""
        self._progress_line.clear()
        self.pause()
        self._reporter.types(self.tally, self._exclusion.count if self._exclusion else 0)
        self._reporter.close(self.summary)


@lru_cache(maxsize=256)
def _show_source(name: str) -> str:
    return secrets.redact_for_display(name)


def _without_secrets(finding: Finding) -> Finding:
    """The finding without secrets in the name of its source, and in messages about a source as a whole."""
    source = _show_source(finding.source)
    message = finding.message if finding.record is not None else secrets.redact_for_display(finding.message)
    if source == finding.source and message == finding.message:
        return finding
    return replace(finding, source=source, message=message)


def _are_one_file(name: str, other: str) -> bool:
    return os.path.isfile(other) and os.path.isfile(name) and os.path.samefile(name, other)
