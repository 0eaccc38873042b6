"""`dspy-schema publish`: records to RDF and JSON-LD, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.cli import session
from dspy_schema.cli.output import open_output
from dspy_schema.errors import OptionError
from dspy_schema.publishing import publish_batches
from dspy_schema.rdf import terms
from dspy_schema.rdf.writers import Options, Target
from dspy_schema.records import sources
from dspy_schema.records.formats import Format
from dspy_schema.reporters import registry
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Publish records of jobs and runs as RDF or JSON-LD, vendors' records converted on the way; from RDF or "
        "JSON-LD, with --to jsonl, the records again. Findings go to standard error, and a record with an error is "
        "left out."
    )
    parser.epilog = (
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened."
    )
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", help="file, folder, glob, or - for standard input")
    add("--to", choices=[*Target], help="format of the output; by default nquads")
    add(
        "--from",
        "--format",
        dest="format",
        choices=[*Format],
        help="format of the input; by default by suffix, then by content",
    )
    add("-t", "--type", default=AUTO, help="type of the records; by default what each record shows")
    add(
        "--base",
        default=terms.BASE,
        metavar="IRI",
        help=f"what the IRIs of records begin with; by default {terms.BASE}",
    )
    add("--graph", metavar="IRI", help="put all in this named graph (nquads, jsonld and ndjsonld)")
    add(
        "--context",
        metavar="inline|URL",
        help=f"the JSON-LD context: inline (default of jsonld) or an address (default of ndjsonld: {terms.CONTEXT})",
    )
    add(
        "--json",
        choices=["canonical", "as-written"],
        default="canonical",
        help="any JSON values in triples: canonical (RFC 8785), by default, or as they are written, which is faster",
    )
    add("--without-train-data", action="store_true", help="publish a digest (sha256, count, format) in its place")
    secrets = parser.add_mutually_exclusive_group()
    secrets.add_argument("--redact", action="store_true", help='"[redacted]" for keys, tokens and signed URLs; default')
    secrets.add_argument("--keep-secrets", action="store_true", help="keep keys, tokens and signed URLs")
    add("--store", metavar="DIR", help="add to this store, which `query --store` asks, and write nothing")
    add("-o", "--output", metavar="FILE", help="write to FILE, whole or not at all")
    add(
        "--output-format", choices=[*registry.REPORTERS], default="text", help="format of the findings; by default text"
    )
    session.add_session_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish what the options name; returns the exit status."""
    if options.store and (options.to or options.output):
        raise OptionError("--store takes the place of --to and -o; give one or the other")
    to = Target.NQUADS if options.store else Target(options.to or Target.NQUADS)
    wanted = Options(
        to=to,
        base=options.base,
        graph=options.graph,
        context=options.context,
        json=options.json,
        without_train_data=options.without_train_data,
    ).checked()
    if options.store:
        # The store names the graph itself.
        wanted = msgspec.structs.replace(wanted, to=Target.NTRIPLES, graph=None)
    with session.run_session(options, options.output_format) as told:
        texts = _texts(options, wanted, told)
        if options.store:
            from dspy_schema.store.store import Store

            with Store.open(options.store, create=True) as store:
                store.load(texts, graph=options.graph)
        else:
            with open_output(options.output) as out:
                for text in texts:
                    out.write(text)
                    out.flush()
    return told.status


def _texts(options: argparse.Namespace, wanted: Options, told: session.RunSession) -> Iterator[bytes]:
    for each in publish_batches(
        sources.expand_paths(options.paths),
        Checker(options.type, summary=told.summary, watch=told.progress),
        wanted,
        format_=Format(options.format) if options.format else None,
        keep_secrets=options.keep_secrets,
        replacing=bool(options.store),
    ):
        told.tell(each.findings)
        if each.text:
            yield each.text
