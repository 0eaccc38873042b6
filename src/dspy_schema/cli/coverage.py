"""`dspy-schema coverage`: how far the schema is mapped to the vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, terminal_width

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from dspy_schema.governance.coverage import Coverage


FORMATS = ("text", "html", "json")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Show the strongest mapping of each element of the schemas to each vocabulary, and the terms on life cycle, "
        "data, models, controls and roles that nothing is mapped to."
    )
    parser.epilog = "Exit status: 0; 2 a usage error. Terms without a mapping are not findings; see `mappings check`."
    add = parser.add_argument
    add(
        "--vocabulary",
        action="append",
        default=[],
        metavar="NAME",
        help="a vocabulary such as iso42001; repeatable; by default all",
    )
    add(
        "--element",
        action="append",
        default=[],
        metavar="NAME",
        help="id, name or pattern such as 'openai:*'; repeatable; by default the mapped elements",
    )
    add("--all", action="store_true", help="all elements, also those without a mapping")
    shared.add_schema(parser)
    shared.add_to_option(
        parser, "format of the coverage; by default text", "--format", choices=FORMATS, default=FORMATS[0]
    )
    shared.add_output(parser, "the coverage")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show what the options name; returns the exit status."""
    from dspy_schema.governance import frameworks
    from dspy_schema.governance.coverage import build_coverage

    coverage = build_coverage(
        frameworks.load_alignment(options.schema), options.vocabulary, options.element, everything=options.all
    )
    with open_output(options.output) as out:
        for piece in _render_pieces(coverage, options.to):
            out.write(piece)
    return 0


def _render_pieces(coverage: Coverage, format_: str) -> Iterator[bytes]:
    if format_ == "json":
        yield coverage.to_json() + b"\n"
        return
    from dspy_schema.governance.reports import coverage_text

    blocks = coverage_text.build_coverage_blocks(coverage)
    if format_ == "html":
        from dspy_schema.documents import html

        yield from (piece.encode() for piece in html.render(blocks))
    else:
        from dspy_schema.documents import text

        yield from (piece.encode() for piece in text.render(blocks, terminal_width()))
