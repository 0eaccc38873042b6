"""`dspy-schema convert`: vendors' records to those of `dspy`, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.cli import session
from dspy_schema.cli.output import open_output
from dspy_schema.conversion.pipeline import DSPY, convert_batches
from dspy_schema.records import sources
from dspy_schema.records.formats import Format
from dspy_schema.reporters import registry
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    import argparse


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
    add(
        "--output-format", choices=[*registry.REPORTERS], default="text", help="format of the findings; by default text"
    )
    session.add_session_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert what the options name; returns the exit status."""
    with session.run_session(options, options.output_format) as told, open_output(options.output) as out:
        for converted in convert_batches(
            sources.expand_paths(options.paths),
            Checker(options.type, summary=told.summary, watch=told.progress),
            options.to,
            format_=Format(options.format) if options.format else None,
            keep_secrets=options.keep_secrets,
            jobs_only=options.jobs_only,
        ):
            told.tell(converted.findings)
            if converted.lines:
                out.write(converted.encode())
                out.flush()
    return told.status
