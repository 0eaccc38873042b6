"""`dspy-schema convert`: vendors' records to those of `dspy`, and back."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dspy_schema import records, report
from dspy_schema.cli.output import output, wants_color
from dspy_schema.cli.progress import Progress
from dspy_schema.cli.status import INTERRUPTED, status_of
from dspy_schema.conversions import conversions
from dspy_schema.findings import Severity, Summary
from dspy_schema.records import Format
from dspy_schema.validation import AUTO, Checker
from dspy_schema.vendors.stage import DSPY

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Convert vendors' job records to a job and a run each, or such pairs back to the vendor's records. Writes JSON "
        "Lines; findings go to standard error, and a record with an error is left out."
    )
    parser.epilog = (
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened."
    )
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", help="file, folder, glob, or - for standard input")
    add("--to", default=DSPY, metavar="FORM", help="dspy, by default, or the name of a vendor such as openai")
    add("-t", "--type", default=AUTO, help="type of the records; by default what each record shows")
    add("--format", choices=[*Format], help="format of the input; by default by suffix, then by content")
    add("--jobs-only", action="store_true", help="leave the runs out")
    add("--keep-secrets", action="store_true", help='keep keys, tokens and signed URLs, in place of "[redacted]"')
    add("-o", "--output", metavar="FILE", help="write the records to FILE, whole or not at all")
    add("--output-format", choices=[*report.REPORTERS], default="text", help="format of the findings; by default text")
    add("--fail-on", choices=["error", "warning", "never"], default="error", help="what makes the exit status 1")
    add("--color", choices=["auto", "always", "never"], default="auto", help="color findings; auto minds NO_COLOR")
    add("-q", "--quiet", action="store_true", help="only findings, no summary")
    add("-v", "--verbose", action="count", default=0, help="say more")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert what the options name; returns the exit status."""
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    summary = Summary()
    start = time.perf_counter()
    status = 0
    with _errors() as errors:
        reporter = report.create(
            options.output_format,
            errors,
            color=wants_color(options.color, errors),
            quiet=options.quiet,
            verbose=options.verbose,
            fail_on=fail_on,
        )
        progress = Progress(reporter, output=options.output, shown=not options.quiet)
        try:
            with output(options.output) as out:
                for converted in conversions(
                    records.expand(options.paths),
                    Checker(options.type, summary=summary, watch=progress),
                    options.to,
                    format_=Format(options.format) if options.format else None,
                    keep_secrets=options.keep_secrets,
                    jobs_only=options.jobs_only,
                ):
                    for finding in converted.findings:
                        progress.clear()
                        reporter.finding(finding)
                        status = max(status, status_of(finding, fail_on))
                    if converted.lines:
                        out.write(b"".join([lines.text for lines in converted.lines]))
                        out.flush()
        except KeyboardInterrupt:
            status = INTERRUPTED
        progress.clear()
        summary.seconds = time.perf_counter() - start
        reporter.close(summary)
    return status


@contextmanager
def _errors() -> Iterator[BinaryIO]:
    """Standard error, or nowhere if that is closed."""
    if sys.stderr is None:
        with open(os.devnull, "wb") as nowhere:
            yield nowhere
    else:
        sys.stderr.flush()
        yield sys.stderr.buffer
