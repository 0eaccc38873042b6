"""`dspy-schema query`: ask records with SPARQL."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dspy_schema import rdf, records
from dspy_schema.cli import results, telling
from dspy_schema.cli.output import output
from dspy_schema.cli.status import INTERRUPTED
from dspy_schema.errors import QueryError
from dspy_schema.records import Format
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from dspy_schema.cli.telling import Telling


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
    add("--output-format", choices=results.FORMATS, help="table or turtle, by default, as the query asks for")
    add("-o", "--output", metavar="FILE", help="write the results to FILE, whole or not at all")
    add("--base", default=rdf.BASE, metavar="IRI", help=f"what the IRIs of records begin with; by default {rdf.BASE}")
    add("-t", "--type", default=AUTO, help="type of the records; by default what each record shows")
    add("--format", choices=[*Format], help="format of the input; by default by suffix, then by content")
    add("--keep-secrets", action="store_true", help='keep keys, tokens and signed URLs, in place of "[redacted]"')
    telling.add_to(parser)
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
    from dspy_schema.store import named

    if options.list:
        width = max(map(len, named.all_named()))
        return _printed("".join(f"{name:<{width}}  {tells}\n" for name, tells in named.all_named().items()), options)
    if options.show:
        if not options.named:
            raise QueryError("--show needs --named and the name of a query")
        return _printed(named.text(options.named), options)
    return _ask(options)


def _printed(text: str, options: argparse.Namespace) -> int:
    with output(options.output) as out:
        out.write(text.encode())
    return 0


def _ask(options: argparse.Namespace) -> int:
    # What is wrong with the query is told before anything is loaded.
    base = rdf.checked_base(options.base)
    text, name, paths = _question(options)
    from dspy_schema.store import Store, sparql

    format_ = results.format_of(sparql.checked(text, base=base, name=name), options.output_format)
    status = 0
    with Store.open(options.store, create=bool(paths)) as store:
        if paths:
            with telling.telling(options) as told:
                store.load(_texts(paths, options, told))
            status = told.status
        if status != INTERRUPTED:
            with output(options.output) as out:
                results.write(store.query(text, base=base, name=name), format_, out, base)
    return status


def _question(options: argparse.Namespace) -> tuple[str, str, list[str]]:
    """The SPARQL text, what it is called in messages, and the paths; raises QueryError, OSError."""
    from dspy_schema.store import named

    paths = [each for each in (options.sparql, *options.paths) if each is not None]
    if options.named:
        text, name = named.text(options.named), options.named
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


def _texts(paths: list[str], options: argparse.Namespace, told: Telling) -> Iterator[bytes]:
    """The N-Triples of the records in the files, batch by batch."""
    from dspy_schema.publication.writers import Options, Target
    from dspy_schema.publications import publications

    for each in publications(
        records.expand(paths),
        Checker(options.type, summary=told.summary, watch=told.progress),
        Options(to=Target.NTRIPLES, base=options.base),
        format_=Format(options.format) if options.format else None,
        keep_secrets=options.keep_secrets,
        replacing=True,
    ):
        told.tell(each.findings)
        if each.text:
            yield each.text
