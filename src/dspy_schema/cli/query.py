"""`dspy-schema query`: ask records and graphs with SPARQL."""

from __future__ import annotations

import argparse
import math
import os
import re
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session, terminal_width
from dspy_schema.documents import text
from dspy_schema.errors import ExitStatus, QueryError, StoreError
from dspy_schema.findings import printable
from dspy_schema.interrupts import hold_interrupts
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyoxigraph as ox

    from dspy_schema.documents.text import Cell
    from dspy_schema.session import RunSession
    from dspy_schema.store.sparql import Form
    from dspy_schema.store.store import Results, Store


_PIECE = 1 << 20
FORMATS = ("table", "csv", "json", "turtle")
_TRIPLES = ("turtle",)
_FORMATS_OF_FORM: dict[str, tuple[str, ...]] = {
    "SELECT": ("table", "csv", "json"),
    "ASK": ("table", "json"),
    "CONSTRUCT": _TRIPLES,
    "DESCRIBE": _TRIPLES,
}
# Formats of results that --output-format named in the last release; json is a format of findings now.
_FORMER_FORMATS = frozenset({"table", "csv", "turtle"})
# Not a name of files such as base.jsonl or select-*.json.
_BEGINS_QUERY = re.compile(r"(?i)\s*(select|ask|construct|describe|prefix|base)\b(?![-.*?\[/\\])").match
_NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    from dspy_schema.reporters.registry import REPORTERS

    parser.description = (
        "Load records, or RDF of them, into a store, and ask it with SPARQL 1.1 or with one of the named queries. "
        "Findings go to standard error, and a record with an error is left out."
    )
    parser.epilog = shared.EXIT_STATUS
    shared.add_paths(parser, nargs="*", help_=f"{shared.PATHS}; needed unless --store has records")
    queries = parser.add_mutually_exclusive_group()
    queries.add_argument("--query", metavar="SPARQL|@FILE", help="the query, or @ and the file that holds it")
    queries.add_argument("--named", metavar="NAME", help="run a named query; see --list")
    add = parser.add_argument
    add("--list", action="store_true", help="list the named queries")
    add("--show", action="store_true", help="print the SPARQL of the query that --named names")
    add("--store", metavar="DIR", help="keep the records in this folder, and ask all that it holds")
    add(
        "--timeout",
        type=parse_seconds,
        metavar="SECONDS",
        help="most seconds that the query may take; by default 60, 0 for no limit",
    )
    add(
        "--max-memory",
        type=shared.parse_size,
        metavar="SIZE",
        help="most memory that the query may take beside the records, such as 512M; by default 2G",
    )
    shared.add_to_option(parser, "format of the results; by default table, or turtle for triples", choices=FORMATS)
    shared.add_output(parser, "the results")
    shared.add_base(parser)
    shared.add_input_options(parser)
    shared.add_secrets(parser)
    shared.add_findings_options(parser, choices=_FindingsFormats(REPORTERS))
    parser.set_defaults(run=run)


class _FindingsFormats(tuple[str, ...]):
    """The formats of findings, which help lists; former formats of results are accepted, too, for one release."""

    __slots__ = ()

    def __contains__(self, value: object) -> bool:
        return value in _FORMER_FORMATS or super().__contains__(value)


def run(options: argparse.Namespace) -> int:
    """Load what the options name, and ask it; returns the exit status."""
    from dspy_schema.store import store

    if options.list:
        queries = store.list_named_queries()
        width = max(map(len, queries))
        return _print("".join(f"{name:<{width}}  {description}\n" for name, description in queries.items()), options)
    if options.show:
        if not options.named:
            raise QueryError("--show needs --named and the name of a query")
        return _print(store.read_named_query(options.named), options)
    _accept_former_spelling(options)
    shared.print_notes(options)
    return _ask(options)


def _print(text: str, options: argparse.Namespace) -> int:
    with open_output(options.output) as out:
        out.write(text.encode())
    return ExitStatus.OK


def _accept_former_spelling(options: argparse.Namespace) -> None:
    """Read the query as the first of the paths, and the format of results from --output-format, as before."""
    is_positional = options.query is None and options.named is None and options.paths and _is_query(options.paths[0])
    # json is also a format of findings: only the former place of the query shows that it means the results.
    if options.output_format in _FORMER_FORMATS or (
        is_positional and options.to is None and options.output_format in FORMATS
    ):
        shared.add_note(options, f"the format of results is now --to {options.output_format}, not --output-format")
        options.to = options.to or options.output_format
        options.output_format = "text"
    if is_positional:
        shared.add_note(options, "the query is now an option: --query SPARQL or --query @FILE")
        options.query = options.paths.pop(0)


def _is_query(argument: str) -> bool:
    if argument.startswith("@"):
        return True
    is_text = any(sign in argument for sign in " \n{") or _BEGINS_QUERY(argument) is not None
    return is_text and not os.path.exists(argument)


