"""`dspy-schema validate`: check records, report what is wrong."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from dspy_schema import api
from dspy_schema.cli.output import open_output, wants_color
from dspy_schema.cli.session import INTERRUPTED, Progress, exit_status
from dspy_schema.findings import Severity, Summary
from dspy_schema.interrupts import hold_interrupts
from dspy_schema.records.formats import Format
from dspy_schema.reporters import registry
from dspy_schema.validation import AUTO

if TYPE_CHECKING:
    import argparse


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = "Check records of jobs: JSON, JSON Lines and YAML, plain or packed with gzip or zstd."
    parser.epilog = (
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened."
    )
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", help="file, folder, glob, or - for standard input")
    add("-t", "--type", default=AUTO, help="type of the records; by default what each record shows")
    add("--format", choices=[*Format], help="format of the input; by default by suffix, then by content")
    add(
        "--output-format",
        choices=[*registry.REPORTERS],
        help="text, or github in a GitHub workflow, by default",
    )
    add("-o", "--output", metavar="FILE", help="write the report to FILE, whole or not at all")
    add(
        "--fail-on",
        choices=["error", "warning", "never"],
        default="error",
        help="what makes the exit status 1",
    )
    add("--max-errors", type=_count, metavar="N", help="stop after N errors")
    add("--jobs", type=_count, default=1, metavar="N", help="processes that share a large JSON Lines file")
    add("--strict-json", action="store_true", help="refuse repeated names at every level, not only at the top")
    add("--color", choices=["auto", "always", "never"], default="auto", help="color text; auto minds NO_COLOR")
    add("-q", "--quiet", action="store_true", help="only findings, no summary")
    add("-v", "--verbose", action="count", default=0, help="say more")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check what the options name; returns the exit status."""
    name = options.output_format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    summary = Summary()
    start = time.perf_counter()
    with open_output(options.output) as out:
        color = wants_color(options.color, out)
        reporter = registry.create_reporter(
            name, out, color=color, quiet=options.quiet, verbose=options.verbose, fail_on=fail_on
        )
        progress = Progress(reporter, output=options.output, shown=not options.quiet)
        found = api.iter_findings(
            options.paths,
            type=options.type,
            format=options.format,
            strict_json=options.strict_json,
            jobs=options.jobs,
            summary=summary,
            watch=progress,
        )
        status = 0
        try:
            for finding in found:
                progress.clear()
                reporter.finding(finding)
                status = max(status, exit_status(finding, fail_on))
                if options.max_errors and summary.errors >= options.max_errors:
                    errors = f"{summary.errors} error{'s' * (summary.errors != 1)}"
                    print(f"dspy-schema: stopped after {errors}", file=sys.stderr)
                    break
            hold_interrupts().until_the_end()
        except KeyboardInterrupt:
            status = INTERRUPTED
        progress.clear()
        summary.seconds = time.perf_counter() - start
        reporter.close(summary)
    return status


def _count(text: str) -> int:
    from argparse import ArgumentTypeError

    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)
