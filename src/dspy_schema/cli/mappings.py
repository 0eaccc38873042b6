"""`dspy-schema mappings`: check, list, export and compare the alignment to vocabularies."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session, terminal_width
from dspy_schema.documents import text
from dspy_schema.errors import ExitStatus
from dspy_schema.findings import printable, with_count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.documents.text import Cell
    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.selection import Selection


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
    "predicate_modifier",
)
_SPACES = str.maketrans("\t\n\r", "   ")
_HEAD = ("element", "is", "term", "sure", "comment")
_PATHS = (
    "folder laid out as schema/, file of SSSOM/TSV, folder or glob of such files, or - for standard input; "
    "by default ./schema, or what ships with dspy-schema"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the actions of this command."""
    parser.description = "Check, list, export and compare the alignment of the schema to vocabularies of AI governance."
    actions = parser.add_subparsers(metavar="ACTION", required=True, prog="dspy-schema mappings")

    def add_action(name: str, text: str, run: Callable[[argparse.Namespace], int], **settings: Any) -> Any:
        action = actions.add_parser(
            name, help=text, description=f"{text.capitalize()}.", formatter_class=parser.formatter_class, **settings
        )
        action.set_defaults(run=run)
        return action

    check = add_action(
        "check",
        "check mappings against the schema and the vocabularies",
        run_check,
        epilog=shared.EXIT_STATUS,
    )
    shared.add_paths(check, nargs="*", help_=_PATHS)
    _add_schema(check)
    shared.add_output(check, "the report")
    shared.add_findings_options(check, default=None, to_errors=False)

    list_ = add_action("list", "list the mappings", run_list)
    _add_selection(list_)
    shared.add_to_option(list_, "format of the list; by default table", "--format", choices=[*FORMATS], default="table")
    shared.add_output(list_, "the list")

    export = add_action("export", "write the mappings as one file", run_export)
    _add_selection(export)
    help_ = "tsv (SSSOM/TSV, by default), json (SSSOM/JSON) or turtle"
    shared.add_to_option(export, help_, "--format", choices=["tsv", "json", "turtle"], default="tsv")
    shared.add_output(export, "the mappings")

    diff = add_action("diff", "show which mappings were added, removed or changed", run_diff)
    help_ = "folder laid out as schema/, file of SSSOM/TSV, or folder of such files"
    diff.add_argument("old", metavar="OLD", help=f"the mappings before: {help_}")
    diff.add_argument("new", metavar="NEW", help="the mappings after, likewise")
    shared.add_to_option(diff, "format of the difference; by default text", choices=["text", "json"], default="text")
    shared.add_output(diff, "the difference")


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--schema",
        metavar="DIR",
        help="folder laid out as schema/ that has the elements and vocabularies of the mappings",
    )


