"""`dspy-schema publish`: records to RDF and JSON-LD, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.cli import options as shared
from dspy_schema.cli.output import open_output, open_session
from dspy_schema.errors import OptionError, StoreError
from dspy_schema.publishing import publish_batches
from dspy_schema.rdf import terms
from dspy_schema.rdf.writers import Options, Target

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from dspy_schema.publishing import FindStored
    from dspy_schema.session import RunSession


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Publish records of jobs and runs as RDF or JSON-LD; records of vendors are converted first. With --to jsonl, "
        "write the records that RDF or JSON-LD holds. Findings go to standard error, and a record with an error is "
        "left out."
    )
    parser.epilog = shared.EXIT_STATUS
    shared.add_paths(parser)
    targets = [target.value for target in Target]
    shared.add_to_option(parser, "format of the output; by default nquads", choices=targets)
    shared.add_input_options(parser)
    shared.add_base(parser)
    add = parser.add_argument
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
        help="how JSON values are written in triples: canonical (RFC 8785), by default, or as-written, which is faster",
    )
    add("--without-train-data", action="store_true", help="publish a digest (sha256, count, format) of training data")
    secrets = parser.add_mutually_exclusive_group()
    secrets.add_argument(
        "--redact", action="store_true", help='write "[redacted]" for keys, tokens and signed URLs; the default'
    )
    shared.add_secrets(secrets)
    add("--store", metavar="DIR", help="add to this store, which `query --store` reads, and write nothing")
    shared.add_output(parser, "the output")
    shared.add_findings_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish what the options name; returns the exit status."""
    if options.store == "":
        raise StoreError("the name of the store is empty; give a folder for --store")
    if options.store and (options.to or options.output):
        raise OptionError("--store excludes --to and -o; give one or the other")
    to = Target.NQUADS if options.store else Target(options.to or Target.NQUADS)
    wanted = Options(
        to=to,
        base=options.base,
        graph=options.graph,
        context=options.context,
        json=options.json,
        without_train_data=options.without_train_data,
    ).check()
    if options.store:
        # The store names the graph itself.
        wanted = msgspec.structs.replace(wanted, to=Target.NTRIPLES, graph=None)
    with open_session(options) as session:
        if options.store:
            from dspy_schema.store.store import Store

            with Store.open(options.store, create=True) as store:
                find_stored = None if options.graph else store.find_rank
                texts = publish_texts(options, wanted, session, replacing=True, find_stored=find_stored)
                store.load(texts, graph=options.graph)
        else:
            with open_output(options.output, session) as out:
                for text in publish_texts(options, wanted, session):
                    out.write(text)
                    out.flush()
        session.finish()
    return session.status


def publish_texts(
    options: argparse.Namespace,
    wanted: Options,
    session: RunSession,
    *,
    replacing: bool = False,
    find_stored: FindStored | None = None,
) -> Iterator[bytes]:
    """Publish records batch by batch, while the session reports the findings."""
    session.tally.left_out = "not published"
    for published in publish_batches(
        shared.expand_paths(options),
        shared.create_checker(options, session),
        wanted,
        format_=shared.read_input_format(options),
        keep_secrets=options.keep_secrets,
        replacing=replacing,
        find_stored=find_stored,
    ):
        session.report(published.findings)
        if published.text:
            yield published.text
