"""dspy_live on real jobs of every kind of provider of DSPy, without a server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    Dumped = dict[str, dict[str, Any]]

SCRIPT = Path(__file__).with_name("dspy_objects.py")
VERSIONS = {"3.4.1": "", "3.3.1": "dspy-3.3.1"}
UNKNOWN = "the provider did not give the status of the job ({}); its records have none"
DATA = [{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}]


@pytest.fixture(scope="module", params=VERSIONS)
def dumped(request: pytest.FixtureRequest, lines: Callable[..., Any]) -> Dumped:
    return {line["name"]: line for line in lines(SCRIPT, VERSIONS[request.param])}


def test_the_records_are_valid(dumped: Dumped):
    for value in dumped.values():
        job = "ReinforceJob" if value["name"].startswith("reinforce") else "TrainingJob"
        for type_, record in ((job, value["job"]), ("TrainingRun", value["run"])):
            assert dspy_schema.validate(record).findings == []
            assert dspy_schema.validate(record, type=type_).findings == []
            assert value["run"]["job"] == value["job"]["id"]


def test_the_statuses(dumped: Dumped):
    assert {name: value["run"].get("run_status") for name, value in dumped.items()} == {
        "nothing but a model": None,
        "odd data": None,
        "custom": "succeeded",
        "custom, named": "succeeded",
        "custom, failed": "failed",
        "custom, secrets kept": "failed",
        "custom, running": "running",
        "local": "failed",
        "databricks": "failed",
        "openai, not submitted": "not_started",
        "openai, upload failed": "failed",
        "openai, unreachable": None,
        "openai, not asked": None,
        "openai, given up": None,
        "openai, given up and not asked": "failed",
        "reinforce": None,
        "reinforce, full status": "succeeded",
        "reinforce, partial status": None,
        "reinforce, unreachable": None,
    }
    for name, item in dumped.items():
        if not name.startswith("reinforce"):
            assert item["job"].get("training_status") == item["run"].get("run_status")


def test_the_providers(dumped: Dumped):
    assert {name: value["run"]["provider"] for name, value in dumped.items() if "provider" in value["run"]} == {
        "custom": "custom",
        "databricks": "databricks",
        **{name: "openai" for name in dumped if name.startswith("openai")},
        "reinforce, full status": "arbor",
    }


def test_the_identifiers(dumped: Dumped):
    ids = {name: value["job"]["id"] for name, value in dumped.items()}
    assert ids["custom, named"] == "jobs/1"
    assert ids["openai, unreachable"] == "openai:ftjob-1"
    assert ids["reinforce, full status"] == "arbor:grpo:small:1"
    assert ids["reinforce, partial status"] == "dspy:grpo:small:2"
    drawn = {id_ for id_ in ids.values() if re.fullmatch("urn:uuid:[0-9a-f-]{36}", id_)}
    assert len(drawn) == sum(not item["job"].get("job_id") for item in dumped.values()) - 1


def test_who_cannot_be_asked_is_warned_of(dumped: Dumped):
    assert {name: value["warnings"] for name, value in dumped.items() if value["warnings"]} == {
        "openai, unreachable": [UNKNOWN.format("AssertionError")],
        "openai, given up": [UNKNOWN.format("AssertionError")],
        "reinforce, unreachable": [UNKNOWN.format("OSError")],
    }


def test_the_data_and_the_models(dumped: Dumped):
    assert dumped["odd data"]["job"]["train_data"] == [{"question": "?", "answer": "!"}, {"answer": "!"}]
    assert dumped["custom"]["job"]["train_data"] == DATA
    assert dumped["custom"]["run"]["fine_tuned_model"] == "openai/tuned"
    assert dumped["local"]["run"]["base_model"] == "Qwen/Qwen2.5-0.5B-Instruct"
    assert dumped["local"]["run"]["error"]["code"] == "ImportError"


def test_secrets_stay_inside(dumped: Dumped):
    kept = dumped["custom, secrets kept"]
    assert kept["job"]["train_kwargs"] == {"databricks_token": "dapi-not-a-real-token"}
    assert kept["run"]["error"]["message"] == "dapi-not-a-real-token is not valid"
    assert dumped["custom, failed"]["job"]["train_kwargs"] == {"databricks_token": "[redacted]"}
    assert dumped["custom, failed"]["run"]["error"]["message"] == "[redacted] is not valid"
    assert dumped["databricks"]["job"]["train_kwargs"] == {"databricks_token": "[redacted]", "max_tokens": 9}
    others = [value for name, value in dumped.items() if name != "custom, secrets kept"]
    assert "dapi" not in json.dumps(others)


def test_a_reinforce_job_reports_what_it_knows(dumped: Dumped):
    full = dumped["reinforce, full status"]
    assert full["job"] == {
        "@type": "ReinforceJob",
        "id": "arbor:grpo:small:1",
        "job_id": "grpo:small:1",
        "current_model": "small-3",
        "checkpoints": {"a": "runs/a"},
        "last_checkpoint": "a",
        "pending_batch_ids": [],
    }
    assert full["run"]["fine_tuned_model"] == "small-3"
    partial = dumped["reinforce, partial status"]
    assert (partial["job"]["current_model"], partial["run"]["provider_status"]) == ("openai/small", "odd")
    assert dumped["reinforce"]["job"]["train_kwargs"] == {"num_generations": 2}


def test_both_versions_of_dspy_give_the_same_records(lines: Callable[..., Any]):
    ours, others = (
        [re.sub("urn:uuid:[0-9a-f-]{36}", "urn:uuid:", json.dumps(line)) for line in lines(SCRIPT, environment)]
        for environment in VERSIONS.values()
    )
    assert ours == others
