"""The Python API: check, read, convert, publish and assess records, and check mappings."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dspy_schema import reading
from dspy_schema.artifacts import RECORD_BASE
from dspy_schema.errors import ReadError
from dspy_schema.findings import Finding, Report, Severity, Summary
from dspy_schema.inputs import Source, read_program_tree, resolve_sources
from dspy_schema.jsontext.depth import STACK_ROOM, find_nesting_fault, iterate_with_room
from dspy_schema.records.batch import Batch
from dspy_schema.records.formats import Format
from dspy_schema.records.sources import LIMITS, Limits
from dspy_schema.validation import AUTO, Checker, Watch, check_sources

if TYPE_CHECKING:
    from rdflib import Graph

    from dspy_schema.governance.assessment import Evidence
    from dspy_schema.governance.coverage import Coverage
    from dspy_schema.publishing import Published
    from dspy_schema.records.batch import Record


PathLike: TypeAlias = str | os.PathLike[str]
Tree: TypeAlias = PathLike | Mapping[str, Any]
OnFinding: TypeAlias = Callable[[Finding], object]


def report_to(findings: Iterable[Finding], on_finding: OnFinding | None) -> None:
    """Pass findings to `on_finding`; without it, the first error raises ReadError."""
    for finding in findings:
        if on_finding is not None:
            on_finding(finding)
        elif finding.severity is Severity.ERROR:
            raise ReadError(finding)


def validate(
    source: Source,
    *,
    type: str = AUTO,
    format: str | None = None,
    limits: Limits = LIMITS,
    strict_json: bool = False,
    jobs: int = 1,
    tree: Tree | None = None,
) -> Report:
    """Check records and report all findings; the parameters are those of `iter_findings`."""
    summary = Summary()
    start = time.perf_counter()
    findings = list(
        iter_findings(
            source,
            type=type,
            format=format,
            limits=limits,
            strict_json=strict_json,
            jobs=jobs,
            tree=tree,
            summary=summary,
        )
    )
    summary.seconds = time.perf_counter() - start
    return Report(summary=summary, findings=findings)


def iter_findings(
    source: Source,
    *,
    type: str = AUTO,
    format: str | None = None,
    limits: Limits = LIMITS,
    strict_json: bool = False,
    jobs: int = 1,
    tree: Tree | None = None,
    summary: Summary | None = None,
    watch: Watch | None = None,
) -> Iterator[Finding]:
    """Check records and yield each finding at once, in memory that does not grow with JSON Lines.

    `source` is a path (file, folder, glob, `-` for standard input); a record, or a list of a vendor's API, as a mapping
    or an object of pydantic or a dataclass; the content of a file as bytes, an open file, or JSON in a str; or an
    iterable of these, of which the paths come first. `type` is the name of a class, or `auto` to detect it. `format` is
    that of the files, such as `json`, `jsonl` or `turtle`; by default it is detected by suffix, then by content.
    `limits` are the most bytes of a record, and of what an archive unpacks to. `strict_json` refuses repeated names at
    every level. `jobs` processes share large JSON Lines files. Saved programs of DSPy are compared with `tree`, a
    ProgramTree or the path of one. `summary`, if given, counts records and findings, and
    `watch` is called for each source and with the progress. A fault of data, or of a file, is a finding.

    Raises UnknownTypeError, ValueError for an unknown format, OptionError for a tree that is not one, and
    SourceTypeError, a TypeError, for a source of another kind, or a record with values that JSON does not have.
    """
    checked_tree = None if tree is None else read_program_tree(tree)
    checker = Checker(type, strict_json=strict_json, summary=summary, watch=watch, tree=checked_tree)
    format_ = Format(format) if format else None
    sources = resolve_sources(source, limits, format_)
    return iterate_with_room(check_sources(sources, checker, format_=format_, jobs=1 if tree else jobs))


def evidence(
    source: Source,
    framework: str | Iterable[str] = (),
    *,
    type: str = AUTO,
    format: str | None = None,
    limits: Limits = LIMITS,
    summary: Summary | None = None,
    on_finding: OnFinding | None = None,
    schema: PathLike | None = None,
    gaps: PathLike | None = None,
    date: str | None = None,
) -> Evidence:
    """Assess what the records of `source` (see `iter_findings`) are evidence of in governance frameworks.

    `framework` names some of `ai`, `iso22989`, `iso42001`, `nist_ai_100_1`, `nexus`, `nist_ai_rmf` and `eu_ai_act`, by
    default all. Records of
    vendors are converted first. Every record is checked, and one with an error is not used. Findings go to
    `on_finding`; without it, the first error raises ReadError. `summary`, if given, counts records and findings.
    `write` of the result gives the report, also of what is missing, as text, Markdown, HTML, CSV, JSON-LD or OSCAL.
    Memory grows only with the ids of jobs and runs.

    `schema` is a folder laid out as `schema/`, by default the one that ships with the package, and `gaps` a table of
    gaps to look for instead of its `mappings/evidence.toml`. `date` is that of the report, such as `2026-12-01` or
    `2026-12-01T09:30:00Z`, by default that of SOURCE_DATE_EPOCH, or none.

    Raises UnknownNameError for a framework, UnknownTypeError, MappingsError for mappings or tables that are wrong,
    OptionError for a date that is none, and ValueError for an unknown format.
    """
    from dspy_schema.governance import frameworks
    from dspy_schema.governance.assessment import collect_evidence

    format_ = Format(format) if format else None
    with STACK_ROOM:
        return collect_evidence(
            resolve_sources(source, limits, format_),
            Checker(type, summary=summary),
            frameworks.load_alignment(None if schema is None else os.fspath(schema)),
            [framework] if isinstance(framework, str) else framework,
            report=lambda findings: report_to(findings, on_finding),
            format_=format_,
            gap_table=None if gaps is None else os.fspath(gaps),
            date=date,
        )


def coverage(
    vocabulary: str | Iterable[str] = (),
    element: str | Iterable[str] = (),
    *,
    everything: bool = False,
    schema: PathLike | None = None,
) -> Coverage:
    """Show how far the elements of the schemas are mapped to the vocabularies, and the terms without a mapping.

    `vocabulary` names some vocabularies, by default all. `element` names some elements by id, name or pattern, by
    default those with a mapping and the classes that need one, or with `everything` all. `schema` is a folder laid out
    as `schema/`, by default the one that ships with the package.

    Raises UnknownNameError, and MappingsError for mappings with errors.
    """
    from dspy_schema.governance import frameworks
    from dspy_schema.governance.coverage import build_coverage

    return build_coverage(
        frameworks.load_alignment(None if schema is None else os.fspath(schema)),
        [vocabulary] if isinstance(vocabulary, str) else vocabulary,
        [element] if isinstance(element, str) else element,
        everything=everything,
    )


def check_mappings(folder: PathLike | None = None) -> Report:
    """Check the alignment to other vocabularies and report all findings; the summary counts mappings as records.

    `folder` is laid out as `schema/` is (modules of LinkML, `mappings/*.sssom.tsv`, `vocabularies/*.tsv`); by default,
    the schema that ships with the package is checked.
    """
    from dspy_schema.mappings import alignment, check

    start = time.perf_counter()
    checked = check.check_mappings(alignment.load_alignment(None if folder is None else os.fspath(folder)))
    checked.summary.seconds = time.perf_counter() - start
    return checked


def read(source: Source, *, format: str | None = None, limits: Limits = LIMITS) -> Iterator[Record]:
    """Read the records of `source` (see `iter_findings`) without a check; the `value` of a record is parsed when used.

    Raises ReadError where a source cannot be read, after the records before it.
    """
    yield from iter_records(iterate_with_room(_read_batches(source, Format(format) if format else None, limits)))


def _read_batches(source: Source, format_: Format | None, limits: Limits) -> Iterator[Batch]:
    for resolved in resolve_sources(source, limits, format_):
        if isinstance(resolved, Batch):
            yield resolved
        else:
            yield from reading.read_source(resolved, format_)


def convert(
    source: Source,
    to: str = "dspy",
    *,
    type: str = AUTO,
    format: str | None = None,
    limits: Limits = LIMITS,
    keep_secrets: bool = False,
    jobs_only: bool = False,
    summary: Summary | None = None,
    on_finding: OnFinding | None = None,
) -> Iterator[Record]:
    """Convert the records of `source` (see `iter_findings`) to those of `dspy`, or of a vendor, in input order.

    To `dspy`, the job record of a vendor becomes two: a TrainingJob or ReinforceJob, and unless `jobs_only` a
    TrainingRun. To a vendor, such a pair becomes the vendor's record again, exactly as it was; the two need not follow
    one another. A record that has the requested form already is copied. The `text` of a record is its JSON text, its
    `value` the Python object; source, index and line are those of the input record (of the later one of a pair).

    Every input record is checked, and one with an error is left out. Findings go to `on_finding`; without it, the
    first error raises ReadError. Secrets become `"[redacted]"`, unless `keep_secrets`. `summary`, if given, counts
    records and findings. Memory does not grow with JSON Lines, except for jobs and runs whose other half is not there
    yet.

    Raises UnknownTypeError, UnknownVendorError, and what `iter_findings` raises.
    """
    from dspy_schema.conversion.pipeline import convert_batches

    checker = Checker(type, summary=summary)
    format_ = Format(format) if format else None
    sources = resolve_sources(source, limits, format_)
    batches = convert_batches(
        sources, checker, to, format_=format_, keep_secrets=keep_secrets, jobs_only=jobs_only, writes_json=True
    )
    for converted in iterate_with_room(batches):
        report_to(converted.findings, on_finding)
        for index, text in converted:
            yield _locate_record(converted.batch, index, text)


def iter_records(batches: Iterable[Batch]) -> Iterator[Record]:
    """Yield the records of batches; raises ReadError at the first error, after the records before it."""
    for batch in batches:
        for finding in batch.findings:
            if finding.severity is Severity.ERROR:
                raise ReadError(finding)
        for index, text in enumerate(batch.texts):
            if fault := batch.faults.get(index) or find_nesting_fault(text):
                raise ReadError(batch.locate(fault, index))
            yield _locate_record(batch, index, text)


def _locate_record(batch: Batch, index: int, text: bytes) -> Record:
    from dspy_schema.records.batch import Record

    line = batch.locator.locate_offset(index, 0)[0] if batch.locator else 1
    return Record(source=batch.source, index=batch.first + index, line=line, text=text)


def publish(
    source: Source,
    to: str = "nquads",
    *,
    base: str = RECORD_BASE,
    graph: str | None = None,
    context: str | None = None,
    json: Literal["canonical", "as-written"] = "canonical",
    without_train_data: bool = False,
    type: str = AUTO,
    format: str | None = None,
    limits: Limits = LIMITS,
    keep_secrets: bool = False,
    summary: Summary | None = None,
    on_finding: OnFinding | None = None,
) -> Iterator[bytes]:
    """Publish the records of `source` (see `iter_findings`) as RDF or JSON-LD, in pieces of one document.

    `to` is `nquads`, `ntriples`, `turtle`, `jsonld`, `ndjsonld` (a document a line), or `jsonl` for the records
    themselves, also from RDF. Subjects are `base` and the percent-encoded id. `graph` names the graph of all triples.
    `context` is `inline`, or the address of the JSON-LD context. `json` says how JSON values are written in triples.
    `without_train_data` writes a digest instead of training data.

    Records of vendors are converted first. Every record is checked, and one with an error is left out. Findings
    go to `on_finding`; without it, the first error raises ReadError. Secrets become `"[redacted]"`, unless
    `keep_secrets`. Memory does not grow with JSON Lines.

    Raises BaseError, OptionError, UnknownTypeError, MissingExtraError, and ValueError for an unknown format.
    """
    from dspy_schema.publishing import publish_batches
    from dspy_schema.rdf.writers import Options, Target

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
    batches = publish_batches(
        resolve_sources(source, limits, format_), checker, options.check(), format_=format_, keep_secrets=keep_secrets
    )
    return _iter_texts(iterate_with_room(batches), on_finding)


def _iter_texts(batches: Iterable[Published], on_finding: OnFinding | None) -> Iterator[bytes]:
    for published in batches:
        report_to(published.findings, on_finding)
        if published.text:
            yield published.text


def to_graph(
    source: Source,
    *,
    base: str = RECORD_BASE,
    type: str = AUTO,
    format: str | None = None,
    limits: Limits = LIMITS,
    keep_secrets: bool = False,
    on_finding: OnFinding | None = None,
) -> Graph:
    """Build a graph of rdflib from the records of `source`; parameters and exceptions are those of `publish`."""
    from dspy_schema.rdf.rdflib_graph import build_rdflib_graph

    return build_rdflib_graph(
        publish(
            source,
            "ntriples",
            base=base,
            type=type,
            format=format,
            limits=limits,
            keep_secrets=keep_secrets,
            on_finding=on_finding,
        )
    )


def from_graph(graph: Graph) -> Iterator[Record]:
    """Read the records in a graph of rdflib, without a check; raises ReadError and MissingExtraError."""
    from dspy_schema.rdf import graph_reader

    yield from iter_records(graph_reader.read_graph(graph.serialize(format="nt").encode(), "<graph>", Format.NTRIPLES))
