"""The generated classes: pydantic reads and writes records unchanged, and refuses what linkml's stock output takes."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from tests.many import for_each
from linkml.generators.pydanticgen import PydanticGenerator
from pydantic import ValidationError

from dspy_schema import artifacts
from dspy_schema import model
from dspy_schema_build.codegen import python_models
from dspy_schema_build.codegen.schema import Schema

CLASSES = sorted(artifacts.load_types().classes.keys() - artifacts.load_types().files)
VALID = [path for path in sorted((Path(__file__).parents[1] / "data/valid").glob("*.json")) if path.name.split("-")[0] in CLASSES]


def module_of(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "stock_model"}
    exec(compile(source, "stock_model.py", "exec"), names)
    return names


@pytest.fixture(scope="module")
def stock(schema: Schema) -> dict[str, Any]:
    return module_of(PydanticGenerator(copy.deepcopy(schema.view.schema)).serialize())


@for_each("path", VALID, lambda path: path.stem)
def test_pydantic_round_trip_is_exact(path: Path) -> None:
    record = {name: value for name, value in json.loads(path.read_bytes()).items() if not name.startswith("@")}
    each = getattr(model, path.stem.partition("-")[0]).model_validate(record)
    assert each.model_dump(mode="json", exclude_unset=True) == record


@pytest.mark.parametrize("text", [" a", "", "a\n"])
def test_type_patterns_are_checked(stock: dict[str, Any], text: str) -> None:
    stock["TrainingJob"](id=text)
    with pytest.raises(ValidationError):
        model.TrainingJob(id=text)


def test_open_classes_take_any_member(stock: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        stock["LMUsage"](audio_seconds=3)
    assert model.LMUsage(audio_seconds=3).model_dump(exclude_unset=True) == {"audio_seconds": 3}


def test_parts_are_read_as_what_their_type_tells(stock: dict[str, Any]) -> None:
    message = {"role": "user", "parts": [{"type": "text", "text": "hi"}]}
    with pytest.raises(ValidationError):
        stock["LMMessage"].model_validate(message)
    assert type(model.LMMessage.model_validate(message).parts[0]) is model.LMTextPart


def test_objects_are_objects(stock: dict[str, Any]) -> None:
    stock["Checkpoint"](name="a", metadata=[1])
    with pytest.raises(ValidationError):
        model.Checkpoint(name="a", metadata=[1])


def test_dataclasses_keep_nanoseconds_and_amounts() -> None:
    classes = model.load_dataclasses()
    run = classes.TrainingRun(id="r", job="j", created_at="2026-01-01T00:00:00.123456789Z", cost=0.02)
    assert (run.created_at, run.cost) == ("2026-01-01T00:00:00.123456789Z", 0.02)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_is_there_twice(name: str) -> None:
    assert hasattr(model.load_pydantic(), name)
    assert hasattr(model.load_dataclasses(), name)
    assert name in dir(model)


def test_linkml_output_of_another_form_is_noticed() -> None:
    with pytest.raises(ValueError, match="not of the expected form"):
        python_models.open_pydantic_models("class Other: ...", "LMUsage")


def test_types_stand_on_their_base(schema: Schema) -> None:
    assert python_models.prepare_dataclass_schema(schema).types["UtcDateTime"].typeof is None
    assert schema.view.get_type("UtcDateTime").typeof == "datetime"
