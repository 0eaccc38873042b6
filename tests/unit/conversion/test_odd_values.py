"""What is no record, and live objects that hold what records cannot."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from dspy_schema.conversion import vendors
from dspy_schema.live import dspy_jobs

RECORD = {"object": "fine_tuning.job", "id": "ftjob-1", "model": "m", "created_at": 1, "status": "running"}


class Job(SimpleNamespace):
    """A live job as dspy has it, which compares by what it holds, and so has no hash."""

    def status(self) -> str:
        return "running"


def live(**members: Any) -> Job:
    known = {"model": "m", "train_data": [], "train_data_format": "chat", "train_kwargs": {}, "provider_job_id": None}
    return Job(**known | members)


def test_what_is_no_record_is_a_type_error():
    for call in (
        lambda: vendors.to_dspy(RECORD, None),  # type: ignore[arg-type]
        lambda: vendors.to_dspy(None, "openai:FineTuningJob"),  # type: ignore[arg-type]
        lambda: vendors.to_vendor(None, None),  # type: ignore[arg-type]
        lambda: vendors.to_vendor(None, {"provider": "openai"}),  # type: ignore[arg-type]
    ):
        with pytest.raises(TypeError):
            call()


def test_a_record_that_is_nested_too_deep_is_a_value_error():
    value: list[Any] = []
    for _ in range(5000):
        value = [value]
    with pytest.raises(ValueError, match="nested too deep"):
        vendors.to_dspy(RECORD | {"deep": value}, "openai:FineTuningJob")


def test_settings_that_hold_themselves():
    kwargs: dict[str, Any] = {"n_epochs": 1}
    kwargs["self"] = [kwargs]
    assert dspy_jobs.training_job(live(train_kwargs=kwargs))["train_kwargs"] == {"n_epochs": 1, "self": ["…"]}


def test_half_a_character_is_replaced():
    job, run = dspy_jobs.records(live(model="m\ud800", train_kwargs={"\udfff": "a\ud800"}, provider_file_id="\ud800"))
    assert json.dumps([job, run], ensure_ascii=False).encode()
    assert job["model"] == "m\ufffd"
    assert job["train_kwargs"] == {"\ufffd": "a\ufffd"}


def test_a_job_without_a_hash_keeps_its_name():
    job = live()
    with pytest.raises(TypeError):
        hash(job)
    assert dspy_jobs.training_job(job)["id"] == dspy_jobs.training_job(job)["id"]
    assert dspy_jobs.training_job(live())["id"] != dspy_jobs.training_job(job)["id"]
    job.provider_job_id = "ftjob-1"
    assert dspy_jobs.training_job(job)["id"] == "dspy:ftjob-1"
    job.provider_job_id = None
    assert dspy_jobs.training_job(job)["id"] == "dspy:ftjob-1"


def test_a_secret_as_a_name_in_settings():
    key = "sk-" + "a1B2" * 6
    job = live(train_kwargs={"environment": {key: {"a": "b"}}, key: 1})
    shown = dspy_jobs.training_job(job)["train_kwargs"]
    assert shown == {"environment": {"[redacted]": {"a": "[redacted]"}}, "[redacted]": 1}
