"""`dspy-schema evidence`: what records of jobs are evidence of, and what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.cli import query, session
from dspy_schema.cli.output import open_output
from dspy_schema.rdf import terms
from dspy_schema.records import sources
from dspy_schema.records.formats import Format
from dspy_schema.reporters import registry
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    import argparse


FORMATS = ("text", "markdown", "html", "jsonld")
_MOST_IDS = 5


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Report what records of jobs and runs are evidence of in governance frameworks, through the mappings, and what "
        "is missing to be evidence. Vendors' records are converted on the way. Findings go to standard error, and a "
        "record with an error is not used."
    )
    parser.epilog = (
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened. Gaps "
        "are no findings. Mappings are alignment, not certification."
    )
    add = parser.add_argument
    add("paths", metavar="FILE", nargs="+", help="file, folder, glob, or - for standard input")
    add(
        "--framework", action="append", default=[], metavar="NAME", help="such as iso42001; all if left out; repeatable"
    )
    add("--format", dest="to", choices=FORMATS, default=FORMATS[0], help="format of the report; by default text")
    add(
        "--max-ids", type=_number, default=_MOST_IDS, metavar="N", help="ids shown of a list, 0 for all; jsonld has all"
    )
    add(
        "--base",
        default=terms.BASE,
        metavar="IRI",
        help=f"what the IRIs of records begin with; by default {terms.BASE}",
    )
    add("--from", dest="format", choices=[*Format], help="format of the input; by default by suffix, then by content")
    add("-t", "--type", default=AUTO, help="type of the records; by default what each record shows")
    add("-o", "--output", metavar="FILE", help="write the report to FILE, whole or not at all")
    add(
        "--output-format", choices=[*registry.REPORTERS], default="text", help="format of the findings; by default text"
    )
    session.add_session_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Report on what the options name; returns the exit status."""
    from dspy_schema.governance.assessment import collect_evidence
    from dspy_schema.mappings import alignment

    base = terms.check_base(options.base)
    with session.run_session(options, options.output_format) as told, open_output(options.output) as out:
        found = collect_evidence(
            sources.expand_paths(options.paths),
            Checker(options.type, summary=told.summary, watch=told.progress),
            alignment.load_alignment(),
            options.framework,
            report=told.tell,
            format_=Format(options.format) if options.format else None,
        )
        for piece in found.write(options.to, base=base, most_ids=options.max_ids, width=query.terminal_width()):
            out.write(piece)
    return told.status


def _number(text: str) -> int:
    from argparse import ArgumentTypeError

    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is no whole number from 0 up")
    return int(text)
