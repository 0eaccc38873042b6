"""Graphs of other writers: IRIs and links are kept in RDF, and what is not kept is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyld.jsonld
import pyoxigraph as ox
import pytest

import dspy_schema
from dspy_schema import artifacts

DATA = Path(__file__).parents[2] / "data"
FOREIGN = DATA / "rdf" / "valid" / "foreign.ttl"
CONTEXT = json.loads(artifacts.read_artifact("dspy.context.jsonld"))["@context"]
PROV = "http://www.w3.org/ns/prov#"
PREFIXES = """@prefix dspy: <https://w3id.org/lmodel/dspy/> . @prefix schema: <http://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}

SUFFIXES = {"nquads": ".nq", "ntriples": ".nt", "turtle": ".ttl", "jsonld": ".jsonld"}


def triples(data: bytes, to: str) -> set[tuple[str, str, str]]:
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in ox.parse(data, FORMATS[to])
        if not isinstance(quad.object, ox.BlankNode) and not isinstance(quad.subject, ox.BlankNode)
    }


def published(source: Any, to: str, **options: Any) -> tuple[bytes, list[str]]:
    found: list[str] = []
    data = b"".join(dspy_schema.publish(source, to, on_finding=lambda row: found.append(row.code), **options))
    return data, found


def messages(path: Path) -> list[str]:
    return [f"{row.code} {row.message}" for row in dspy_schema.validate(path).findings]


@pytest.mark.parametrize("to", FORMATS)
def test_iris_and_links_are_kept_in_rdf(to: str) -> None:
    data, found = published(FOREIGN, to)
    assert found == ["DSP512", "DSP513"]
    run = "https://data.acme.org/run/7"
    stated = triples(data, to)
    agent = "https://data.acme.org/agents/hpc"
    assert {subject for subject, _, _ in stated} == {"https://data.acme.org/job/7", run, agent}
    assert {(run, f"{PROV}used", "https://data.acme.org/job/7")} == {row for row in stated if row[1] == f"{PROV}used"}
    assert (run, f"{PROV}wasAssociatedWith", agent) in stated


@pytest.mark.parametrize("to", FORMATS)
def test_what_is_published_again_is_the_same(tmp_path: Path, to: str) -> None:
    path = tmp_path / f"graph{SUFFIXES[to]}"
    records = [
        {"@type": "TrainingJob", "id": "openai:a", "job_id": "a", "model": "m"},
        {"@type": "TrainingRun", "id": "openai:a#run", "job": "openai:a", "provider": "openai", "base_model": "m",
         "fine_tuned_model": "ft", "training_data": ["file-1", "file-2"], "started_at": "2026-01-01T00:00:00Z"},
    ]  # fmt: skip
    path.write_bytes(published(records, to, base="https://example.org/jobs#")[0])
    assert triples(published(path, to)[0], to) == triples(path.read_bytes(), to)
    assert messages(path) == []
    # A base that is asked for is used.
    again = published(path, to, base="urn:x:")[0]
    assert triples(again, to) == triples(published(records, to, base="urn:x:")[0], to)


def test_a_record_in_json_has_no_iri(tmp_path: Path) -> None:
    data, found = published(FOREIGN, "jsonl")
    assert [json.loads(line)["id"] for line in data.splitlines()] == ["job-7", "job-7#run"]
    assert found == ["DSP514", "DSP512", "DSP513"]
    path = tmp_path / "own.nt"
    path.write_bytes(published({"id": "a", "model": "m"}, "ntriples")[0])
    assert published(path, "jsonl")[1] == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("dct:creator <a>, <b>", "2 statements are not part of the record: dct:creator"),
        ("a owl:Thing, prov:Activity, dspy:NamedThing", None),
        ("a <urn:x>", "1 statement is not part of the record: rdf:type"),
        ('prov:startedAtTime "2026-01-01T00:00:00Z"^^xsd:dateTime', "1 statement is not part of the record: prov:star"),
        (
            'dspy:started_at "2026-01-01T00:00:00Z"^^xsd:dateTime ; prov:startedAtTime "2026-01-01T00:00:00Z"'
            "^^xsd:dateTime",
            None,
        ),
        ("prov:used <https://w3id.org/lmodel/dspy/record/j>", None),
        ("prov:used <https://w3id.org/lmodel/dspy/record/x>", "1 statement is not part of the record: prov:used"),
        ("dspy:losses ([ dct:title 'x' ; dspy:loss 1 ])", "1 statement is not part of the record: dct:title"),
        ("<urn:a> 1 ; <urn:b> 1 ; <urn:c> 1 ; <urn:d> 1 ; <urn:e> 1 ; <urn:f> 1", "<urn:e> and 1 more"),
    ],
)
def test_further_statements_are_reported(tmp_path: Path, statements: str, expected: str | None) -> None:
    path = tmp_path / "run.ttl"
    path.write_text(f'{PREFIXES}<r> a dspy:TrainingRun ; schema:identifier "r" ; dspy:job "j" ; {statements} .')
    report = dspy_schema.validate(path)
    assert report.ok
    assert [row.code for row in report.findings] == (["DSP512"] if expected else [])
    if expected:
        assert expected in report.findings[0].message


