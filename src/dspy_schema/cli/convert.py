"""`dspy-schema convert`: vendors' records to those of `dspy`, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session
from dspy_schema.conversion.pipeline import DSPY, convert_batches

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Convert each job record of a vendor to a job and a run, or such pairs back to the records of a vendor. Writes "
        "JSON Lines. Findings go to standard error, and a record with an error is left out."
    )
    parser.epilog = shared.EXIT_STATUS
    shared.add_paths(parser)
    shared.add_to_option(
        parser, "dspy, by default, or the name of a vendor such as openai", default=DSPY, metavar="FORM"
    )
    shared.add_input_options(parser)
    parser.add_argument("--jobs-only", action="store_true", help="leave the runs out")
    shared.add_secrets(parser)
    shared.add_output(parser, "the records")
    shared.add_findings_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Convert what the options name; returns the exit status."""
    with open_session(options) as session, open_output(options.output, session) as out:
        session.tally.left_out = "not converted"
        for converted in convert_batches(
            shared.expand_paths(options),
            shared.create_checker(options, session),
            options.to,
            format_=shared.read_input_format(options),
            keep_secrets=options.keep_secrets,
            jobs_only=options.jobs_only,
            writes_json=True,
        ):
            session.report(converted.findings)
            if converted.lines:
                out.write(converted.encode())
                out.flush()
        session.finish()
    return session.status
