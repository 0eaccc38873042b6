"""Read files, folders and streams of JSON, JSON Lines, YAML, RDF and JSON-LD as batches of JSON texts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from dspy_schema.findings import Severity
from dspy_schema.records import formats, json_lines
from dspy_schema.records.batch import Batch, refuse_large, report_source
from dspy_schema.records.formats import Format
from dspy_schema.records.sources import Source, expand_paths
from dspy_schema.records.streams import Stream, open_content, open_source, replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.records.digests import Digest


_NO_XML = "XML is not read; RDF is, as N-Quads, N-Triples, Turtle, TriG or JSON-LD"


def read(paths: Iterable[str], format_: Format | None = None) -> Iterator[Batch]:
    """Yield batches of the records of all `paths`, in order; what cannot be read gives a batch with a finding."""
    for source in expand_paths(paths):
        if isinstance(source, Source):
            yield from read_source(source, format_)
        else:
            yield source


def read_source(source: Source, format_: Format | None = None, digest: Digest | None = None) -> Iterator[Batch]:
    """Yield batches of the records of one source; a source without any gives a warning.

    All bytes of the source are added to `digest`, also those behind the last record that is read.
    """
    yield from _read_stream(
        lambda: open_source(source.path, source.limits.unpacked, digest), source, format_, drain=digest is not None
    )


def read_content(data: bytes, source: Source, format_: Format | None = None) -> Iterator[Batch]:
    """Yield batches of the records in the content of a source."""
    yield from _read_stream(lambda: open_content(data, source.limits.unpacked), source, format_)


def _read_stream(
    open_stream: Callable[[], Stream], source: Source, format_: Format | None, *, drain: bool = False
) -> Iterator[Batch]:
    empty = True
    try:
        with open_stream() as stream:
            for batch in _batches(stream, source, format_):
                empty = empty and not (batch.texts or batch.findings)
                yield batch
            if drain:
                stream.drain()
            if stream.damage is not None:
                empty = False
                yield report_source(source.name, *stream.damage)
            elif stream.is_cut:
                empty = False
                most = f"the archive unpacks to more than {source.limits.unpacked:,} bytes"
                message = f"{most}, and the rest is not read; --max-unpacked allows more"
                yield report_source(source.name, "DSP114", message)
    except OSError as error:
        yield report_source(source.name, "DSP100", f"cannot be read: {error.strerror or error}")
    else:
        if empty:
            yield report_source(source.name, "DSP112", "no records", severity=Severity.WARNING)


def _batches(stream: Stream, source: Source, format_: Format | None) -> Iterator[Batch]:
    if stream.kind is not None:
        yield report_source(source.name, *stream.kind, (1, 1))
        return
    buffer = stream.buffer
    most = source.limits.record
    format_ = format_ or formats.format_by_suffix(source.path)
    if format_ is None:
        format_, head = (None, b"") if formats.is_xml(source.path) else formats.detect_format(buffer, most)
        buffer = replay(head, buffer)
        if format_ is None:
            yield report_source(source.name, "DSP510", _NO_XML)
            return
    if format_ is Format.JSONL:
        yield from _read_json_lines(buffer, source)
        return
    if format_ is Format.NDJSONLD:
        from dspy_schema.rdf.jsonld import reader as jsonld_reader

        yield from jsonld_reader.read_jsonld_lines(buffer, source.name, most)
        return
    data = buffer.read() if buffer.seekable() else _read_all(buffer)
    if stream.damage is None and not stream.is_cut:
        for batch in _read_whole(data, format_, source.name):
            yield refuse_large(batch, most)


def _read_json_lines(buffer: io.BufferedReader[Any], source: Source) -> Iterator[Batch]:
    most = source.limits.record
    if b'"list"' in buffer.peek(1) and json_lines.begins_pages(buffer):
        for batch in json_lines.read_pages(buffer, source.name):
            yield refuse_large(batch, most)
    elif json_lines.begins_document(buffer):
        for batch in _read_whole(_read_all(buffer), Format.JSON, source.name):
            yield refuse_large(batch, most)
    else:
        yield from json_lines.read_lines(buffer, source.name, most=most)


def _read_all(stream: io.BufferedReader[Any]) -> bytes:
    """All that a stream has, in memory once: read() of a stream of unknown length joins its pieces at the end."""
    whole = io.BytesIO()
    while piece := stream.read1():
        whole.write(piece)
    return whole.getvalue()


def _read_whole(data: bytes, format_: Format, source: str) -> Iterator[Batch]:
    if format_ is Format.YAML:
        from dspy_schema.records import yaml_documents

        yield from yaml_documents.read_yaml(data, source)
    elif format_ is Format.JSONLD:
        from dspy_schema.rdf.jsonld import reader as jsonld_reader

        yield from jsonld_reader.read_jsonld(data, source)
    elif format_ in formats.GRAPHS:
        from dspy_schema.rdf import graph_reader

        yield from graph_reader.read_graph(data, source, format_)
    else:
        from dspy_schema.records import json_documents

        yield from json_documents.read_document(data, source)
