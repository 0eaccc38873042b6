"""`dspy-schema coverage`: how far the schema is mapped to the vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.cli.output import open_output

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from dspy_schema.governance.coverage import Coverage


FORMATS = ("text", "html", "json")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Show, for each element of the schemas and each vocabulary, the mapping that says most, and which terms of the "
        "vocabularies' areas on life cycle, data, models, controls and roles nothing is mapped to."
    )
    parser.epilog = "Exit status: 0; 2 usage. Terms without a mapping are no findings: `mappings check` has those."
    add = parser.add_argument
    add(
        "--vocabulary",
        action="append",
        default=[],
        metavar="NAME",
        help="such as iso42001; repeatable; all if left out",
    )
    add(
        "--element",
        action="append",
        default=[],
        metavar="NAME",
        help="id, name or pattern such as 'openai:*'; repeatable; those that rows are about if left out",
    )
    add("--all", action="store_true", help="all elements, also those that no row is about")
    add("--format", choices=FORMATS, default=FORMATS[0], help="format of the output; by default text")
    add("-o", "--output", metavar="FILE", help="write to FILE, whole or not at all")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show what the options name; returns the exit status."""
    from dspy_schema.governance.coverage import build_coverage
    from dspy_schema.mappings import alignment

    found = build_coverage(alignment.load_alignment(), options.vocabulary, options.element, everything=options.all)
    with open_output(options.output) as out:
        for piece in _pieces(found, options.format):
            out.write(piece)
    return 0


def _pieces(found: Coverage, format_: str) -> Iterator[bytes]:
    if format_ == "json":
        yield found.to_json() + b"\n"
        return
    from dspy_schema.cli.query import terminal_width
    from dspy_schema.governance import coverage_text

    blocks = coverage_text.build_coverage_blocks(found)
    if format_ == "html":
        from dspy_schema.documents import html

        yield from (piece.encode() for piece in html.render(blocks))
    else:
        from dspy_schema.documents import text

        yield from (piece.encode() for piece in text.render(blocks, terminal_width()))
