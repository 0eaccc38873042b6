"""The Python API: the words of the command line, as functions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dspy_schema import rdf, records
from dspy_schema.errors import ReadError
from dspy_schema.findings import Finding, Report, Severity, Summary
from dspy_schema.records import Batch, Format
from dspy_schema.validation import AUTO, Checker, Watch, findings_of_sources

if TYPE_CHECKING:
    from rdflib import Graph

    from dspy_schema.publications import Published
    from dspy_schema.records.record import Record

PathLike: TypeAlias = str | os.PathLike[str]
Source: TypeAlias = PathLike | Mapping[str, Any] | Iterable[PathLike | Mapping[str, Any]]


def validate(
    source: Source,
    *,
    type: str = AUTO,
    format: str | None = None,
    strict_json: bool = False,
    jobs: int = 1,  # the options' names
) -> Report:
    """Check records and report all findings; see `iter_findings`."""
    summary = Summary()
    start = time.perf_counter()
    findings = list(
        iter_findings(source, type=type, format=format, strict_json=strict_json, jobs=jobs, summary=summary)
    )
    summary.seconds = time.perf_counter() - start
    return Report(summary=summary, findings=findings)


def iter_findings(
    source: Source,
    *,
    type: str = AUTO,  # the option's name
    format: str | None = None,  # the option's name
    strict_json: bool = False,
    jobs: int = 1,
    summary: Summary | None = None,
    watch: Watch | None = None,
) -> Iterator[Finding]:
    """Check records and give findings as they are found, in memory that does not grow with JSON Lines.

    `source` is a path (file, folder, glob, `-` for standard input), a record as a mapping, or an iterable of such,
    of which the paths come first;
    `type` is the name of a class or `auto`; `format` is `json`, `jsonl` or `yaml`, by default what the name or the
    content tells; `strict_json` refuses repeated names at every level; `jobs` processes share large JSON Lines files.
    `summary`, if given, is counted up, and `watch` told of sources and progress. What is wrong with data, or with a
    file, is a finding.

    Raises UnknownTypeError, ValueError for an unknown format, and TypeError for a mapping with values that JSON does
    not have.
    """
    checker = Checker(type, strict_json=strict_json, summary=summary, watch=watch)
    return findings_of_sources(_sources(source), checker, format_=Format(format) if format else None, jobs=jobs)


def read(source: Source, *, format: str | None = None) -> Iterator[Record]:  # the option's name
    """The records of `source` (see `iter_findings`), unchecked; a record's `value` is parsed when it is asked for.

    Raises ReadError where a source cannot be read, after the records before it.
    """
    format_ = Format(format) if format else None
    for each in _sources(source):
        yield from _records([each] if isinstance(each, Batch) else records.read_source(each, format_))


def _records(batches: Iterable[Batch]) -> Iterator[Record]:
    from dspy_schema.records.record import Record

    for batch in batches:
        for finding in batch.findings:
            if finding.severity is Severity.ERROR:
                raise ReadError(finding)
        for index, text in enumerate(batch.texts):
            line = batch.places.of_offset(index, 0)[0] if batch.places else 1
            yield Record(source=batch.source, index=batch.first + index, line=line, text=text)


def convert(
    source: Source,
    to: str = "dspy",
    *,
    type: str = AUTO,  # the option's name
    format: str | None = None,  # the option's name
    keep_secrets: bool = False,
    jobs_only: bool = False,
    summary: Summary | None = None,
    on_finding: Callable[[Finding], object] | None = None,
) -> Iterator[Record]:
    """The records of `source` (see `iter_findings`) as those of `dspy`, or of a vendor, in input order.

    To `dspy`, a vendor's job record becomes two: a TrainingJob or ReinforceJob, and unless `jobs_only` a TrainingRun.
    To a vendor, such a pair becomes the vendor's record again, exactly as it was; the halves may stand apart. A record
    that is in the wanted form passes. A record's `text` is the JSON text, its `value` the Python object; its source,
    index and line are those of the input record (of the later one of a pair).

    Every input record is checked, and one with an error is left out. Findings go to `on_finding`; without it, the
    first error raises ReadError. Secrets become `"[redacted]"`, unless `keep_secrets`. `summary`, if given, is counted
    up. Memory does not grow with JSON Lines, but for halves that wait.

    Raises UnknownTypeError, UnknownVendorError, and what `iter_findings` raises.
    """
    from dspy_schema.conversions import conversions
    from dspy_schema.records.record import Record

    checker = Checker(type, summary=summary)
    format_ = Format(format) if format else None
    for each in conversions(
        _sources(source), checker, to, format_=format_, keep_secrets=keep_secrets, jobs_only=jobs_only
    ):
        for finding in each.findings:
            if on_finding is not None:
                on_finding(finding)
            elif finding.severity is Severity.ERROR:
                raise ReadError(finding)
        batch = each.batch
        for lines in each.lines:
            texts = lines.text.split(b"\n")[:-1]
            for number, text in enumerate(texts):
                index = lines.indices[number * len(lines.indices) // len(texts)]
                line = batch.places.of_offset(index, 0)[0] if batch.places else 1
                yield Record(source=batch.source, index=batch.first + index, line=line, text=text)


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
    on_finding: Callable[[Finding], object] | None = None,
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
    found = publications(_sources(source), checker, options.checked(), format_=format_, keep_secrets=keep_secrets)
    return _texts(found, on_finding)


def _texts(found: Iterable[Published], on_finding: Callable[[Finding], object] | None) -> Iterator[bytes]:
    for each in found:
        for finding in each.findings:
            if on_finding is not None:
                on_finding(finding)
            elif finding.severity is Severity.ERROR:
                raise ReadError(finding)
        if each.text:
            yield each.text


def to_graph(
    source: Source,
    *,
    base: str = rdf.BASE,
    type: str = AUTO,
    format: str | None = None,
    keep_secrets: bool = False,
    on_finding: Callable[[Finding], object] | None = None,
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

    yield from _records(graphs.read(graph.serialize(format="nt").encode(), "<graph>", Format.NTRIPLES))


def _sources(source: Source) -> Iterator[records.Source | Batch]:
    if isinstance(source, (str, os.PathLike, Mapping)):
        source = [source]
    given = list(source)
    yield from records.expand(os.fspath(each) for each in given if not isinstance(each, Mapping))
    for number, each in enumerate((each for each in given if isinstance(each, Mapping)), start=1):
        yield _batch(each, number)


def _batch(record: Mapping[str, Any], number: int) -> Batch:
    import json

    from dspy_schema.records.fault import Fault

    # Not msgspec, which would write NaN as null: a record in memory is judged as strictly as one in a file.
    try:
        text = json.dumps(dict(record), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except RecursionError:
        fault = Fault("DSP107", "arrays and objects are nested too deep to be read")
        return Batch(source="<records>", first=number, texts=[b""], faults={0: fault})
    return Batch(source="<records>", first=number, texts=[text])