def _ask(options: argparse.Namespace) -> int:
    # What is wrong with the query is reported before anything is loaded.
    base = terms.check_base(options.base)
    sparql_text, name = _read_query(options)
    if options.store == "":
        raise StoreError("the name of the store is empty; give a folder for --store")
    if not (options.paths or options.store):
        raise QueryError("nothing to ask; name files, or a store with --store DIR")
    from dspy_schema.store import sparql
    from dspy_schema.store.evaluation import MEMORY, SECONDS, Limits
    from dspy_schema.store.store import Store

    seconds = SECONDS if options.timeout is None else options.timeout or None
    limits = Limits(seconds, options.max_memory or MEMORY)
    form = sparql.check_query(sparql_text, base=base, name=name, limits=limits)
    format_ = choose_format(form, options.to)
    session = None
    with Store.open(options.store, create=bool(options.paths)) as store:
        if options.paths and store.is_read_only:
            raise StoreError(f"the store {options.store} is read-only; nothing can be loaded into it")
        if options.paths:
            session = _load(store, options)
        if session is None or session.status != ExitStatus.INTERRUPTED:
            # A store may hold what earlier runs loaded.
            write = partial(write_results, format_=format_, base=base)
            with (
                store.evaluate(sparql_text, write, limits, base=base, name=name) as results,
                open_output(options.output, None if options.store else session) as out,
            ):
                while piece := results.read(_PIECE):
                    out.write(piece)
    return session.status if session else ExitStatus.OK


def _read_query(options: argparse.Namespace) -> tuple[str, str]:
    """Read the SPARQL text, and its name in messages; raises QueryError, OSError."""
    from dspy_schema.store import store

    if options.named:
        return store.read_named_query(options.named), options.named
    if options.query is None:
        raise QueryError("no query; write --query SPARQL, or --named NAME (--list shows the names)")
    if options.query.startswith("@"):
        name = options.query[1:]
        with open(name, encoding="utf-8") as file:
            return file.read(), name
    if os.path.exists(options.query):
        raise QueryError(f"{options.query} is a file; for the query that it holds, write --query @{options.query}")
    return options.query, "query"


def _load(store: Store, options: argparse.Namespace) -> RunSession:
    """Load the records into the store, and report findings on them."""
    from dspy_schema.cli.publish import publish_texts
    from dspy_schema.rdf.writers import Options, Target

    with open_session(options) as session:
        wanted = Options(to=Target.NTRIPLES, base=options.base)
        find_stored = store.find_rank if options.store else None
        store.load(publish_texts(options, wanted, session, replacing=True, find_stored=find_stored))
        session.finish()
    # The totals are reported; the query may take long.
    hold_interrupts().resume()
    return session


def parse_seconds(text: str) -> float:
    """Parse a number of seconds; 0 is no limit."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds >= 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds; write one such as 5 or 0.5")
    return seconds


def choose_format(form: Form, format_: str | None) -> str:
    """Choose the format of the results of such a query: the requested one, or the first that there is.

    Raises QueryError where the form of query has no such results.
    """
    formats = _FORMATS_OF_FORM[form]
    if format_ is not None and format_ not in formats:
        raise QueryError(f"{form} has no results as {format_}; choose {' or '.join(formats)}")
    return format_ or formats[0]


def write_results(results: Results, out: BinaryIO, *, format_: str, base: str) -> None:
    """Write results in a format that `choose_format` gave; `base` is that of the IRIs of records.

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


def render_table(solutions: ox.QuerySolutions, prefixes: Mapping[str, str], base: str, width: int) -> Iterator[str]:
    """Render the lines of the table: the names of the variables, a rule, the solutions.

    Controls are shown as escapes, IRIs as a query may write them: `dspy:model`, those of records as `<id>` without
    the base. A cell that is too wide is cut at `…`.
    """
    head: list[Cell] = [(variable.value, False, False) for variable in solutions.variables]
    rows = ([_render_cell(term, prefixes, base) for term in solution] for solution in solutions)
    return text.align_columns(head, rows, width, without_rows="no results")


def _render_cell(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, prefixes: Mapping[str, str], base: str
) -> Cell:
    from pyoxigraph import Literal, NamedNode

    if term is None:
        return "", False, False
    if isinstance(term, Literal):
        return printable(term.value), term.datatype.value in _NUMBERS, False
    if isinstance(term, NamedNode):
        return printable(_shorten_iri(term.value, prefixes, base)), False, True
    return printable(str(term)), False, False


def _shorten_iri(iri: str, prefixes: Mapping[str, str], base: str) -> str:
    for prefix, start in prefixes.items():
        local = iri[len(start) :]
        if iri.startswith(start) and local.replace("-", "_").isidentifier():
            return f"{prefix}:{local}"
    # Relative to a base without a slash at its end, the same text would be another IRI.
    return f"<{iri.removeprefix(base) if base.endswith('/') else iri}>"
