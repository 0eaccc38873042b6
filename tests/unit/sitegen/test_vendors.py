"""The pages of vendors say how records are detected and where their members go."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dspy_schema_build.codegen.schema import Schema
from dspy_schema_build.sitegen import vendors

ROOT = Path(__file__).parents[3]


@cache
def load(vendor: str) -> Schema:
    return Schema(ROOT / f"schema/vendors/{vendor}.yaml", ROOT / f"schema/vendors/{vendor}.rules.yaml")


@pytest.mark.parametrize(
    ("vendor", "class_", "sentence"),
    [
        ("openai", "FineTuningJob", "`auto` detects it where `object` is `fine_tuning.job`."),
        (
            "caikit",
            "TrainingJob",
            "`auto` detects it where `training_id` is present and `model_name` is present and `state` is absent.",
        ),
        (
            "caikit",
            "TrainingStatusResponse",
            "`auto` detects it where `training_id` is present and `state` is present; or where `training_id` is present"
            " and `submission_timestamp` is present and `model_name` is absent.",
        ),
    ],
)
def test_signature_is_a_sentence(vendor: str, class_: str, sentence: str) -> None:
    assert vendors.describe_signature(load(vendor), class_) == sentence


def test_several_values_are_listed() -> None:
    sentence = vendors.describe_signature(load("caikit"), "TrainingInfo")
    assert (
        "`status` is one of `QUEUED`, `RUNNING`, `COMPLETED`, `CANCELED`, `ERRORED` and `submission_time`" in sentence
    )


def test_pages_of_a_vendor(tmp_path: Path) -> None:
    vendors.write_vendors(tmp_path, [load("openai")])
    assert {path.name for path in tmp_path.iterdir()} == {"index.md", "openai.md"}
    page = (tmp_path / "openai.md").read_text(encoding="utf-8")
    assert "It describes no job: it is validated, not converted." in page
    assert "| member | type | converted to | description |" in page
    assert "| `trained_tokens` |" in page
