"""What the live modules make of objects that only look like those of dspy and caikit."""

from __future__ import annotations

import enum
import json
import math
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path, PurePosixPath
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from dspy_schema import plugins
from dspy_schema.live import caikit_trainings, dspy_jobs
from dspy_schema.live.dspy_jobs import STATUSES
from dspy_schema.live.values import to_plain


class Color(enum.Enum):
    RED = "red"


class Model(BaseModel):
    name: str
    key: SecretStr = SecretStr("hidden")


@dataclass
class Pair:
    left: Any
    right: Any


class Job(Future[Any]):
    """A job as DSPy's base class makes it, with members of the providers' classes."""

    def __init__(self, **members: Any) -> None:
        super().__init__()
        self.__dict__ |= {"model": "m", "train_data": None, "train_data_format": None, "train_kwargs": {}, **members}

    def status(self) -> Any:
        raise NotImplementedError


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Color.RED, "red"),
        ({Color.RED: (1, 2.5)}, {"red": [1, 2.5]}),
        ({"b", "a"}, ["a", "b"]),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (datetime(2025, 5, 5, 12, 30, tzinfo=UTC), "2025-05-05T12:30:00Z"),
        (datetime(2025, 5, 5, 12, 30), "2025-05-05T12:30:00"),
        (date(2025, 5, 5), "2025-05-05"),
        (PurePosixPath("runs/a"), "runs/a"),
        (Decimal("0.10"), "0.10"),
        (Model(name="x"), {"name": "x", "key": "**********"}),
        (Pair(Color.RED, [Pair(None, True)]), {"left": "red", "right": [{"left": None, "right": True}]}),
        (SimpleNamespace(tolist=lambda: [1, 2]), [1, 2]),
        (Pair, f"{__name__}.Pair"),
        (len, "builtins.len"),
    ],
)
def test_what_json_does_not_have_becomes_what_it_holds_or_text(value: Any, expected: Any):
    assert to_plain(value) == expected


def test_text_has_no_addresses():
    assert to_plain(object()) == "<object object>"


def test_a_job_without_an_identifier_keeps_the_one_that_was_drawn():
    job, other = Job(), Job()
    ids = {dspy_jobs.training_job(job)["id"], dspy_jobs.training_run(job)["job"], dspy_jobs.records(job)[0]["id"]}
    assert len(ids) == 1
    assert dspy_jobs.training_job(other)["id"] not in ids


def test_a_job_keeps_the_identifier_that_its_provider_gave_it():
    job = Job(provider_job_id="ftjob-1")
    assert dspy_jobs.training_job(job)["id"] == "dspy:ftjob-1"
    job.provider_job_id = None
    job.cancel()
    assert dspy_jobs.training_job(job) == {
        "@type": "TrainingJob",
        "id": "dspy:ftjob-1",
        "job_id": "ftjob-1",
        "model": "m",
        "training_status": "cancelled",
    }


def test_a_job_is_as_far_as_its_thread_where_nobody_can_be_asked():
    thread = Thread(target=lambda: None)
    job = Job(thread=thread)
    assert dspy_jobs.training_job(job)["training_status"] == "not_started"
    thread.start()
    thread.join()
    assert "training_status" not in dspy_jobs.training_job(job)


def test_nothing_waits_and_nobody_is_asked_for_what_the_future_knows():
    class Asked(Job):
        def status(self) -> Any:
            raise AssertionError

    job = Asked()
    job.set_result(SimpleNamespace(model="ft:m"))
    assert dspy_jobs.training_run(job)["fine_tuned_model"] == "ft:m"


@pytest.mark.parametrize("held", ["set_result", "set_exception"])
def test_an_exception_is_an_error_wherever_the_future_has_it(held: str):
    job = Job()
    error = RuntimeError("no quota")
    error.code, error.param = "insufficient_quota", "model"  # type: ignore[attr-defined]
    getattr(job, held)(error)
    run = dspy_jobs.training_run(job)
    assert run["run_status"] == "failed"
    assert run["error"] == {"code": "insufficient_quota", "message": "no quota", "param": "model"}


