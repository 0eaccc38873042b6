"""A graph of rdflib is written with all digits of its numbers, in all formats that rdflib has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rdflib

import dspy_schema

if TYPE_CHECKING:
    from pathlib import Path

RUN = {
    "@type": "TrainingRun",
    "id": "r",
    "job": "j",
    "cost": 1234.56789,
    "losses": [{"loss": 0.123456789}, {"loss": 1e-7}, {"loss": 1.7976931348623157e308}, {"loss": 5e-324}],
    "seed": 7,
    "progress": 33.333333333,
}
SUFFIXES = {"turtle": ".ttl", "longturtle": ".ttl", "trig": ".trig", "nt": ".nt", "nquads": ".nq", "json-ld": ".jsonld"}


@pytest.mark.parametrize("format_", SUFFIXES)
def test_numbers_keep_their_digits(tmp_path: Path, format_: str) -> None:
    graph = dspy_schema.to_graph(RUN)
    if format_ == "nquads":
        dataset = rdflib.Dataset()
        for triple in graph:
            dataset.add(triple)
        graph = dataset
    path = tmp_path / f"graph{SUFFIXES[format_]}"
    path.write_text(graph.serialize(format=format_))
    (record,) = dspy_schema.read(path)
    assert json.loads(record.text) == RUN
    assert [row for row in dspy_schema.validate(path).findings if row.code != "DSP514"] == []


def test_literals_are_those_of_rdflib() -> None:
    graph = dspy_schema.to_graph(RUN)
    (cost,) = graph.objects(None, rdflib.URIRef("https://w3id.org/lmodel/dspy/cost"))
    assert cost == rdflib.Literal("1.23456789E3", datatype=rdflib.XSD.double, normalize=False)
    assert cost.toPython() == 1234.56789
    rows = graph.query("SELECT ?c { ?r <https://w3id.org/lmodel/dspy/cost> ?c FILTER(?c > 1234.5 && ?c < 1234.6) }")
    assert len(rows) == 1