def _add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the inputs, and the options that select rows."""
    shared.add_paths(parser, nargs="*", help_=_PATHS)
    _add_schema(parser)
    add = parser.add_argument
    several: dict[str, Any] = {"action": "append", "default": []}
    add("--vocabulary", metavar="NAME", **several, help="only those to this vocabulary, such as nexus; repeatable")
    add(
        "--element",
        metavar="NAME",
        **several,
        help="only those of this element, such as TrainingJob or dspy:train_data; repeatable",
    )
    add(
        "--predicate",
        choices=["exact", "close", "broad", "narrow", "related"],
        **several,
        help="only those by this predicate; repeatable",
    )
    add(
        "--confidence",
        metavar="RANGE",
        help="only those that are at least so sure, such as 0.7, or between two, such as 0.3..0.5",
    )
    term = parser.add_mutually_exclusive_group()
    kept: dict[str, Any] = {"dest": "has_term", "default": None}
    term.add_argument("--no-term", action="store_false", **kept, help="only rows that state that there is no term")
    term.add_argument("--with-term", action="store_true", **kept, help="only rows that have a term")


def run_check(options: argparse.Namespace) -> int:
    """Check what the options name; returns the exit status."""
    from dspy_schema.mappings import alignment, check

    schema = alignment.check_schema_folder(options.schema) if options.schema else None
    with open_output(options.output) as out, open_session(options, out, unit="mapping") as session:
        faults: list[Finding] = []
        if options.paths:
            alignments = [*alignment.load_alignments(options.paths, faults, schema)]
        else:
            alignments = [_load_default(schema, quiet=options.quiet)]
        for loaded in alignments:
            for mapping_set in loaded.sets:
                session.source(mapping_set.source)
        session.count_and_report(faults)
        for loaded in alignments:
            session.add(check.check_mappings(loaded, session.policy))
        session.finish()
    return session.status


def run_list(options: argparse.Namespace) -> int:
    """List the mappings that the options select."""
    from dspy_schema.mappings.selection import select_links

    wanted = _create_selection(options)
    links = [link for loaded in _load(options) for link in select_links(loaded, wanted)]
    with open_output(options.output) as out:
        out.writelines(FORMATS[options.to](links))
    return ExitStatus.OK


def run_export(options: argparse.Namespace) -> int:
    """Write the selected mappings as one file; raises MappingsError where they are wrong."""
    from dspy_schema.errors import MappingsError
    from dspy_schema.mappings import check, sssom_export
    from dspy_schema.mappings.selection import select_rows

    wanted = _create_selection(options)
    alignments = _load(options)
    if errors := sum(check.check_mappings(loaded).summary.errors for loaded in alignments):
        raise MappingsError(f"{with_count(errors, 'error')} in the mappings; see `dspy-schema mappings check`")
    sets = [set_ for loaded in alignments for set_ in select_rows(loaded, wanted)]
    with open_output(options.output) as out:
        out.write(sssom_export.WRITERS[options.to](sssom_export.merge_sets(sets, wanted.describe())))
    return ExitStatus.OK


def run_diff(options: argparse.Namespace) -> int:
    """Show what differs between two collections of mappings; raises MappingsError where one cannot be read."""
    from dspy_schema.cli import mappings_diff

    with open_output(options.output) as out:
        out.writelines(mappings_diff.iter_pieces(options.old, options.new, options.to))
    return ExitStatus.OK


def _create_selection(options: argparse.Namespace) -> Selection:
    from dspy_schema.mappings.selection import Selection, parse_confidence
    from dspy_schema.mappings.sssom_model import Match

    return Selection(
        vocabularies=tuple(options.vocabulary),
        elements=tuple(options.element),
        matches=tuple(map(Match, options.predicate)),
        confidence=None if options.confidence is None else parse_confidence(options.confidence),
        has_term=options.has_term,
    )


def _load(options: argparse.Namespace) -> list[Alignment]:
    """Load what the options name; raises MappingsError where some of it cannot be read."""
    from dspy_schema.errors import MappingsError
    from dspy_schema.mappings import alignment

    schema = alignment.check_schema_folder(options.schema) if options.schema else None
    if not options.paths:
        return [_load_default(schema, quiet=True)]
    faults: list[Finding] = []
    loaded = [*alignment.load_alignments(options.paths, faults, schema)]
    if faults:
        raise MappingsError(f"{printable(faults[0].source)}: {faults[0].message}")
    return loaded


def _load_default(schema: str | None, *, quiet: bool) -> Alignment:
    from dspy_schema.mappings import alignment

    folder = schema or alignment.find_default_folder()
    if not quiet:
        print(f"dspy-schema: checks {folder or 'the schema that ships with dspy-schema'}", file=sys.stderr)
    return alignment.load_alignment(folder)


def _render_table(links: list[Link]) -> Iterator[bytes]:
    head = [(name, False, False) for name in _HEAD]
    rows = [_render_cells(link) for link in links]
    # Comments are cut first: what is mapped to what must stay readable.
    others = [max(text.display_width(row[index][0]) for row in (head, *rows)) for index in range(len(head) - 1)]
    left = max(terminal_width() - sum(others) - text.GAP * len(others), len(_HEAD[-1]))
    for row in rows:
        row[-1] = (text.cut_text(row[-1][0], left), False, False)
    for line in text.align_columns(head, rows, terminal_width(), without_rows="no mappings"):
        yield f"{line}\n".encode()


def _render_cells(link: Link) -> list[Cell]:
    row = link.mapping
    match = link.match.value if link.match else printable(row.predicate)
    return [
        (printable(row.subject), False, True),
        # Where no term fits, there is no degree of fit.
        ("-" if row.is_no_term else f"not {match}" if row.is_denied else match, False, False),
        (f"(no term of {link.vocabulary})" if row.is_no_term else printable(row.object), False, True),
        ("" if row.confidence is None else f"{row.confidence:g}", True, False),
        (printable(row.comment), False, False),
    ]


def _render_json(links: Iterable[Link]) -> Iterator[bytes]:
    yield msgspec.json.format(msgspec.json.encode([_list_members(link) for link in links]), indent=1)
    yield b"\n"


def _render_tsv(links: Iterable[Link]) -> Iterator[bytes]:
    yield "\t".join(_MEMBERS).encode() + b"\n"
    for link in links:
        cells = ("" if value is None else str(value).translate(_SPACES) for value in _list_members(link).values())
        yield "\t".join(cells).encode() + b"\n"


def _list_members(link: Link) -> dict[str, Any]:
    row = link.mapping
    special = {"vocabulary": link.vocabulary, "predicate_modifier": "Not" if row.is_denied else ""}
    return {name: special[name] if name in special else getattr(row, name) for name in _MEMBERS}


FORMATS: dict[str, Callable[[list[Link]], Iterator[bytes]]] = {
    "table": _render_table,
    "json": _render_json,
    "tsv": _render_tsv,
}