def test_the_run_of_databricks_is_in_the_job():
    status = enum.Enum("RunStatus", {"RUNNING": "RUNNING", "STOPPED": "STOPPED"})
    run = SimpleNamespace(
        name="ift-1",
        status=status.RUNNING,
        created_at=datetime(2025, 5, 5, 12, tzinfo=UTC),
        started_at=datetime(2025, 5, 5, 12),
        completed_at=None,
        estimated_end_time=datetime(2025, 5, 5, 13, 0, 0, 250_000, tzinfo=UTC),
    )
    job = Job(run=run)
    assert dspy_jobs.records(job, provider="databricks") == (
        {
            "@type": "TrainingJob",
            "id": "databricks:ift-1",
            "job_id": "ift-1",
            "model": "m",
            "training_status": "running",
        },
        {
            "@type": "TrainingRun",
            "id": "databricks:ift-1#run",
            "job": "databricks:ift-1",
            "provider": "databricks",
            "run_status": "running",
            "provider_status": "RUNNING",
            "created_at": "2025-05-05T12:00:00Z",  # the next has no zone
            "estimated_finish": "2025-05-05T13:00:00.250000Z",
            "base_model": "m",
        },
    )
    run.status = status.STOPPED
    assert dspy_jobs.training_job(job)["training_status"] == "cancelled"


def test_a_warning_points_at_who_asked_and_shows_no_text_of_the_error():
    class Broken(Job):
        def status(self) -> Any:
            raise OSError("sk-secret")

    for make in (dspy_jobs.training_job, dspy_jobs.training_run, dspy_jobs.records):
        with pytest.warns(dspy_jobs.StatusUnknownWarning) as caught:
            make(Broken())
        assert [item.filename for item in caught] == [__file__]
        assert "secret" not in str(caught[0].message)


INFO = SimpleNamespace(
    status=enum.Enum("JobStatus", {"ERRORED": 5}).ERRORED,
    errors=[ValueError("no labels"), KeyError(), RuntimeError("key sk-0123456789abcdefghijklmn refused")],
    submission_time=datetime(2025, 5, 5, 12, tzinfo=UTC),
    completion_time=None,
)


def test_the_information_on_a_training_without_its_future():
    assert caikit_trainings.training_info(INFO, id="t-1") == {
        "id": "t-1",
        "status": "ERRORED",
        "errors": ["ValueError: no labels", "KeyError", "RuntimeError: [redacted]"],
        "submission_time": "2025-05-05T12:00:00Z",
        "completion_time": None,
    }
    assert "sk-0123" in caikit_trainings.training_info(INFO, keep_secrets=True)["errors"][2]


def test_a_path_on_s3_keeps_its_keys():
    path = SimpleNamespace(bucket="models", path="a/b", accessKey="AKIA0", secretKey="hidden")
    future = SimpleNamespace(id="t-1", save_path=path, get_info=lambda: INFO)
    assert caikit_trainings.training_info(future)["save_path"] == "s3://models/a/b"


@pytest.mark.parametrize("vendor", ["openai", "azure", "arbor"])
def test_live_jobs_and_records_read_the_same_words_alike(vendor: str):
    crosswalk = json.loads(Path(plugins.vendor_folders()[vendor], "crosswalk.json").read_bytes())
    assert {word: STATUSES.get(word) for word in crosswalk["statuses"]} == crosswalk["statuses"]


def test_a_word_that_is_not_known_is_kept_and_means_nothing():
    class Odd(Job):
        def status(self) -> Any:
            return "Hibernating"

    job = Odd()
    for _ in range(2):
        job_record, run = dspy_jobs.records(job)
        assert "training_status" not in job_record
        assert "run_status" not in run
        assert run["provider_status"] == "Hibernating"
        if not job.done():
            job.set_result(ValueError("gave up"))
