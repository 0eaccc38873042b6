"""Publish, read back, and get the same record: in every format, and through other processors."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from tests.many import for_each, tries

from dspy_schema.api import from_graph, publish, read, to_graph

FORMATS = {"nquads": ".nq", "ntriples": ".nt", "turtle": ".ttl", "jsonld": ".jsonld", "ndjsonld": ".ndjsonld"}
quick = settings(
    deadline=None, derandomize=True, database=None, max_examples=tries(100), suppress_health_check=list(HealthCheck)
)
Record = tuple[str, dict[str, Any]]


def published(record: Record, to: str, **options: Any) -> bytes:
    return b"".join(publish(record[1], to, type=record[0], keep_secrets=True, **options))


def back(data: bytes, suffix: str) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"published{suffix}"
        path.write_bytes(data)
        return [record.value for record in read(path)]


def exact(value: Any) -> str:
    """A text that differs where a type, a digit or an order differs; names have none."""
    return json.dumps(value, sort_keys=True)


def comes_back(record: Record, to: str, **options: Any) -> None:
    found = back(published(record, to, **options), FORMATS[to])
    assert [exact(record) for record in found] == [exact(record[1])]


@for_each("example", "examples")
def test_examples_come_back(example: Record) -> None:
    for to in FORMATS:
        comes_back(example, to)


@quick
@given(data=st.data())
def test_any_record_comes_back(data: st.DataObject, records: st.SearchStrategy[Record]) -> None:
    record = data.draw(records)
    for to in FORMATS:
        comes_back(record, to)
    comes_back(record, "nquads", json="as-written", graph="urn:g", base="urn:b:")
    comes_back(record, "turtle", json="as-written")
    comes_back(record, "ndjsonld", context="inline", graph="urn:g")


@quick
@given(data=st.data())
def test_any_record_comes_back_through_oxigraph(data: st.DataObject, records: st.SearchStrategy[Record]) -> None:
    record = data.draw(records)
    quads = ox.serialize(ox.parse(published(record, "jsonld"), ox.RdfFormat.JSON_LD), format=ox.RdfFormat.N_QUADS)
    assert [exact(quad) for quad in back(quads or b"", ".nq")] == [exact(record[1])]
    turtle = ox.serialize(ox.parse(published(record, "turtle"), ox.RdfFormat.TURTLE), format=ox.RdfFormat.TURTLE)
    assert [exact(record) for record in back(turtle or b"", ".ttl")] == [exact(record[1])]


@quick
@given(data=st.data())
def test_any_record_comes_back_through_pyld(data: st.DataObject, records: st.SearchStrategy[Record]) -> None:
    record = data.draw(records)
    quads = jsonld.to_rdf(json.loads(published(record, "jsonld")), {"format": "application/n-quads"})
    assert [exact(quad) for quad in back(quads.encode(), ".nq")] == [exact(record[1])]


@quick
@given(data=st.data())
def test_any_record_comes_back_from_a_graph_of_rdflib(data: st.DataObject, records: st.SearchStrategy[Record]) -> None:
    record = data.draw(records)
    graph = to_graph(record[1], type=record[0], keep_secrets=True)
    assert [exact(record.value) for record in from_graph(graph)] == [exact(record[1])]


@for_each("example", "examples")
def test_rdflib_rewrites_times_and_nothing_else(example: Record) -> None:
    """What rdflib's own parser keeps: all but the writing of times, of which it keeps microseconds."""
    graph = rdflib.Graph().parse(data=published(example, "jsonld"), format="json-ld")
    times = {name for name in example[1] if name.endswith(("_at", "_finish"))}
    found = [
        {name: value for name, value in record.value.items() if name not in times}
        for record in from_graph(graph)
        if "recorded_at" not in exact(example[1]) and "created_at" not in exact(example[1].get("run_checkpoints"))
    ]
    expected = {name: value for name, value in example[1].items() if name not in times}
    assert all(exact(record) == exact(expected) for record in found)


def test_keys_of_any_values_keep_their_order_as_written() -> None:
    record = {"id": "a", "model": "m", "train_kwargs": {"z": 1, "a": {"y": 2, "b": 3}}}
    (found,) = back(published(("TrainingJob", record), "nquads", json="as-written"), ".nq")
    assert json.dumps(found["train_kwargs"]) == json.dumps(record["train_kwargs"])


def test_packed_rdf_is_read() -> None:
    record = ("TrainingJob", {"id": "a", "model": "m"})
    assert back(gzip.compress(published(record, "turtle")), ".ttl.gz") == [record[1]]


def test_many_records_come_back_in_order() -> None:
    records = [{"id": f"job-{number}", "model": "m", "train_data": [number]} for number in range(2500)]
    for to, suffix in FORMATS.items():
        assert back(b"".join(publish(records, to)), suffix) == records
