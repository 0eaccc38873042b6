"""Publish records as RDF, and read them back from a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dspy_schema import rdf
from dspy_schema.api.inputs import OnFinding, Source, sources, tell
from dspy_schema.api.reading import records_of
from dspy_schema.records import Format
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import Graph

    from dspy_schema.findings import Summary
    from dspy_schema.publications import Published
    from dspy_schema.records.record import Record


def publish(
    source: Source,
    to: str = "nquads",
    *,
    base: str = rdf.BASE,
    graph: str | None = None,
    context: str | None = None,
    json: Literal["canonical", "as-written"] = "canonical",
    without_train_data: bool = False,
    type: str = AUTO,
    format: str | None = None,
    keep_secrets: bool = False,
    summary: Summary | None = None,
    on_finding: OnFinding | None = None,
) -> Iterator[bytes]:
    """The records of `source` (see `iter_findings`) as RDF or JSON-LD, in pieces, which together are a document.

    `to` is `nquads`, `ntriples`, `turtle`, `jsonld`, `ndjsonld` (a document a line), or `jsonl` for the records
    themselves, which is the way back from RDF. Subjects are `base` and the percent-encoded id; `graph` names the graph
    of all triples; `context` is `inline` or the address that stands for the JSON-LD context; `json` says how any JSON
    values are written in triples, `without_train_data` puts a digest in the place of training data.

    Vendors' job records are converted on the way. Every record is checked, and one with an error is left out. Findings
    go to `on_finding`; without it, the first error raises ReadError. Secrets become `"[redacted]"`, unless
    `keep_secrets`. Memory does not grow with JSON Lines.

    Raises BaseError, OptionError, UnknownTypeError, MissingExtraError, and ValueError for an unknown format.
    """
    from dspy_schema.publication.writers import Options, Target
    from dspy_schema.publications import publications

    options = Options(
        to=Target(to),
        base=base,
        graph=graph,
        context=context,
        json=json,
        without_train_data=without_train_data,
    )
    checker = Checker(type, summary=summary)
    format_ = Format(format) if format else None
    found = publications(sources(source), checker, options.checked(), format_=format_, keep_secrets=keep_secrets)
    return _texts(found, on_finding)


def to_graph(
    source: Source,
    *,
    base: str = rdf.BASE,
    type: str = AUTO,
    format: str | None = None,
    keep_secrets: bool = False,
    on_finding: OnFinding | None = None,
) -> Graph:
    """The records of `source` as a graph of rdflib; the options and what is raised are those of `publish`."""
    from dspy_schema.publication.rdflib_graph import graph_of

    return graph_of(
        publish(
            source, "ntriples", base=base, type=type, format=format, keep_secrets=keep_secrets, on_finding=on_finding
        )
    )


def from_graph(graph: Graph) -> Iterator[Record]:
    """The records that a graph of rdflib tells of, unchecked; raises ReadError and MissingExtraError."""
    from dspy_schema.records import graphs

    yield from records_of(graphs.read(graph.serialize(format="nt").encode(), "<graph>", Format.NTRIPLES))


def _texts(found: Iterable[Published], on_finding: OnFinding | None) -> Iterator[bytes]:
    for each in found:
        tell(each.findings, on_finding)
        if each.text:
            yield each.text
