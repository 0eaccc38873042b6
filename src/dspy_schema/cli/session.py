"""Findings, progress, totals, exit status of one run."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dspy_schema.cli.output import wants_color
from dspy_schema.findings import Severity, Summary
from dspy_schema.interrupts import hold_interrupts
from dspy_schema.reporters import registry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.reporters.reporter import Reporter


QUIET_SECONDS = 1.0
STEP_SECONDS = 0.2
_CLEAR = "\r\x1b[K"
FINDINGS = 1
USAGE = 2
INTERRUPTED = 130
UNREADABLE = "DSP100"


class Progress:
    """A line on standard error, if that is a terminal, after a second and then five times a second."""

    def __init__(self, reporter: Reporter, *, output: str | None, shown: bool) -> None:
        self._reporter = reporter
        self._output = output
        self._next = time.monotonic() + QUIET_SECONDS if shown and sys.stderr and sys.stderr.isatty() else float("inf")
        self._drawn = False

    def source(self, name: str) -> None:
        """Tell the report of a source.

        Raises FileExistsError if the output would replace it.
        """
        if self._output is not None and _are_one_file(name, self._output):
            raise FileExistsError(f"the output would replace {name}, which is an input; choose another name for -o")
        self._reporter.source(name)

    def progress(self, summary: Summary) -> None:
        """Draw the line, if it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + STEP_SECONDS
        self._drawn = True
        self._write(f"{_CLEAR}{summary.records:,} records, {summary.invalid:,} invalid …")

    def clear(self) -> None:
        """Take the line away, so that findings do not stand behind it."""
        if self._drawn:
            self._drawn = False
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _are_one_file(name: str, other: str) -> bool:
    return os.path.isfile(other) and os.path.isfile(name) and os.path.samefile(name, other)


def exit_status(finding: Finding, fail_on: Severity | None) -> int:
    """2 for an input that cannot be opened, 1 for what is as bad as `fail_on` or worse, else 0."""
    if finding.code == UNREADABLE:
        return USAGE
    severities = [*Severity]
    return FINDINGS * (fail_on is not None and severities.index(finding.severity) <= severities.index(fail_on))


class RunSession:
    """Reports the findings of a run; `summary` is counted up by others, `status` is the exit status so far."""

    def __init__(self, reporter: Reporter, progress: Progress, fail_on: Severity | None) -> None:
        self._reporter = reporter
        self._fail_on = fail_on
        self.progress = progress
        self.summary = Summary()
        self.status = 0

    def tell(self, findings: Iterable[Finding]) -> None:
        """Report findings."""
        for finding in findings:
            self.progress.clear()
            self._reporter.finding(finding)
            self.status = max(self.status, exit_status(finding, self._fail_on))


def add_session_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that `telling` reads, but for the format of the findings."""
    add = parser.add_argument
    add("--fail-on", choices=["error", "warning", "never"], default="error", help="what makes the exit status 1")
    add("--color", choices=["auto", "always", "never"], default="auto", help="color findings; auto minds NO_COLOR")
    add("-q", "--quiet", action="store_true", help="only findings, no summary")
    add("-v", "--verbose", action="count", default=0, help="say more")


@contextmanager
def run_session(options: argparse.Namespace, format_: str = "text") -> Iterator[RunSession]:
    """Report what is told while this lasts, and then the totals; being interrupted ends it with that status."""
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    start = time.perf_counter()
    with _errors() as errors:
        reporter = registry.create_reporter(
            format_,
            errors,
            color=wants_color(options.color, errors),
            quiet=options.quiet,
            verbose=options.verbose,
            fail_on=fail_on,
        )
        told = RunSession(reporter, Progress(reporter, output=options.output, shown=not options.quiet), fail_on)
        try:
            yield told
            hold_interrupts().until_the_end()
        except KeyboardInterrupt:
            told.status = INTERRUPTED
        told.progress.clear()
        told.summary.seconds = time.perf_counter() - start
        reporter.close(told.summary)


@contextmanager
def _errors() -> Iterator[BinaryIO]:
    """Standard error, or nowhere if that is closed."""
    if sys.stderr is None:
        with open(os.devnull, "wb") as nowhere:
            yield nowhere
    else:
        sys.stderr.flush()
        yield sys.stderr.buffer
