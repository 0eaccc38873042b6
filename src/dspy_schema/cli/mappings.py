"""`dspy-schema mappings`: check, list and export the alignment of the schema to other vocabularies."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from dspy_schema import report
from dspy_schema.cli.output import output, wants_color
from dspy_schema.cli.status import status_of
from dspy_schema.findings import Severity, Summary

if TYPE_CHECKING:
    import argparse

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

_EPILOG = "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened."


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the actions of this command."""
    parser.description = "The alignment of the schema to vocabularies of AI governance: check, list and export it."
    actions = parser.add_subparsers(metavar="ACTION", required=True, prog="dspy-schema mappings")
    text = "check mappings against the schema and the vocabularies"
    _add_check(actions.add_parser("check", help=text, description=f"{text.capitalize()}.", epilog=_EPILOG))
    text = "list the mappings"
    _add_list(actions.add_parser("list", help=text, description=f"{text.capitalize()}."))
    text = "write all mappings as one file"
    _add_export(actions.add_parser("export", help=text, description=f"{text.capitalize()}."))


def _add_check(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "paths",
        metavar="PATH",
        nargs="*",
        help="folder laid out as schema/, file of SSSOM/TSV, folder or glob of such, or - for standard input; by "
        "default schema here, or else what ships with dspy-schema",
    )
    add("--output-format", choices=[*report.REPORTERS], help="text, or github in a GitHub workflow, by default")
    add("-o", "--output", metavar="FILE", help="write the report to FILE, whole or not at all")
    add("--fail-on", choices=["error", "warning", "never"], default="error", help="what makes the exit status 1")
    add("--color", choices=["auto", "always", "never"], default="auto", help="color text; auto minds NO_COLOR")
    add("-q", "--quiet", action="store_true", help="only findings, no summary")
    add("-v", "--verbose", action="count", default=0, help="say more")
    parser.set_defaults(run=run_check)


def _add_list(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--vocabulary", metavar="V", help="only those to this vocabulary, such as nexus")
    add("--element", metavar="E", help="only those of this element, such as TrainingJob or dspy:train_data")
    add("--format", choices=["table", "json", "tsv"], default="table", help="how; a table by default")
    add("-o", "--output", metavar="FILE", help="write to FILE, whole or not at all")
    parser.set_defaults(run=run_list)


def _add_export(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--format", choices=["tsv", "json", "turtle"], default="tsv", help="SSSOM/TSV by default, SSSOM/JSON, Turtle")
    add("-o", "--output", metavar="FILE", help="write to FILE, whole or not at all")
    parser.set_defaults(run=run_export)


def run_check(options: argparse.Namespace) -> int:
    """Check what the options name; returns the exit status."""
    from dspy_schema.mappings import check, inputs

    start = time.perf_counter()
    name = options.output_format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    faults: list[Finding] = []
    alignments = inputs.alignments(options.paths, faults) if options.paths else [_default(quiet=options.quiet)]
    with output(options.output) as out:
        color = wants_color(options.color, out)
        reporter = report.create(
            name,
            out,
            color=color,
            quiet=options.quiet,
            verbose=options.verbose,
            fail_on=fail_on,
            unit="mapping",
        )
        summary = Summary()
        found: list[Finding] = []
        for alignment in alignments:
            for each in alignment.sets:
                reporter.source(each.source)
            checked = check.check(alignment)
            found += checked.findings
            _add(summary, checked.summary)
        summary.errors += len(faults)
        for finding in (*faults, *found):
            reporter.finding(finding)
        summary.seconds = time.perf_counter() - start
        reporter.close(summary)
    return max((status_of(each, fail_on) for each in (*faults, *found)), default=0)


def run_list(options: argparse.Namespace) -> int:
    """List the mappings that the options ask for."""
    from dspy_schema.cli import mapping_lists

    links = mapping_lists.chosen(_default(quiet=True), options.vocabulary, options.element)
    with output(options.output) as out:
        out.writelines(mapping_lists.FORMATS[options.format](links))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write all mappings as one file; raises MappingsError where they are wrong."""
    from dspy_schema.errors import MappingsError
    from dspy_schema.mappings import check, merged, writers

    alignment = _default(quiet=True)
    if errors := check.check(alignment).summary.errors:
        raise MappingsError(f"{errors} error{'s' * (errors != 1)} in the mappings; see `dspy-schema mappings check`")
    with output(options.output) as out:
        out.write(writers.WRITERS[options.format](merged.merged(alignment.sets)))
    return 0


def _default(*, quiet: bool) -> Alignment:
    from dspy_schema.mappings import alignment, inputs

    folder = inputs.default()
    if not quiet:
        print(f"dspy-schema: checks {folder or 'the schema that ships with dspy-schema'}", file=sys.stderr)
    return alignment.load(folder)


def _add(total: Summary, summary: Summary) -> None:
    for name in ("records", "valid", "invalid", "errors", "warnings"):
        setattr(total, name, getattr(total, name) + getattr(summary, name))
