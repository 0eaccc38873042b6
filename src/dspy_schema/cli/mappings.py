"""`dspy-schema mappings`: check, list and export the alignment to vocabularies."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session, terminal_width
from dspy_schema.documents import text
from dspy_schema.errors import ExitStatus, UnknownNameError
from dspy_schema.findings import printable, with_count
from dspy_schema.mappings.sssom_model import suggest_names

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.documents.text import Cell
    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link


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
_SPACES = str.maketrans("\t\n\r", "   ")
_HEAD = ("element", "is", "term", "sure", "comment")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the actions of this command."""
    parser.description = "Check, list and export the alignment of the schema to vocabularies of AI governance."
    actions = parser.add_subparsers(metavar="ACTION", required=True, prog="dspy-schema mappings")
    text = "check mappings against the schema and the vocabularies"
    check = actions.add_parser(
        "check",
        help=text,
        description=f"{text.capitalize()}.",
        formatter_class=parser.formatter_class,
        epilog=shared.EXIT_STATUS,
    )
    shared.add_paths(
        check,
        nargs="*",
        help_="folder laid out as schema/, file of SSSOM/TSV, folder or glob of such files, or - for standard input; "
        "by default ./schema, or what ships with dspy-schema",
    )
    shared.add_output(check, "the report")
    shared.add_findings_options(check, default=None, to_errors=False)
    check.set_defaults(run=run_check)

    text = "list the mappings"
    list_ = actions.add_parser(
        "list", help=text, description=f"{text.capitalize()}.", formatter_class=parser.formatter_class
    )
    list_.add_argument("--vocabulary", metavar="NAME", help="only those to this vocabulary, such as nexus")
    list_.add_argument(
        "--element", metavar="NAME", help="only those of this element, such as TrainingJob or dspy:train_data"
    )
    shared.add_to_option(list_, "format of the list; by default table", "--format", choices=[*FORMATS], default="table")
    shared.add_output(list_, "the list")
    list_.set_defaults(run=run_list)

    text = "write all mappings as one file"
    export = actions.add_parser(
        "export", help=text, description=f"{text.capitalize()}.", formatter_class=parser.formatter_class
    )
    help_ = "tsv (SSSOM/TSV, by default), json (SSSOM/JSON) or turtle"
    shared.add_to_option(export, help_, "--format", choices=["tsv", "json", "turtle"], default="tsv")
    shared.add_output(export, "the mappings")
    export.set_defaults(run=run_export)


def run_check(options: argparse.Namespace) -> int:
    """Check what the options name; returns the exit status."""
    from dspy_schema.mappings import alignment, check

    with open_output(options.output) as out, open_session(options, out, unit="mapping") as session:
        faults: list[Finding] = []
        if options.paths:
            alignments = [*alignment.load_alignments(options.paths, faults)]
        else:
            alignments = [_load_default(quiet=options.quiet)]
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
    links = select_mappings(_load_default(quiet=True), options.vocabulary, options.element)
    with open_output(options.output) as out:
        out.writelines(FORMATS[options.to](links))
    return ExitStatus.OK


def run_export(options: argparse.Namespace) -> int:
    """Write all mappings as one file; raises MappingsError where they are wrong."""
    from dspy_schema.errors import MappingsError
    from dspy_schema.mappings import check, sssom_export

    alignment = _load_default(quiet=True)
    if errors := check.check_mappings(alignment).summary.errors:
        raise MappingsError(f"{with_count(errors, 'error')} in the mappings; see `dspy-schema mappings check`")
    with open_output(options.output) as out:
        out.write(sssom_export.WRITERS[options.to](sssom_export.merge_sets(alignment.sets)))
    return ExitStatus.OK


def _load_default(*, quiet: bool) -> Alignment:
    from dspy_schema.mappings import alignment

    folder = alignment.find_default_folder()
    if not quiet:
        print(f"dspy-schema: checks {folder or 'the schema that ships with dspy-schema'}", file=sys.stderr)
    return alignment.load_alignment(folder)


def select_mappings(alignment: Alignment, vocabulary: str | None, element: str | None) -> list[Link]:
    """Select the rows of a vocabulary and of an element, where they are named.

    An element is named by its id, or by the part of it after the prefix. Raises UnknownNameError.
    """
    if vocabulary is not None and alignment.vocabularies.get(vocabulary) is None:
        names = [listed.prefix for listed in alignment.vocabularies]
        suggestion = suggest_names(vocabulary, names) or f"; there are {', '.join(sorted(names))}"
        raise UnknownNameError(f"no vocabulary {vocabulary!r}{suggestion}")
    ids = None if element is None else _find_ids(alignment, element)
    return [
        link
        for link in alignment.links
        if (vocabulary is None or link.vocabulary == vocabulary)
        and (ids is None or (link.element is not None and link.element.id in ids))
    ]


def _find_ids(alignment: Alignment, name: str) -> set[str]:
    ids = [element.id for element in alignment.elements]
    if matches := {id_ for id_ in ids if name in {id_, id_.partition(":")[2]}}:
        return matches
    names = ids if ":" in name else [id_.partition(":")[2] for id_ in ids]
    suggestion = suggest_names(name, names) or "; `dspy-schema mappings list` lists those that are mapped"
    raise UnknownNameError(f"no element {name!r}{suggestion}")


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
        ("-" if row.is_no_term else match, False, False),
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
    return {name: link.vocabulary if name == "vocabulary" else getattr(row, name) for name in _MEMBERS}


FORMATS: dict[str, Callable[[list[Link]], Iterator[bytes]]] = {
    "table": _render_table,
    "json": _render_json,
    "tsv": _render_tsv,
}
