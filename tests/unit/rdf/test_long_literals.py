"""Literals beyond 16 MiB, which Oxigraph's readers refuse, are written with a warning, and read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import rdflib

import dspy_schema
from dspy_schema.rdf.long_literals import MOST_BYTES, ShortTexts

if TYPE_CHECKING:
    from pathlib import Path

ROW = {"messages": [{"role": "user", "content": "a 'b' \"c\" \\ é \U0001f600 \n # <x> '''" + "x" * 2000}]}
DATA = [ROW] * (17 * 2**20 // 2000)
TEXT = "it's \"\\ é \n" + "y" * 17 * 2**20
TRIPLES = {"nquads": ".nq", "ntriples": ".nt", "turtle": ".ttl"}
JSON_LD = {"jsonld": ".jsonld", "ndjsonld": ".ndjsonld"}


def published(record: Any, path: Path, to: str) -> list[str]:
    codes: list[str] = []
    path.write_bytes(b"".join(dspy_schema.publish(record, to, on_finding=lambda row: codes.append(row.code))))
    return codes


@pytest.mark.parametrize("to", TRIPLES | JSON_LD)
def test_training_data_comes_back(tmp_path: Path, to: str) -> None:
    path = tmp_path / f"big{(TRIPLES | JSON_LD)[to]}"
    record = {"@type": "TrainingJob", "id": "big", "model": "m", "train_data": DATA}
    assert published(record, path, to) == (["DSP524"] if to in TRIPLES else [])
    report = dspy_schema.validate(path)
    assert (report.summary.valid, list(report.findings)) == (1, [])
    (back,) = dspy_schema.read(path)
    assert json.loads(back.text) == record


@pytest.mark.parametrize("to", TRIPLES | JSON_LD)
def test_a_text_comes_back(tmp_path: Path, to: str) -> None:
    path = tmp_path / f"big{(TRIPLES | JSON_LD)[to]}"
    record = {"@type": "TrainingJob", "id": "big", "model": "m", "description": TEXT}
    assert published(record, path, to) == ["DSP524"]
    (back,) = dspy_schema.read(path)
    assert json.loads(back.text) == record


def test_json_ld_of_another_writer(tmp_path: Path) -> None:
    record = {"@type": "TrainingJob", "id": "big", "description": TEXT, "train_kwargs": {"a": TEXT, TEXT: [1, TEXT]}}
    path = tmp_path / "big.jsonld"
    document = json.loads(b"".join(dspy_schema.publish(record, "jsonld", on_finding=lambda _: None)))
    document["@graph"][0]["http://schema.org/identifier"] = document["@graph"][0].pop("id")
    path.write_text(json.dumps(document))
    (back,) = dspy_schema.read(path)
    assert json.loads(back.text) == record


def test_a_graph_of_rdflib() -> None:
    graph = dspy_schema.to_graph({"@type": "TrainingJob", "id": "big", "model": "m", "description": TEXT})
    (text,) = graph.objects(None, rdflib.DCTERMS.description)
    assert str(text) == TEXT
    (back,) = dspy_schema.from_graph(graph)
    assert json.loads(back.text)["description"] == TEXT


def test_a_literal_below_the_limit_has_no_warning(tmp_path: Path) -> None:
    job = {"id": "a", "model": "m", "train_data": DATA[: len(DATA) * 3 // 4]}
    assert published(job, tmp_path / "a.nt", "ntriples") == []
    # Many values that are long together are no long literal.
    run = {"id": "r", "job": "j", "losses": [{"loss": 0.5, "step": step} for step in range(30_000)]}
    assert published(run, tmp_path / "a.nq", "nquads") == []


@pytest.mark.parametrize(
    ("form", "code", "message"),
    [
        (rb'<urn:a> <urn:b> "%s\ud800" .', "DSP501", "U+D800 is not a character"),
        (rb'<urn:a> <urn:b> "%s\q" .', "DSP501", r"unexpected escape \q"),
        (rb'<urn:a> <urn:b> "%s', "DSP501", "beyond 16 MiB"),
        (rb"<urn:a> <urn:%s> <urn:b> .", "DSP501", "beyond 16 MiB"),
        (b'<urn:a> <urn:b> "%s\xff" .', "DSP501", "broken N-Triples"),
    ],
    ids=["surrogate", "escape", "open", "iri", "utf-8"],
)
def test_what_is_broken_is_reported(tmp_path: Path, form: bytes, code: str, message: str) -> None:
    path = tmp_path / "broken.nt"
    path.write_bytes(form % (b"x" * (MOST_BYTES + 1)))
    (finding,) = dspy_schema.validate(path).findings
    assert finding.code == code
    assert message in finding.message


def test_lines_stay_where_they_are() -> None:
    text = b'<urn:a> <urn:b> """' + b"x\n" * 600_000 + b'""" .'
    short = ShortTexts(text, is_json=False).data
    assert len(short) < len(text) - 500_000
    assert short.count(b"\n") == text.count(b"\n")
