"""Mappings check, list, export."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.cli import query
from dspy_schema.cli.output import open_output, wants_color
from dspy_schema.cli.query import terminal_width
from dspy_schema.cli.session import exit_status
from dspy_schema.documents import text
from dspy_schema.errors import UnknownNameError
from dspy_schema.findings import Severity, Summary, printable
from dspy_schema.mappings.sssom_model import suggest_names
from dspy_schema.reporters import registry

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.documents.text import Cell
    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link


_EPILOG = "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened."
_MEMBERS = (
    "subject",
    "subject_label",
    "predicate",
    "object",
    "object_label",
    "vocabulary",
    "confidence",
    "justification",
    "author",
    "reviewer",
    "comment",
    "in_schema",
)
_HEAD = ("element", "is", "term", "sure", "comment")


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
    add("--output-format", choices=[*registry.REPORTERS], help="text, or github in a GitHub workflow, by default")
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
    from dspy_schema.mappings import alignment, check

    start = time.perf_counter()
    name = options.output_format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    faults: list[Finding] = []
    alignments = alignment.load_alignments(options.paths, faults) if options.paths else [_default(quiet=options.quiet)]
    with open_output(options.output) as out:
        color = wants_color(options.color, out)
        reporter = registry.create_reporter(
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
        for loaded in alignments:
            for each in loaded.sets:
                reporter.source(each.source)
            checked = check.check_mappings(loaded)
            found += checked.findings
            summary.add(checked.summary)
        summary.errors += len(faults)
        for finding in (*faults, *found):
            reporter.finding(finding)
        summary.seconds = time.perf_counter() - start
        reporter.close(summary)
    return max((exit_status(each, fail_on) for each in (*faults, *found)), default=0)


def run_list(options: argparse.Namespace) -> int:
    """List the mappings that the options ask for."""

    links = select_mappings(_default(quiet=True), options.vocabulary, options.element)
    with open_output(options.output) as out:
        out.writelines(FORMATS[options.format](links))
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write all mappings as one file; raises MappingsError where they are wrong."""
    from dspy_schema.errors import MappingsError
    from dspy_schema.mappings import check, sssom_export

    alignment = _default(quiet=True)
    if errors := check.check_mappings(alignment).summary.errors:
        raise MappingsError(f"{errors} error{'s' * (errors != 1)} in the mappings; see `dspy-schema mappings check`")
    with open_output(options.output) as out:
        out.write(sssom_export.WRITERS[options.format](sssom_export.merge_sets(alignment.sets)))
    return 0


def _default(*, quiet: bool) -> Alignment:
    from dspy_schema.mappings import alignment

    folder = alignment.find_default_folder()
    if not quiet:
        print(f"dspy-schema: checks {folder or 'the schema that ships with dspy-schema'}", file=sys.stderr)
    return alignment.load_alignment(folder)


_SPACES = str.maketrans("\t\n\r", "   ")


def select_mappings(alignment: Alignment, vocabulary: str | None, element: str | None) -> list[Link]:
    """The rows of a vocabulary and of an element, where they are named.

    An element is named by its id, or by what comes after the prefix. Raises UnknownNameError.
    """
    if vocabulary is not None and alignment.vocabularies.get(vocabulary) is None:
        known = [each.prefix for each in alignment.vocabularies]
        meant = suggest_names(vocabulary, known) or f"; there are {', '.join(sorted(known))}"
        raise UnknownNameError(f"no vocabulary {vocabulary!r}{meant}")
    ids = None if element is None else _ids(alignment, element)
    return [
        link
        for link in alignment.links
        if (vocabulary is None or link.vocabulary == vocabulary)
        and (ids is None or (link.element is not None and link.element.id in ids))
    ]


def _ids(alignment: Alignment, element: str) -> set[str]:
    all_ = [each.id for each in alignment.elements]
    if found := {each for each in all_ if element in {each, each.partition(":")[2]}}:
        return found
    names = all_ if ":" in element else [each.partition(":")[2] for each in all_]
    meant = suggest_names(element, names) or "; `dspy-schema mappings list` lists those that are mapped"
    raise UnknownNameError(f"no element {element!r}{meant}")


def _table(links: list[Link]) -> Iterator[bytes]:
    head = [(each, False, False) for each in _HEAD]
    rows = [_cells(link) for link in links]
    # A comment is cut first: what is mapped to what has to be read.
    others = [max(text.display_width(row[index][0]) for row in (head, *rows)) for index in range(len(head) - 1)]
    left = max(terminal_width() - sum(others) - text.GAP * len(others), len(_HEAD[-1]))
    for row in rows:
        row[-1] = (text.cut_text(row[-1][0], left), False, False)
    for line in query.fit_columns(head, iter(rows), terminal_width(), "no mappings"):
        yield f"{line}\n".encode()


def _cells(link: Link) -> list[Cell]:
    row = link.mapping
    how = link.match.value if link.match else printable(row.predicate)
    return [
        (printable(row.subject), False, True),
        # Nothing is exact, or close, to what there is not.
        ("-" if row.is_no_term else how, False, False),
        (f"(no term of {link.vocabulary})" if row.is_no_term else printable(row.object), False, True),
        ("" if row.confidence is None else f"{row.confidence:g}", True, False),
        (printable(row.comment), False, False),
    ]


def _json(links: Iterable[Link]) -> Iterator[bytes]:
    yield msgspec.json.format(msgspec.json.encode([_plain(link) for link in links]), indent=1)
    yield b"\n"


def _tsv(links: Iterable[Link]) -> Iterator[bytes]:
    yield "\t".join(_MEMBERS).encode() + b"\n"
    for link in links:
        cells = ("" if each is None else str(each).translate(_SPACES) for each in _plain(link).values())
        yield "\t".join(cells).encode() + b"\n"


def _plain(link: Link) -> dict[str, Any]:
    row = link.mapping
    return {name: link.vocabulary if name == "vocabulary" else getattr(row, name) for name in _MEMBERS}


FORMATS: dict[str, Callable[[list[Link]], Iterator[bytes]]] = {"table": _table, "json": _json, "tsv": _tsv}
