"""Query, and its results."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dspy_schema.cli import session
from dspy_schema.cli.output import open_output
from dspy_schema.cli.session import INTERRUPTED
from dspy_schema.documents import text
from dspy_schema.errors import QueryError
from dspy_schema.findings import printable
from dspy_schema.rdf import terms
from dspy_schema.records import sources
from dspy_schema.records.formats import Format
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from dspy_schema.cli.session import RunSession
    from dspy_schema.documents.text import Cell
    from dspy_schema.store.sparql import Form
    from dspy_schema.store.store import Results


FORMATS = ("table", "csv", "json", "turtle")
_TRIPLES = ("turtle",)
_WIDTH = 100
_OF_FORM: dict[str, tuple[str, ...]] = {
    "SELECT": ("table", "csv", "json"),
    "ASK": ("table", "json"),
    "CONSTRUCT": _TRIPLES,
    "DESCRIBE": _TRIPLES,
}


def choose_format(form: Form, format_: str | None) -> str:
    """The format that the results of such a query have: the one that was asked for, or the first that there is.

    Raises QueryError where the form of query has no such results.
    """
    known = _OF_FORM[form]
    if format_ is not None and format_ not in known:
        raise QueryError(f"{form} has no results as {format_}; choose {' or '.join(known)}")
    return format_ or known[0]


def write_results(results: Results, format_: str, out: BinaryIO, base: str) -> None:
    """Write results in a format that `format_of` gave; `base` is what the IRIs of records begin with.

    Raises QueryError where the query fails halfway.
    """
    import pyoxigraph as ox

    from dspy_schema.store import sparql

    try:
        if isinstance(results, ox.QueryTriples):
            ox.serialize(results, out, ox.RdfFormat.TURTLE, prefixes={"record": base} | sparql.find_prefixes())
        elif format_ == "csv":
            cast("ox.QuerySolutions", results).serialize(out, ox.QueryResultsFormat.CSV)
        elif format_ == "json":
            results.serialize(out, ox.QueryResultsFormat.JSON)
            out.write(b"\n")
        elif isinstance(results, ox.QueryBoolean):
            out.write(b"yes\n" if results else b"no\n")
        else:
            lines = render_table(results, sparql.find_prefixes(), base, terminal_width())
            out.writelines(f"{line}\n".encode() for line in lines)
    except RuntimeError as error:
        raise QueryError(f"query: {error}") from error


def terminal_width() -> int:
    """How wide a table may be: as the terminal is, or 100 columns."""
    try:
        return int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        return _WIDTH


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Load records, or RDF of them, into a store, and ask it with SPARQL 1.1, or with a query that comes with this "
        "command. Findings go to standard error, and a record with an error is left out."
    )
    parser.epilog = (
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened."
    )
    add = parser.add_argument
    add("sparql", metavar="SPARQL", nargs="?", help="the query, or @ and the file that has it; not with --named")
    add("paths", metavar="PATH", nargs="*", help="file, folder, glob, or - for standard input")
    add("--named", metavar="NAME", help="ask this query; --list tells of them")
    add("--list", action="store_true", help="list the named queries")
    add("--show", action="store_true", help="print the SPARQL of the named query")
    add("--store", metavar="DIR", help="keep the records in this folder, and ask all that it has")
    add("--output-format", choices=FORMATS, help="table or turtle, by default, as the query asks for")
    add("-o", "--output", metavar="FILE", help="write the results to FILE, whole or not at all")
    add(
        "--base",
        default=terms.BASE,
        metavar="IRI",
        help=f"what the IRIs of records begin with; by default {terms.BASE}",
    )
    add("-t", "--type", default=AUTO, help="type of the records; by default what each record shows")
    add("--format", choices=[*Format], help="format of the input; by default by suffix, then by content")
    add("--keep-secrets", action="store_true", help='keep keys, tokens and signed URLs, in place of "[redacted]"')
    session.add_session_options(parser)
    parser.set_defaults(run=run)
    _take_options_anywhere(parser)


def _take_options_anywhere(parser: argparse.ArgumentParser) -> None:
    """Let options stand between the query and the paths, where argparse would have all paths at once."""
    plain = parser.parse_known_args

    def intermixed(*arguments: Any) -> Any:
        # What takes them apart calls the plain method itself, by this name.
        parser.parse_known_args = plain  # type: ignore[method-assign]
        return parser.parse_known_intermixed_args(*arguments)

    parser.parse_known_args = intermixed  # type: ignore[method-assign, assignment]


def run(options: argparse.Namespace) -> int:
    """Load what the options name, and ask it; returns the exit status."""
    from dspy_schema.store import store

    if options.list:
        width = max(map(len, store.list_named_queries()))
        return _printed(
            "".join(f"{name:<{width}}  {tells}\n" for name, tells in store.list_named_queries().items()), options
        )
    if options.show:
        if not options.named:
            raise QueryError("--show needs --named and the name of a query")
        return _printed(store.read_named_query(options.named), options)
    return _ask(options)


def _printed(text: str, options: argparse.Namespace) -> int:
    with open_output(options.output) as out:
        out.write(text.encode())
    return 0


def _ask(options: argparse.Namespace) -> int:
    # What is wrong with the query is told before anything is loaded.
    base = terms.check_base(options.base)
    text, name, paths = _question(options)
    from dspy_schema.store import sparql
    from dspy_schema.store.store import Store

    format_ = choose_format(sparql.check_query(text, base=base, name=name), options.output_format)
    status = 0
    with Store.open(options.store, create=bool(paths)) as store:
        if paths:
            with session.run_session(options) as told:
                store.load(_texts(paths, options, told))
            status = told.status
        if status != INTERRUPTED:
            with open_output(options.output) as out:
                write_results(store.query(text, base=base, name=name), format_, out, base)
    return status


def _question(options: argparse.Namespace) -> tuple[str, str, list[str]]:
    """The SPARQL text, what it is called in messages, and the paths; raises QueryError, OSError."""
    from dspy_schema.store import store

    paths = [each for each in (options.sparql, *options.paths) if each is not None]
    if options.named:
        text, name = store.read_named_query(options.named), options.named
    elif paths:
        text, name = paths.pop(0), "query"
        if text.startswith("@"):
            name = text[1:]
            with open(name, encoding="utf-8") as file:
                text = file.read()
        elif os.path.exists(text):
            raise QueryError(f"{text} is a file, and the query comes first; to ask what is in a file, write @{text}")
    else:
        raise QueryError("no query; write SPARQL, or --named NAME (--list tells of them)")
    if not (paths or options.store):
        raise QueryError("nothing to ask; name files, or a store with --store DIR")
    return text, name, paths


def _texts(paths: list[str], options: argparse.Namespace, told: RunSession) -> Iterator[bytes]:
    """The N-Triples of the records in the files, batch by batch."""
    from dspy_schema.publishing import publish_batches
    from dspy_schema.rdf.writers import Options, Target

    for each in publish_batches(
        sources.expand_paths(paths),
        Checker(options.type, summary=told.summary, watch=told.progress),
        Options(to=Target.NTRIPLES, base=options.base),
        format_=Format(options.format) if options.format else None,
        keep_secrets=options.keep_secrets,
        replacing=True,
    ):
        told.tell(each.findings)
        if each.text:
            yield each.text


_NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}


def render_table(solutions: ox.QuerySolutions, prefixes: Mapping[str, str], base: str, width: int) -> Iterator[str]:
    """The lines of the table: the names of the variables, a rule, the solutions.

    Controls are shown as escapes, IRIs as a query may write them: `dspy:model`, those of records as `<id>` without
    the base. A cell that is too wide is cut at `…`.
    """
    head: list[Cell] = [(each.value, False, False) for each in solutions.variables]
    yield from fit_columns(head, ([_cell(term, prefixes, base) for term in solution] for solution in solutions), width)


def fit_columns(head: list[Cell], rows: Iterable[list[Cell]], width: int, none: str = "no results") -> Iterator[str]:
    """The lines of a table of cells, of which some are cut where it would be wider; `none` where there are no rows."""
    shown = text.align_columns(head, rows, width)
    yield next(shown, none)
    yield from shown


def _cell(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, prefixes: Mapping[str, str], base: str
) -> Cell:
    from pyoxigraph import Literal, NamedNode

    if term is None:
        return "", False, False
    if isinstance(term, Literal):
        return printable(term.value), term.datatype.value in _NUMBERS, False
    if isinstance(term, NamedNode):
        return printable(_short(term.value, prefixes, base)), False, True
    return printable(str(term)), False, False


def _short(iri: str, prefixes: Mapping[str, str], base: str) -> str:
    for prefix, start in prefixes.items():
        local = iri[len(start) :]
        if iri.startswith(start) and local.replace("-", "_").isidentifier():
            return f"{prefix}:{local}"
    # Relative to another ending than a slash, the same text would be another IRI.
    return f"<{iri.removeprefix(base) if base.endswith('/') else iri}>"