def test_other_resources_are_reported_and_parts_are_not(tmp_path: Path) -> None:
    path = tmp_path / "jobs.ttl"
    job = f'{PREFIXES}<j> a dspy:TrainingJob ; schema:identifier "j" ; dspy:model "m" .'
    path.write_text(f"{job} <a> dct:title 'x' ; dct:creator [ dct:title 'y' ] . [] dct:title 'z' .")
    assert messages(path) == [
        "DSP513 2 resources are not records, and are left out; one is <https://w3id.org/lmodel/dspy/record/a>"
    ]
    path.write_text(f"{job} [] dct:title 'z' .")
    assert messages(path) == ["DSP513 1 resource is not a record, and is left out: a blank node"]


def test_two_records_of_one_iri_are_not_merged(tmp_path: Path) -> None:
    for name in "ab":
        text = f'{PREFIXES}<urn:same> a dspy:TrainingJob ; schema:identifier "{name}" ; dspy:model "m" .'
        (tmp_path / f"{name}.ttl").write_text(text)
    data, found = published([tmp_path / "a.ttl", tmp_path / "b.ttl"], "ntriples")
    assert found == ["DSP521"]
    assert data.count(b"identifier") == 1


def test_numbers_of_other_datatypes_are_read() -> None:
    values = [json.loads(record.text) for record in dspy_schema.read(DATA / "rdf" / "valid" / "derived-numbers.ttl")]
    assert [value.get("cost") for value in values] == [12.5, 1.5, 0.5]
    assert [value["seed"] for value in values] == [7, 2**64 - 1, 1.2e20]
    assert [value.get("trained_tokens") for value in values] == [8, 12, None]
    assert values[2]["losses"] == [{"step": 1, "loss": 0.25}]


@pytest.mark.parametrize("processor", ["pyoxigraph", "pyld"])
def test_integers_of_21_digits_come_back(tmp_path: Path, processor: str) -> None:
    source = DATA / "field_reports" / "c_int_1e20.jsonl"
    document = published(source, "jsonld")[0]
    if processor == "pyld":
        text: str = pyld.jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
        data = text.encode()
    else:
        quads = ox.parse(document, ox.RdfFormat.JSON_LD)
        data = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES) or b""
    path = tmp_path / "again.nq"
    path.write_bytes(data)
    back = {record["id"]: record for record in (json.loads(row.text) for row in dspy_schema.read(path))}
    assert messages(path) == []
    assert back == {record["id"]: record for record in map(json.loads, source.read_text().splitlines())}


def test_a_type_with_escapes_comes_back(tmp_path: Path) -> None:
    source = DATA / "field_reports" / "a_type_escaped.jsonl"
    for to, suffix in (("nquads", ".nq"), ("turtle", ".ttl"), ("jsonld", ".jsonld"), ("ndjsonld", ".ndjsonld")):
        path = tmp_path / f"again{suffix}"
        path.write_bytes(published(source, to)[0])
        back = [json.loads(record.text) for record in dspy_schema.read(path)]
        assert back == [json.loads(line) for line in source.read_text().splitlines()]


@pytest.mark.parametrize("context", ['"https://w3id.org/lmodel/dspy/context.jsonld"', json.dumps(CONTEXT)])
@pytest.mark.parametrize("suffix", [".jsonld", ".ndjsonld"])
def test_names_of_members_with_escapes_are_read(tmp_path: Path, context: str, suffix: str) -> None:
    path = tmp_path / f"job{suffix}"
    path.write_text(
        rf'{{"\u0040context":{context},"@\u0069d":"urn:a","\u0040type":"Training\u004aob","\u0069d":"a",'
        r'"mod\u0065l":"m","train_kw\u0061rgs":{"\u0061":[1,{"\u0062":null}]},"as_writt\u0065n":'
        r'{"/n\u0061me":"null"}}'
    )
    (record,) = dspy_schema.read(path)
    assert messages(path) == []
    value = json.loads(record.text)
    assert value == {"id": "a", "model": "m", "train_kwargs": {"a": [1, {"b": None}]}, "name": None}
    assert b"urn:a" in published(path, "ntriples")[0]
