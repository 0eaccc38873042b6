"""What type a record is taken for: the right one, or none, with a reason and no wrong advice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.many import for_each

from dspy_schema import Finding, Severity, artifacts, validate
from dspy_schema.findings import Diagnostic
from dspy_schema.validation import unknown_records
from dspy_schema.validation.type_detection import detect_type

EXAMPLES = sorted(
    path
    for type_ in artifacts.load_types().records
    for path in [*Path("examples").rglob(f"{type_}*.json"), *Path("tests/data/valid").glob(f"{type_}-*.json")]
)
JOB = {"id": "a", "job_id": "grpo:m:1", "current_model": "m", "checkpoints": {}, "pending_batch_ids": []}


def find(record: Any) -> Finding:
    (finding,) = validate(record).findings
    return finding


@for_each("path", EXAMPLES, str)
def test_a_record_that_lost_a_member_is_of_its_type_or_of_none(path: Path) -> None:
    record = json.loads(path.read_bytes())
    type_ = path.name.partition("-")[0].removesuffix(".json")
    for name in record:
        if name == "@type":
            continue
        rest = {other: value for other, value in record.items() if other not in {name, "@type"}}
        detected = detect_type(rest)
        assert isinstance(detected, Diagnostic) or detected == type_, (name, detected)


def test_a_job_that_lost_its_id() -> None:
    rest = {name: value for name, value in JOB.items() if name != "id"}
    assert detect_type(rest) == "ReinforceJob"
    assert find(rest).message == "`id` is missing; it is required"
    assert detect_type(rest | {"status": "running"}) == "arbor:GRPOStatus"


@pytest.mark.parametrize(
    ("record", "type_"),
    [
        ({"id": "a", "model": "m", "training_status": "running", "zzz": 1}, "TrainingJob"),
        ({"id": "a", "model": "m", "zzz": 1}, "TrainingJob"),
        ({"id": "a", "model": "m", "zzz": 1, "yyy": 2}, None),
        ({"model": "m"}, None),
        ({"error": {"message": "no"}, "id": "a", "run_status": "failed"}, "TrainingRun"),
        ({"id": "a", "job": "b", "cost": 1, "x": 1, "y": 2}, "TrainingRun"),
        ({"id": "a", "model": "m", "job": "b"}, None),
        ({"object": "fine_tuning.job", "model": "m"}, "openai:FineTuningJob"),
    ],
)
def test_most_members_must_be_of_the_type(record: dict[str, Any], type_: str | None) -> None:
    detected = detect_type(record)
    assert detected == type_ if type_ else isinstance(detected, Diagnostic)


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"error": {"message": "no", "type": "invalid_request_error"}}, "the error answer of an API"),
        ({"error": "Not found", "status": 404}, "the error answer of an API"),
        ({"detail": "Not found"}, "the error answer of an API"),
        ({"object": "error", "message": "no"}, "the error answer of an API"),
        ({"object": "event", "id": "evt_1", "type": "fine_tuning.job.failed", "data": {}}, "an event of a webhook"),
        ({"id": "evt_1", "type": "job.done", "created": 1, "data": {}}, "an event of a webhook"),
        ({"name": "x", "version": "1.0.0", "private": True, "dependencies": {}}, "a manifest of an npm package"),
        ({"messages": [{"role": "user", "content": "x"}]}, "a line of training data"),
        ({"messages": [], "tools": [], "parallel_tool_calls": False}, "a line of training data"),
        ({"prompt": "a", "completion": "b"}, "a line of training data"),
        ({"instruction": "a", "input": "", "output": "b"}, "a line of training data"),
        ({"conversations": [{"from": "human", "value": "x"}]}, "a line of training data"),
        ({"input": {}, "preferred_output": [], "non_preferred_output": []}, "a line of training data"),
        ({"prompt": "a", "chosen": "b", "rejected": "c"}, "a line of training data"),
        ({"custom_id": "1", "method": "POST", "url": "/v1", "body": {}}, "a request of a batch file"),
        ({"uuid": "a", "timestamp": "b", "outputs": []}, "a call in DSPy's history"),
        ({"global_step": 1, "log_history": [], "epoch": 1.0}, "the state of a Trainer"),
        ({"architectures": ["x"], "model_type": "llama"}, "the configuration of a model"),
        ({"peft_type": "LORA", "r": 8}, "the configuration of an adapter"),
        ({"$schema": "https://json-schema.org/draft/2020-12/schema"}, "a JSON Schema"),
        ({"cells": [], "nbformat": 4, "metadata": {}}, "a notebook"),
        ({"object": "file", "id": "file-1"}, "the description of a file"),
        ({"object": "chat.completion", "model": "m"}, "an answer to a chat request"),
    ],
)
def test_things_of_another_kind_are_named(record: dict[str, Any], kind: str) -> None:
    finding = find(record)
    assert (finding.code, finding.type) == ("DSP202", None)
    assert kind in finding.message
    assert "--type" not in finding.message
    assert "`dspy-schema schema list`" in finding.message


def test_all_kinds_are_tried() -> None:
    """Each is what a record with just its members is called, so that none hides another."""
    for kind in unknown_records.KINDS:
        names = [*kind.all_of, *sorted(kind.any_of)[:1]]
        assert unknown_records._name_kind(dict.fromkeys(names)) == kind.name


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({}, "an object without members is no record"),
        ({"a": 1, "b": 2}, "no type of records has any of these members"),
        ({"model": "m", "a": 1, "b": 2, "c": 3, "d": 4}, "a TrainingJob has 1 of 5, and not `a`, `b`, `c` and 1 more"),
        ({"hyper_parameters": {}, "a": 1, "b": 2}, "an emissary:TrainingJobDetail has 1 of 3, and not `a` and `b`"),
        (
            {"id": "a", "job_id": "b"},
            "a TrainingJob and a ReinforceJob may have these members; add @type or pass --type",
        ),
    ],
)
def test_the_nearest_type(record: dict[str, Any], message: str) -> None:
    assert message in find(record).message
    assert ("--type" in find(record).message) is ("--type" in message)


def test_a_name_that_is_a_secret_is_not_shown() -> None:
    key = "sk-" + "a1B2c3D4" * 6
    assert key not in find({"model": "m", key: 1, "b": 2}).message


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ('{"k": 3, "normalize": true, "corpus": ["a", "b"]}', 1),
        ('{"entries": [{"code": "1"}, {"code": "2"}]}', 1),
        ('{"messages": [{"role": "user"}, {"role": "user"}]}', 1),
        ('{"conversations": [{"from": "human"}, {"from": "gpt"}]}', 1),
        ('{"my_jobs": [{"id": "a", "model": "m"}, {"id": "b", "model": 1}]}', 2),
        ('{"jobs": [1, 2]}', 2),
    ],
)
def test_an_object_is_taken_apart_only_if_it_lists_records(tmp_path: Path, text: str, records: int) -> None:
    for name in ("a.json", "a.yaml"):
        path = tmp_path / name
        path.write_text(text)
        assert validate(path).summary.records == records


@pytest.mark.parametrize("record", [{"@id": "x"}, {"@context": "https://w3id.org/lmodel/dspy/context.jsonld"}])
def test_what_has_members_of_json_ld_only_is_no_saved_program(record: dict[str, Any]) -> None:
    assert (find(record).code, find(record).type) == ("DSP202", None)


@pytest.mark.parametrize("others", [{}, {"@type": "SavedProgram", "@id": "x"}])
@pytest.mark.parametrize("has_metadata", [True, False])
def test_a_saved_program_has_a_part(others: dict[str, Any], has_metadata: bool) -> None:
    versions = {"python": "3.11", "dspy": "3.4.1", "cloudpickle": "3.1"}
    record = others | ({"metadata": {"dependency_versions": versions}} if has_metadata else {})
    findings = validate(record, type="SavedProgram").findings
    errors = [(finding.code, finding.message) for finding in findings if finding.severity is Severity.ERROR]
    assert errors == [("DSP210", "the record must have a member beside `metadata`")]
