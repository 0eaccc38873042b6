"""`dspy-schema evidence`: what records of jobs are evidence of, and what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session, terminal_width
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    import argparse


FORMATS = ("text", "markdown", "html", "csv", "jsonld", "oscal")
_MOST_IDS = 5


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Report what records of jobs and runs are evidence of in governance frameworks, through the mappings, and what "
        "is missing. Records of vendors are converted first. Findings go to standard error, and a record with an "
        "error is not used."
    )
    parser.epilog = f"{shared.EXIT_STATUS} Gaps are not findings. Mappings are alignment, not certification."
    shared.add_paths(parser)
    add = parser.add_argument
    add(
        "--framework",
        action="append",
        default=[],
        metavar="NAME",
        help="a framework such as iso42001 or eu-ai-act; repeatable; by default all",
    )
    shared.add_to_option(
        parser, "format of the report; by default text", "--format", choices=FORMATS, default=FORMATS[0]
    )
    add(
        "--max-ids",
        type=_parse_most_ids,
        default=_MOST_IDS,
        metavar="N",
        help="ids shown of a list, by default %(default)s, or 0 for all; jsonld and oscal have all",
    )
    add("--date", metavar="DATE", help="date or time of the report; by default SOURCE_DATE_EPOCH, or none")
    shared.add_schema(parser)
    add(
        "--gaps",
        metavar="FILE",
        help="table of gaps to look for, in TOML, instead of mappings/evidence.toml of the schema",
    )
    shared.add_base(parser)
    shared.add_input_options(parser, former=())
    shared.add_output(parser, "the report")
    shared.add_findings_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Report on what the options name; returns the exit status."""
    from dspy_schema.governance import frameworks
    from dspy_schema.governance.assessment import collect_evidence
    from dspy_schema.governance.provenance import check_date

    base = terms.check_base(options.base)
    # A date that is none is refused before anything is read.
    check_date(options.date)
    alignment = frameworks.load_alignment(options.schema)
    with open_session(options) as session, open_output(options.output, session) as out:
        session.tally.left_out = "not used"
        evidence = collect_evidence(
            shared.expand_paths(options),
            shared.create_checker(options, session),
            alignment,
            options.framework,
            report=session.report,
            format_=shared.read_input_format(options),
            gap_table=options.gaps,
            date=options.date,
        )
        for piece in evidence.write(options.to, base=base, most_ids=options.max_ids, width=terminal_width()):
            out.write(piece)
        session.finish()
    return session.status


def _parse_most_ids(text: str) -> int:
    from argparse import ArgumentTypeError

    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)
