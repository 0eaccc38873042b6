"""Tell, on standard error, what is wrong with records whose making goes to standard output or a store."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dspy_schema import report
from dspy_schema.cli.output import wants_color
from dspy_schema.cli.progress import Progress
from dspy_schema.cli.status import INTERRUPTED, status_of
from dspy_schema.findings import Severity, Summary

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.report.base import Reporter


class Telling:
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
            self.status = max(self.status, status_of(finding, self._fail_on))


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options that `telling` reads, but for the format of the findings."""
    add = parser.add_argument
    add("--fail-on", choices=["error", "warning", "never"], default="error", help="what makes the exit status 1")
    add("--color", choices=["auto", "always", "never"], default="auto", help="color findings; auto minds NO_COLOR")
    add("-q", "--quiet", action="store_true", help="only findings, no summary")
    add("-v", "--verbose", action="count", default=0, help="say more")


@contextmanager
def telling(options: argparse.Namespace, format_: str = "text") -> Iterator[Telling]:
    """Report what is told while this lasts, and then the totals; being interrupted ends it with that status."""
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    start = time.perf_counter()
    with _errors() as errors:
        reporter = report.create(
            format_,
            errors,
            color=wants_color(options.color, errors),
            quiet=options.quiet,
            verbose=options.verbose,
            fail_on=fail_on,
        )
        told = Telling(reporter, Progress(reporter, output=options.output, shown=not options.quiet), fail_on)
        try:
            yield told
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
