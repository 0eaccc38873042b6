"""A library of PROV reads the times, agents, products and inputs of what is published."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from prov.model import ProvActivity, ProvAgent, ProvAssociation, ProvDerivation, ProvDocument, ProvGeneration, ProvUsage

import dspy_schema
from dspy_schema.store import Store

EXAMPLES = Path(__file__).parents[3] / "examples" / "vendors" / "openai.jsonl"
BASE = "https://example.org/"
VENDOR = "https://w3id.org/lmodel/dspy/vendors/openai"
RUN = {
    "@type": "TrainingRun",
    "id": "openai:a#run",
    "job": "openai:a",
    "provider": "openai",
    "started_at": "2026-01-01T00:00:00Z",
    "finished_at": "2026-01-01T01:30:00.5+00:00",
    "base_model": "gpt-4.1",
    "fine_tuned_model": "ft:gpt-4.1:acme",
    "training_data": ["file-1", "s3://bucket/file 2"],
    "validation_data": ["file-3"],
}
FORMATS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}


def read(source: object, to: str = "turtle") -> ProvDocument:
    text = b"".join(dspy_schema.publish(source, to, base=BASE, on_finding=lambda _: None))  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of types of other vocabularies
        return ProvDocument.deserialize(content=text.decode(), format="rdf", rdf_format=FORMATS[to])


def pairs(document: ProvDocument, kind: type) -> set[tuple[str, str]]:
    """The IRIs that the relations of a kind tie."""
    found = set()
    for relation in document.get_records(kind):
        values = dict(relation.formal_attributes)
        one, other = (value.uri for value in values.values() if value is not None)
        found.add((one, other))
    return found


@pytest.mark.parametrize("to", FORMATS)
def test_a_run_is_an_activity(to: str) -> None:
    document = read(RUN, to)
    (activity,) = document.get_records(ProvActivity)
    run = f"{BASE}openai%3Aa%23run"
    assert activity.identifier.uri == run
    assert (activity.get_startTime().isoformat(), activity.get_endTime().isoformat()) == (
        "2026-01-01T00:00:00+00:00",
        "2026-01-01T01:30:00.500000+00:00",
    )
    used = ("openai%3Aa", "model/openai/gpt-4.1", "data/openai/file-1", "data/openai/s3%3A%2F%2Fbucket%2Ffile%202",
            "data/openai/file-3")  # fmt: skip
    assert pairs(document, ProvUsage) == {(run, BASE + name) for name in used}
    assert pairs(document, ProvGeneration) == {(f"{BASE}model/openai/ft%3Agpt-4.1%3Aacme", run)}
    assert pairs(document, ProvAssociation) == {(run, VENDOR)}
    assert [agent.identifier.uri for agent in document.get_records(ProvAgent)] == [VENDOR]
    # Only entities are derived from others (PROV-O, section 3.1).
    assert pairs(document, ProvDerivation) == set()


def test_the_examples_are_read() -> None:
    document = read(EXAMPLES)
    runs = list(document.get_records(ProvActivity))
    assert len(runs) == len({json.loads(line)["id"] for line in EXAMPLES.read_text().splitlines()})
    generated = {run for _, run in pairs(document, ProvGeneration)}
    assert generated
    assert generated <= {run.identifier.uri for run in runs}
    # The time of the end is that of the record.
    assert sum(run.get_endTime() is not None for run in runs) >= len(generated)
    jobs = {job for job, _ in pairs(document, ProvDerivation)}
    assert len(jobs) == len(runs)
    assert {job for _, job in pairs(document, ProvUsage)} >= jobs
    assert {agent for _, agent in pairs(document, ProvAssociation)} == {VENDOR}


def test_a_redacted_or_a_long_name_is_no_resource() -> None:
    run = {
        "@type": "TrainingRun",
        "id": "r",
        "job": "j",
        "base_model": "x" * 2001,
        "training_data": ["[redacted]", "a"],
    }
    assert {other for _, other in pairs(read(run), ProvUsage)} == {f"{BASE}j", f"{BASE}data/a"}


def test_a_later_state_in_a_store_says_what_it_generated_only() -> None:
    with Store.open() as store:
        for model in ("first", "second"):
            store.load(dspy_schema.publish(RUN | {"fine_tuned_model": model}, "ntriples", base=BASE))
        rows = store.query("SELECT ?model { { ?model prov:wasGeneratedBy ?run } UNION { ?run prov:generated ?model } }")
        assert [row["model"].value for row in rows] == [f"{BASE}model/openai/second"] * 2
        # An agent is not replaced with the record that names it.
        assert bool(store.query(f"ASK {{ <{VENDOR}> a prov:Agent }}"))
