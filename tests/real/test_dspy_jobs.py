"""Jobs that dspy.BootstrapFinetune started, followed and gave up, as dspy_live and as OpenAI's API tell them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema
from dspy_schema.conversion import vendors

if TYPE_CHECKING:
    from collections.abc import Callable

    Looks = dict[tuple[str, str], dict[str, Any]]

SCRIPT = Path(__file__).parents[2] / "examples" / "recording" / "dspy_jobs.py"
VERSIONS = {"3.4.1": "", "3.3.1": "dspy-3.3.1"}
LOOKS = [
    ("succeeded", "running"),
    ("succeeded", "after"),
    ("failed", "after"),
    ("cancelled", "running"),
    ("cancelled", "after"),
    ("paused", "after"),
]


@pytest.fixture(scope="module", params=VERSIONS)
def looks(request: pytest.FixtureRequest, lines: Callable[..., Any]) -> Looks:
    printed = lines(SCRIPT, VERSIONS[request.param])
    return {(item["name"], item["step"]): item for item in printed}


def test_the_jobs_went_through_all_they_should(looks: Looks):
    assert list(looks) == LOOKS
    assert {key: look["outcome"] for key, look in looks.items() if key[1] == "after"} == {
        ("succeeded", "after"): "billing",  # the answer of the program, by the tuned model
        ("failed", "after"): (
            "Exception('Job status is TrainingStatus.failed. Must be TrainingStatus.succeeded to retrieve model.')"
        ),
        ("cancelled", "after"): "CancelledError()",
        ("paused", "after"): "KeyError('paused')",
    }


@pytest.mark.parametrize("key", LOOKS, ids=" ".join)
def test_the_records_are_valid(looks: Looks, key: tuple[str, str]):
    look = looks[key]
    for type_, record in (("TrainingJob", look["job"]), ("TrainingRun", look["run"])):
        assert dspy_schema.validate(record).findings == []
        assert dspy_schema.validate(record, type=type_).findings == []


@pytest.mark.parametrize("key", LOOKS, ids=" ".join)
def test_the_vendors_record_is_valid(looks: Looks, key: tuple[str, str]):
    look = looks[key]
    for record in (json.loads(look["wire"]), look["dumped"]):
        assert dspy_schema.validate(record).findings == []
        assert dspy_schema.validate(record, type="openai:FineTuningJob").findings == []


def test_the_statuses(looks: Looks):
    statuses = {
        key: (look["job"].get("training_status"), look["run"].get("run_status"), look["run"].get("provider_status"))
        for key, look in looks.items()
    }
    assert statuses == {
        ("succeeded", "running"): ("running", "running", "running"),
        ("succeeded", "after"): ("succeeded", "succeeded", "succeeded"),
        ("failed", "after"): ("failed", "failed", "failed"),
        ("cancelled", "running"): ("running", "running", "running"),
        ("cancelled", "after"): ("cancelled", "cancelled", None),  # the Future was, and OpenAI was not asked
        ("paused", "after"): ("pending", "pending", "paused"),
    }


def test_what_the_records_tell_of_the_job(looks: Looks):
    for look in looks.values():
        job, run, vendors = look["job"], look["run"], look["dumped"]
        assert job["id"] == f"openai:{vendors['id']}"
        assert job["job_id"] == vendors["id"]
        assert job["model"] == f"openai/{vendors['model']}"
        assert job["train_data_format"] == "chat"
        assert job["train_kwargs"] == {"n_epochs": 2}
        assert [message["role"] for message in job["train_data"][0]["messages"]] == ["system", "user", "assistant"]
        assert run["id"] == f"{job['id']}#run"
        assert (run["job"], run["provider"]) == (job["id"], "openai")
        assert (run["base_model"], run["method"]) == (vendors["model"], "supervised")


def test_the_tuned_model_and_the_training_file(looks: Looks):
    for key, look in looks.items():
        assert look["run"].get("fine_tuned_model") == look["dumped"]["fine_tuned_model"]
        # DSPy deletes the file of a job that it cancels.
        file = None if key == ("cancelled", "after") else [look["dumped"]["training_file"]]
        assert look["run"].get("training_data") == file


def test_the_errors(looks: Looks):
    failed = looks["failed", "after"]
    assert failed["run"]["error"] == {
        "message": "Job status is TrainingStatus.failed. Must be TrainingStatus.succeeded to retrieve model."
    }
    assert failed["dumped"]["error"]["code"] == "invalid_n_examples"
    paused = looks["paused", "after"]["run"]
    assert paused["extra"] == {"dspy_error": {"code": "KeyError", "message": "'paused'"}}
    assert [key for key, look in looks.items() if "error" in look["run"]] == [("failed", "after")]


@pytest.mark.parametrize("key", LOOKS, ids=" ".join)
def test_the_vendors_record_converts_and_comes_back(looks: Looks, key: tuple[str, str]):
    for record in (json.loads(looks[key]["wire"]), looks[key]["dumped"]):
        pair = vendors.to_dspy(record, "openai:FineTuningJob")
        assert dspy_schema.validate(pair).findings == []
        assert vendors.to_vendor(*pair) == record
        assert [item.value for item in dspy_schema.convert(record)] == list(pair)
        assert [entry.value for entry in dspy_schema.convert(pair, "openai")] == [record]


@pytest.mark.parametrize("key", LOOKS, ids=" ".join)
def test_the_live_job_and_the_vendors_record_agree(looks: Looks, key: tuple[str, str]):
    look = looks[key]
    # The vendor settles what was left open, and gives the true reason of a failure.
    apart = {"train_kwargs", "error", "extra"}
    for live, converted in zip((look["job"], look["run"]), dspy_schema.convert(look["dumped"]), strict=True):
        both = (live.keys() & converted.value.keys()) - apart
        assert {name: live[name] for name in both} == {name: converted.value[name] for name in both}
        assert live.keys() - converted.value.keys() <= apart | {"train_data"}
        assert len(both) >= 6


def test_both_versions_of_dspy_give_the_same_records(lines: Callable[..., Any]):
    ours, others = (lines(SCRIPT, environment) for environment in VERSIONS.values())
    assert ours == others
