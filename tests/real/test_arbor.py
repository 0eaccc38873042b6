"""A reinforcement job of Arbor's own client for DSPy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema
from dspy_schema.conversion import vendors

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(__file__).parents[2] / "examples" / "recording" / "arbor_jobs.py"


@pytest.fixture(scope="module")
def looks(lines: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    return {line["step"]: line for line in lines(SCRIPT, "dspy-3.3.1")}


def test_the_records_are_valid(looks: dict[str, dict[str, Any]]):
    assert list(looks) == ["initialized", "stepped", "saved", "terminated"]
    for look in looks.values():
        types = {"ReinforceJob": look["job"], "TrainingRun": look["run"], "arbor:GRPOStatus": look["raw"]}
        for type_, record in types.items():
            assert dspy_schema.validate(record).findings == []
            assert dspy_schema.validate(record, type=type_).findings == []


def test_the_job_tells_what_the_server_tells_and_the_score_that_the_client_knows(looks: dict[str, dict[str, Any]]):
    for look in looks.values():
        job, raw = look["job"], look["raw"]
        assert job["id"] == f"arbor:{raw['job_id']}"
        for member in ("job_id", "current_model", "pending_batch_ids"):
            assert job[member] == raw[member]
        assert job.get("last_checkpoint") == raw["last_checkpoint"]
        assert list(job["checkpoints"]) == list(raw["checkpoints"])
        assert job["train_kwargs"] == {"num_generations": 2, "temperature": 0.7}
    saved = looks["saved"]
    assert saved["job"]["checkpoints"]["after-0"] == {**saved["raw"]["checkpoints"]["after-0"], "score": 0.5}


def test_the_run(looks: dict[str, dict[str, Any]]):
    look = looks["terminated"]
    assert look["run"] == {
        "@type": "TrainingRun",
        "id": f"{look['job']['id']}#run",
        "job": look["job"]["id"],
        "provider": "arbor",
        # Arbor's server says no other word of a job that was terminated.
        "run_status": "running",
        "provider_status": "running",
        "method": "reinforcement",
    }


def test_the_servers_answers_convert_and_come_back(looks: dict[str, dict[str, Any]]):
    for look in looks.values():
        pair = vendors.to_dspy(look["raw"], "arbor:GRPOStatus")
        assert dspy_schema.validate(pair).findings == []
        assert vendors.to_vendor(*pair) == look["raw"]
        assert pair[0]["id"] == look["job"]["id"]
        assert pair[1]["provider_status"] == look["run"]["provider_status"]
