"""What the openai SDK makes of jobs of every method, and what was on the wire."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema
from dspy_schema.conversion import vendors

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(__file__).parents[2] / "examples" / "recording" / "openai_jobs.py"
VERSIONS = {"2.54.0": "", "3.52.0": "openai"}
DUMPS = ("python", "json", "python, set", "json, set")
LISTS = {
    "events": "openai:FineTuningJobEvent",
    "checkpoints": "openai:FineTuningJobCheckpoint",
    "jobs": "openai:FineTuningJob",
}
METHODS = [
    "defaults",
    "supervised",
    "dpo",
    *(f"reinforcement {grader}" for grader in ("right", "close", "short", "polite", "multi", "multi, a map")),
]


@pytest.fixture(scope="module", params=VERSIONS)
def answers(request: pytest.FixtureRequest, lines: Callable[..., Any]) -> list[dict[str, Any]]:
    return list(lines(SCRIPT, VERSIONS[request.param]))


def test_all_methods_and_states_are_there(answers: list[dict[str, Any]]):
    assert [(answer["name"], answer["step"]) for answer in answers] == [
        *((name, step) for name in METHODS for step in ("validating_files", "queued", "running", "succeeded")),
        ("events", "after"),
        ("checkpoints", "after"),
        ("failed", "failed"),
        ("paused", "running"),
        ("paused", "paused"),
        ("cancelled", "running"),
        ("cancelled", "cancelled"),
        ("jobs", "after"),
    ]


def records(answer: dict[str, Any], form: str) -> list[Any]:
    """The records of an answer in one of the forms; what is in a list, one by one."""
    content = json.loads(answer[form]) if form == "wire" else answer[form]
    return list(content["data"]) if answer["name"] in LISTS else [content]


@pytest.mark.parametrize("form", ["wire", *DUMPS])
def test_every_form_is_valid(answers: list[dict[str, Any]], form: str):
    for answer in answers:
        type_ = LISTS.get(answer["name"], "openai:FineTuningJob")
        for record in records(answer, form):
            # The SDK takes a grader that has a map of graders for one of another type, whose members it adds as null.
            known = {"/method/reinforcement/grader/" + name for name in ("input", "operation", "reference")}
            expected = known if form in ("python", "json") and _has_map_of_graders(record) else set()
            for findings in (dspy_schema.validate(record).findings, dspy_schema.validate(record, type=type_).findings):
                assert {finding.pointer for finding in findings} == expected
                assert {item.code for item in findings} <= {"DSP211"}


@pytest.mark.parametrize("form", ["wire", *DUMPS])
def test_every_form_converts_and_comes_back(answers: list[dict[str, Any]], form: str):
    for answer in answers:
        if LISTS.get(answer["name"], "openai:FineTuningJob") == "openai:FineTuningJob":
            for record in records(answer, form):
                pair = vendors.to_dspy(record, "openai:FineTuningJob")
                assert dspy_schema.validate(pair).findings == []
                assert vendors.to_vendor(*pair) == record


def test_methods_and_statuses_get_over(answers: list[dict[str, Any]]):
    pending = ("validating_files", "queued", "paused")
    for answer in answers:
        if answer["name"] not in LISTS:
            job, run = vendors.to_dspy(answer["python"], "openai:FineTuningJob")
            assert run["run_status"] == ("pending" if answer["step"] in pending else answer["step"])
            assert run["provider_status"] == answer["step"]
            assert run["method"] == answer["python"]["method"]["type"]
            assert job["@type"] == ("ReinforceJob" if run["method"] == "reinforcement" else "TrainingJob")


def test_a_list_is_read_as_its_records(answers: list[dict[str, Any]], tmp_path: Path):
    for answer in answers:
        if answer["name"] in LISTS:
            path = tmp_path / f"{answer['name']}.json"
            path.write_text(answer["wire"], encoding="utf-8")
            report = dspy_schema.validate(path)
            assert report.summary.records == len(records(answer, "wire")) > 2
            assert report.findings == []


def test_what_was_set_is_what_was_on_the_wire(answers: list[dict[str, Any]]):
    for answer in answers:
        assert answer["python, set"] == answer["json, set"] == json.loads(answer["wire"])


def test_both_versions_of_the_sdk_give_the_same(lines: Callable[..., Any]):
    ours, others = (lines(SCRIPT, environment) for environment in VERSIONS.values())
    assert ours == others


def _has_map_of_graders(record: dict[str, Any]) -> bool:
    grader = ((record.get("method") or {}).get("reinforcement") or {}).get("grader") or {}
    return "right" in grader.get("graders", ())
