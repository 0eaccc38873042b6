"""Generated files of `dspy` and of vendors are found by one set of functions."""

from __future__ import annotations

from pathlib import Path

import pytest

from dspy_schema import artifacts
from dspy_schema.errors import NoArtefactError, UnknownTypeError


@pytest.mark.parametrize(
    ("format_", "type_", "name"),
    [
        (artifacts.JSON_SCHEMA, "dspy", "json_schema/dspy.schema.json"),
        (artifacts.JSON_SCHEMA, "TrainingRun", "json_schema/TrainingRun.schema.json"),
        (artifacts.JSON_SCHEMA, "openai:FineTuningJob", "vendors/openai/FineTuningJob.schema.json"),
        ("linkml", "openai:FineTuningJob", "vendors/openai/openai.linkml.yaml"),
        ("rules", "TrainingRun", "rules.json"),
        ("rules", "openai:FineTuningJob", "vendors/openai/rules.json"),
        *((format_, "dspy", name) for format_, name in artifacts.FORMATS.items()),
    ],
)
def test_every_artefact_is_there(format_: str, type_: str, name: str):
    path = Path(artifacts.find_artifact(format_, type_))
    assert path == Path(artifacts.FOLDER) / name
    assert path.is_file()


def test_vendors_have_no_rdf_of_their_own():
    with pytest.raises(NoArtefactError, match="openai has no shacl; convert its records"):
        artifacts.find_artifact("shacl", "openai:FineTuningJob")


@pytest.mark.parametrize("type_", ["Nothing", "openai:Nothing", "nobody:Job"])
def test_unknown_types(type_: str):
    with pytest.raises(UnknownTypeError, match=f"no type '{type_}'; the types are "):
        artifacts.load_json_schema(type_)


def test_an_unknown_type_of_a_vendor_lists_the_types_of_the_vendor():
    with pytest.raises(UnknownTypeError) as caught:
        artifacts.resolve_type("openai:Nothing")
    assert "openai:FineTuningJob" in str(caught.value)
    assert "TrainingRun" not in str(caught.value)


def test_rules_of_a_type_are_those_of_its_table():
    for type_ in ["TrainingRun", "openai:FineTuningJob"]:
        schema, _, name = type_.rpartition(":")
        table = artifacts.load_rules(schema or "dspy")
        assert artifacts.load_type_rules(type_)["data"] == table["data"][name] != []


def test_a_vendor_with_one_type_is_enough() -> None:
    assert artifacts.resolve_type("azure") == "azure:FineTuningJob"
    with pytest.raises(UnknownTypeError, match=r"no type 'openai'; the types are openai:FineTuningJob, "):
        artifacts.resolve_type("openai")
