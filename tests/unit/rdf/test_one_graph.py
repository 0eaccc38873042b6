"""A record is one graph: what our writers write, and what JSON-LD processors make of our JSON-LD."""

from __future__ import annotations

import json
import warnings
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from tests.many import for_each, tries

from dspy_schema import artifacts
from dspy_schema.api import from_graph, publish, to_graph
from dspy_schema.jsontext.canonical import is_changed

BASE = "https://example.org/jobs/"
CONTEXT = json.loads(artifacts.read_artifact("dspy.context.jsonld"))["@context"]
quick = settings(
    deadline=None, derandomize=True, database=None, max_examples=tries(150), suppress_health_check=list(HealthCheck)
)
Record = tuple[str, dict[str, Any]]


def published(record: Record, to: str, **options: Any) -> bytes:
    type_, value = record
    return b"".join(publish(value, to, type=type_, base=BASE, keep_secrets=True, **options))


def canonical(data: bytes, format_: ox.RdfFormat) -> list[str]:
    """The quads of a document in RDFC-1.0 canonical form."""
    dataset = ox.Dataset(ox.parse(data, format_))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def by_pyld(document: bytes) -> bytes:
    quads: str = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads", "documentLoader": refuse})
    return quads.encode()


def refuse(url: str, options: object) -> None:
    raise AssertionError(f"{url} is fetched")


def by_rdflib(data: bytes, format_: str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of texts that it takes for no dateTime
        return rdflib.Graph().parse(data=data, format=format_)


def agree(record: Record) -> None:
    quads = published(record, "nquads")
    ours = canonical(quads, ox.RdfFormat.N_QUADS)
    assert ours
    assert canonical(published(record, "ntriples"), ox.RdfFormat.N_TRIPLES) == ours
    assert canonical(published(record, "turtle"), ox.RdfFormat.TURTLE) == ours
    document = published(record, "jsonld")
    if not is_made_a_double(record[1]):
        assert canonical(document, ox.RdfFormat.JSON_LD) == ours


def is_made_a_double(value: Any) -> bool:
    """Whether there is an integer that Oxigraph makes a double of when it reads JSON-LD, which `as_written` notes."""
    if isinstance(value, (int, float)):
        # JSON-LD itself makes doubles of integers from 1e21 on; of numbers with an exponent all do.
        return abs(value) >= 10**20 and not (isinstance(value, float) and abs(value) >= 1e21)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(is_made_a_double, children))


@pytest.mark.parametrize("power", [20, 21, 25])
def test_an_integer_that_oxigraph_makes_a_double_of_is_noted(power: int) -> None:
    record = ("TrainingRun", {"id": "a", "job": "a", "cost": 10**power})
    dataset = ox.Dataset(ox.parse(published(record, "jsonld"), ox.RdfFormat.JSON_LD))
    assert f'"1.0E{power}"^^<http://www.w3.org/2001/XMLSchema#double>' in {str(quad.object) for quad in dataset}
    (back,) = from_graph(
        by_rdflib(ox.serialize([quad.triple for quad in dataset], format=ox.RdfFormat.N_TRIPLES), "nt")
    )
    assert b'"cost":%d' % (10**power) in back.text


@for_each("example", "examples")
def test_writers_and_oxigraph_agree_on_examples(example: Record) -> None:
    agree(example)


@for_each("example", "examples")
def test_pyld_and_rdflib_agree_on_examples(example: Record) -> None:
    document = published(example, "jsonld")
    quads = published(example, "nquads")
    if not changed_by_processors(example[1]):
        assert canonical(by_pyld(document), ox.RdfFormat.N_QUADS) == canonical(quads, ox.RdfFormat.N_QUADS)
        # rdflib writes times and doubles in its own way, wherever it reads them.
        assert rdflib.compare.isomorphic(by_rdflib(document, "json-ld"), by_rdflib(quads, "nt"))


def changed_by_processors(value: Any) -> bool:
    """Whether pyld or rdflib write a value differently: numbers, and the order of names beyond U+FFFF."""
    if isinstance(value, float):
        return is_changed(repr(value)) or Decimal(f"{value:1.15E}") != Decimal(repr(value))
    if isinstance(value, int):
        return abs(value) > 2**53
    if isinstance(value, dict) and sorted(value) != sorted(value, key=lambda name: name.encode("utf-16-be")):
        return True
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(changed_by_processors, children))


@quick
@given(data=st.data())
def test_any_record_is_one_graph(data: st.DataObject, records: st.SearchStrategy[Record]) -> None:
    record = data.draw(records)
    agree(record)
    if not changed_by_processors(record[1]):
        assert canonical(by_pyld(published(record, "jsonld")), ox.RdfFormat.N_QUADS) == canonical(
            published(record, "nquads"), ox.RdfFormat.N_QUADS
        )


@for_each("example", "examples")
def test_graph_of_rdflib_is_the_same(example: Record) -> None:
    graph = to_graph(example[1], type=example[0], base=BASE, keep_secrets=True)
    written = graph.serialize(format="nt").encode()
    assert canonical(written, ox.RdfFormat.N_TRIPLES) == canonical(
        published(example, "ntriples"), ox.RdfFormat.N_TRIPLES
    )


@for_each("example", "examples")
def test_a_record_with_the_context_added_is_json_ld(example: Record) -> None:
    """The same triples, less those that name the node and its type, link it, and note what RDF does not keep."""
    plain = {name: value for name, value in example[1].items() if not name.startswith("@")}
    document = json.dumps({"@context": CONTEXT, **plain}).encode()
    added = {"as_written", "ns/prov#", "rdf-syntax-ns#type", "dc/terms/source"}

    def members(data: bytes, format_: ox.RdfFormat) -> list[str]:
        found = sorted(
            (quad.predicate.value, quad.object.value)
            for quad in ox.parse(data, format_)
            if not any(name in quad.predicate.value for name in added) and not isinstance(quad.object, ox.BlankNode)
        )
        return [" ".join(item) for item in found]

    assert members(document, ox.RdfFormat.JSON_LD) == members(published(example, "nquads"), ox.RdfFormat.N_QUADS)


@pytest.mark.parametrize("to", ["nquads", "jsonld", "ndjsonld"])
def test_all_triples_are_in_the_graph(to: str) -> None:
    record = ("TrainingRun", {"id": "r", "job": "j", "training_data": ["a"], "error": {"code": "x"}})
    graph = "https://example.org/graphs/1"
    formats = {"nquads": ox.RdfFormat.N_QUADS}
    inline = {} if to == "nquads" else {"context": "inline"}
    data = published(record, to, graph=graph, **inline)
    quads = list(ox.parse(data, formats.get(to, ox.RdfFormat.JSON_LD)))
    assert {str(quad.graph_name) for quad in quads} == {f"<{graph}>"}
    alone = canonical(published(record, "nquads", graph=graph), ox.RdfFormat.N_QUADS)
    assert canonical(data, formats.get(to, ox.RdfFormat.JSON_LD)) == alone
