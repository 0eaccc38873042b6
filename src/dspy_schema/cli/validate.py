"""`dspy-schema validate`: check records, report findings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session
from dspy_schema.findings import with_count
from dspy_schema.validation import check_sources

if TYPE_CHECKING:
    import argparse


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Check records of jobs and runs: JSON, JSON Lines, YAML, RDF and JSON-LD, plain or packed with gzip or zstd."
    )
    parser.epilog = shared.EXIT_STATUS
    shared.add_paths(parser, nargs="*", help_=f"{shared.PATHS}; by default the `paths` of the configuration file")
    shared.add_input_options(parser)
    shared.add_output(parser, "the report")
    add = parser.add_argument
    add("--max-errors", type=shared.parse_count, metavar="N", help="stop after N errors")
    add(
        "--jobs",
        type=shared.parse_count,
        default=1,
        metavar="N",
        help="number of processes for a large JSON Lines file",
    )
    add("--strict-json", action="store_true", help="refuse repeated names at every level, not only at the top")
    add("--tree", metavar="PATH", help="compare saved programs of DSPy with the code, by its ProgramTree")
    shared.add_findings_options(parser, default=None, to_errors=False)
    parser.set_defaults(run=run, fail_without_paths=parser.error)


def run(options: argparse.Namespace) -> int:
    """Check what the options name; returns the exit status."""
    tree = None
    if options.tree is not None:
        from dspy_schema.inputs import read_program_tree

        tree = read_program_tree(options.tree)
    with open_output(options.output) as out, open_session(options, out) as session:
        findings = check_sources(
            shared.expand_paths(options),
            shared.create_checker(options, session, strict_json=options.strict_json, tree=tree),
            format_=shared.read_input_format(options),
            jobs=1 if tree else options.jobs,
        )
        for finding in findings:
            session.report([finding])
            if options.max_errors and session.summary.errors >= options.max_errors:
                print(f"dspy-schema: stopped after {with_count(session.summary.errors, 'error')}", file=sys.stderr)
                break
        session.finish()
    return session.status
