"""Each remedy of linkml's JSON Schema: what the stock document gets wrong, ours gets right."""

import copy
import json
from typing import Any

import jsonschema_rs
import pytest
from linkml.generators.jsonschemagen import JsonSchemaGenerator

from dspy_schema import artifacts
from dspy_schema_build.codegen import json_schema_fixes
from dspy_schema_build.codegen.schema import Schema

Document = dict[str, Any]


@pytest.fixture(scope="module")
def stock(schema: Schema) -> Document:
    generator = JsonSchemaGenerator(schema.view.schema, include_range_class_descendants=True)
    document: Document = json.loads(generator.serialize())
    return document


def of_class(document: Document, name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({**document, **document["$defs"][name]})


def ours(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(artifacts.load_json_schema(name))


@pytest.mark.parametrize("value", [[1, [2]], [], [None], {"a": []}, "text", 1.5, True])
def test_any_is_any_value(stock: Document, schema: Schema, value: Any) -> None:
    record = {"id": "a", "train_kwargs": value, "train_data": [value]}
    mended = copy.deepcopy(stock)
    json_schema_fixes.allow_any_value(mended, schema)
    assert of_class(mended, "TrainingJob").is_valid(record)
    assert of_class(stock, "TrainingJob").is_valid(record) is (not isinstance(value, list))


@pytest.mark.parametrize("value", [[1], "text", 1])
def test_json_object_is_an_object(stock: Document, schema: Schema, value: Any) -> None:
    record = {"name": "c", "metadata": value}
    mended = copy.deepcopy(stock)
    json_schema_fixes.allow_any_value(mended, schema)
    assert not of_class(mended, "Checkpoint").is_valid(record)
    assert of_class(stock, "Checkpoint").is_valid(record) is (not isinstance(value, list))


def test_null_counts_as_absent_in_rules(stock: Document) -> None:
    record = {"id": "r", "job": "j", "run_status": "running", "finished_at": None}
    mended = copy.deepcopy(stock)
    json_schema_fixes.allow_null(mended)
    assert of_class(mended, "TrainingRun").is_valid(record)
    assert not of_class(stock, "TrainingRun").is_valid(record)
    assert not of_class(mended, "TrainingRun").is_valid(record | {"finished_at": "2026-01-01T00:00:00Z"})


@pytest.mark.parametrize(
    ("class_name", "record", "pointer"),
    [
        ("TrainingJob", {"id": "a", "training_status": "done"}, ["training_status"]),
        ("TrainingRun", {"id": "a", "job": "b", "error": {"code": 1}}, ["error", "code"]),
        ("LMConfig", {"logprobs": "many"}, ["logprobs"]),
        ("LMMessage", {"role": "user", "parts": [{"type": "text", "text": 1}]}, ["parts", 0, "text"]),
        ("LMMessage", {"role": "user", "parts": [{"type": "poem", "text": "o"}]}, ["parts", 0, "type"]),
    ],
)
def test_errors_name_the_member_at_fault(
    stock: Document, class_name: str, record: Document, pointer: list[str | int]
) -> None:
    mended = copy.deepcopy(stock)
    json_schema_fixes.choose_free_members(mended, Schema())
    json_schema_fixes.make_alternatives_exact(mended)
    exact = list(of_class(mended, class_name).iter_errors(record))
    vague = list(of_class(stock, class_name).iter_errors(record))
    assert [error.instance_path for error in exact] == [pointer]
    assert all("not valid under any of the" in error.message for error in vague)


def test_no_vague_alternative_is_left() -> None:
    for name in [*artifacts.load_types().classes, "dspy"]:
        keywords = {key for node in json_schema_fixes.iter_schemas(artifacts.load_json_schema(name)) for key in node}
        assert not keywords & {"anyOf", "oneOf"}, name


def test_the_root_accepts_records_only(stock: Document) -> None:
    nonsense = {"nonsense": 1}
    assert jsonschema_rs.validator_for(stock).is_valid(nonsense)
    assert not ours("TrainingJob").is_valid(nonsense)
    assert not ours("dspy").is_valid(nonsense)


def test_the_choice_is_made_by_type() -> None:
    job = {"@type": "TrainingJob", "id": "a", "train_data": [[1]]}
    assert ours("dspy").is_valid(job)
    assert ours("dspy").is_valid(job | {"@type": "https://w3id.org/lmodel/dspy/TrainingJob"})
    assert not ours("dspy").is_valid(job | {"@type": "ReinforceJob"})
    assert not ours("dspy").is_valid(job | {"@type": "Job"})


@pytest.mark.parametrize("name", [*artifacts.load_types().classes, "dspy"])
def test_every_document_is_a_json_schema_and_stands_alone(name: str) -> None:
    document = artifacts.load_json_schema(name)
    jsonschema_rs.meta.validate(document)
    for node in json_schema_fixes.iter_schemas(document):
        assert node.get("$ref", "#/$defs/").startswith("#/$defs/")


def test_json_ld_keywords_are_allowed_at_the_top_only() -> None:
    run = {"@id": "https://x.org/1", "@type": "TrainingRun", "@context": {"a": "b"}, "id": "r", "job": "j"}
    assert ours("TrainingRun").is_valid(run)
    assert not ours("TrainingRun").is_valid(run | {"error": {"@type": "JobError"}})
