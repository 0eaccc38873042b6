"""What becomes of single members, there and back, and what happens when somebody changes a pair in between."""

from __future__ import annotations

from typing import Any

import pytest

from dspy_schema.conversion import vendors
from dspy_schema.errors import UnknownTypeError, UnknownVendorError

JOB: dict[str, Any] = {
    "object": "fine_tuning.job",
    "id": "ftjob-1",
    "model": "gpt-4o-mini-2024-07-18",
    "status": "succeeded",
    "created_at": 1746484925,
    "finished_at": 1746485900,
    "training_file": "file-1",
    "fine_tuned_model": "ft:gpt-4o-mini-2024-07-18:acme::BTz2REMH",
    "hyperparameters": {"n_epochs": 3, "batch_size": "auto"},
}
REINFORCEMENT = {"type": "reinforcement", "reinforcement": {"grader": {"type": "python", "name": "g", "source": ""}}}


def pair(type_: str = "openai:FineTuningJob", **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The job and the run of the job above with some members changed; `...` takes one away."""
    record = {name: value for name, value in (JOB | changes).items() if value is not ...}
    job, run = vendors.to_dspy(record, type_)
    assert vendors.to_vendor(job, run) == record
    return job, run


def test_a_job_and_its_run():
    job, run = pair()
    assert job == {
        "@type": "TrainingJob",
        "id": "openai:ftjob-1",
        "job_id": "ftjob-1",
        "model": "openai/gpt-4o-mini-2024-07-18",
        "training_status": "succeeded",
        "train_kwargs": {"n_epochs": 3, "batch_size": "auto"},
    }
    assert run == {
        "@type": "TrainingRun",
        "id": "openai:ftjob-1#run",
        "job": "openai:ftjob-1",
        "provider": "openai",
        "run_status": "succeeded",
        "provider_status": "succeeded",
        "created_at": "2025-05-05T22:42:05Z",
        "finished_at": "2025-05-05T22:58:20Z",
        "fine_tuned_model": "ft:gpt-4o-mini-2024-07-18:acme::BTz2REMH",
        "base_model": "gpt-4o-mini-2024-07-18",
        "training_data": ["file-1"],
        "extra": {"object": "fine_tuning.job"},
    }


def test_a_reinforcement_job():
    job, run = pair(method=REINFORCEMENT, hyperparameters=...)
    assert job["@type"] == "ReinforceJob"
    assert job["current_model"] == JOB["fine_tuned_model"]
    assert job["train_kwargs"] == REINFORCEMENT["reinforcement"]
    assert run["method"] == "reinforcement"
    assert run["extra"]["method"] == REINFORCEMENT
    assert pair(method=REINFORCEMENT, status="running", fine_tuned_model=None)[0]["current_model"] == JOB["model"]


@pytest.mark.parametrize(
    ("method", "settings", "expected", "format_"),
    [
        ({"type": "supervised"}, {"n_epochs": 1}, {"n_epochs": 1}, "chat"),
        (
            {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 2}}},
            {"n_epochs": 1},
            {"n_epochs": 1},
            "chat",
        ),
        ({"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 2}}}, None, None, "chat"),
        ({"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.1}}}, None, {"beta": 0.1}, None),
        ({"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.1}}}, {"n_epochs": 1}, {"beta": 0.1}, None),
        ({"type": "dpo"}, {"n_epochs": 1}, None, None),
        ({"type": "dpo", "dpo": None}, ..., None, None),
        ({"type": "new", "new": {"hyperparameters": {"x": 1}}}, ..., {"x": 1}, None),
        (None, {"n_epochs": 1}, {"n_epochs": 1}, None),
        (..., {}, {}, None),
    ],
)
def test_settings_come_from_one_of_two_members(method: Any, settings: Any, expected: Any, format_: str | None):
    job, run = pair(method=method, hyperparameters=settings)
    assert job.get("train_kwargs") == expected
    assert job.get("train_data_format") == format_
    assert run.get("method") == (method["type"] if isinstance(method, dict) else None)


def test_old_base_models_learn_from_completions():
    assert pair(model="davinci-002", method={"type": "supervised"})[0]["train_data_format"] == "completion"


@pytest.mark.parametrize(
    ("created_at", "text", "kept"),
    [
        (1746484925, "2025-05-05T22:42:05Z", False),
        (1746484925.0, "2025-05-05T22:42:05Z", True),
        (1746484925.5, "2025-05-05T22:42:05.5Z", False),
        (1746484925123, "2025-05-05T22:42:05.123Z", True),
        (0, None, True),
        (-1, "1969-12-31T23:59:59Z", False),
        (10**30, None, True),
        (None, None, True),
        ("2025-05-05T22:42:05Z", "2025-05-05T22:42:05Z", True),
        ("yesterday", None, True),
        (True, None, True),
    ],
)
def test_times(created_at: Any, text: str | None, kept: bool):
    _, run = pair(created_at=created_at, finished_at=...)
    assert run.get("created_at") == text
    assert ("created_at" in run["extra"]) is kept


@pytest.mark.parametrize(
    ("changes", "slot"),
    [
        ({"status": "running"}, "finished_at"),
        ({"status": "failed"}, "fine_tuned_model"),
        ({"error": {"code": "x"}}, "error"),
        ({"finished_at": 1746484924}, "finished_at"),
        ({"model": "two words"}, "base_model"),
        ({"seed": 1.0}, "seed"),
        ({"trained_tokens": -1}, "trained_tokens"),
        ({"error": {}}, "error"),
        ({"error": {"code": None}}, "error"),
        ({"error": {"code": "", "message": ""}, "status": "failed", "fine_tuned_model": None}, "error"),
        ({"training_file": 5}, "training_data"),
        ({"result_files": ["a", 5]}, "result_files"),
    ],
)
def test_what_a_slot_must_not_hold_stays_in_extra(changes: dict[str, Any], slot: str):
    _, run = pair(**changes)
    assert slot not in run
    member = slot if slot in changes else {"base_model": "model", "training_data": "training_file"}.get(slot, slot)
    assert run["extra"][member] == (JOB | changes)[member]


def test_an_unknown_status_is_kept_and_has_no_counterpart():
    job, run = pair(status="brand-new")
    assert run["provider_status"] == "brand-new"
    assert "run_status" not in run
    assert "training_status" not in job


def test_an_error_with_more_in_it():
    error = {"code": "x", "message": None, "type": "server_error"}
    _, run = pair(status="failed", fine_tuned_model=None, error=error)
    assert run["error"] == {"code": "x"}
    assert run["extra"]["error"] == error


def test_other_spellings_are_kept():
    _, run = pair(createdAt=1746484925, created_at=..., finishedAt=1746485900)
    assert run["created_at"] == "2025-05-05T22:42:05Z"
    assert run["extra"]["createdAt"] == 1746484925
    assert {"finished_at", "finishedAt"} <= run["extra"].keys()


@pytest.mark.parametrize("own", [None, "caikit:TrainingInfo", "TrainingInfo", 5, ["caikit:TrainingJob"], ["x"], [], {}])
@pytest.mark.parametrize("class_", ["TrainingJob", "TrainingStatusResponse", "TrainingInfo"])
def test_the_class_comes_back_and_so_does_the_record_s_own_type(class_: str, own: Any):
    record = {"training_id": "t", "state": "RUNNING", "status": "RUNNING", "model_name": "m"}
    record |= {} if own is None else {"@type": own}
    assert vendors.to_vendor(*vendors.to_dspy(record, f"caikit:{class_}")) == record


def test_a_record_without_id_is_named_after_its_content():
    record = {"status": "RUNNING", "errors": None, "submission_time": "2026-11-20T23:46:19.346776"}
    job, run = vendors.to_dspy(record, "caikit:TrainingInfo")
    assert job["id"].startswith("caikit:sha256:")
    assert run["id"] == f"{job['id']}#run"
    assert "created_at" not in run
    assert vendors.to_dspy(dict(record), "caikit:TrainingInfo")[0]["id"] == job["id"]
    assert vendors.to_dspy(record | {"status": "QUEUED"}, "caikit:TrainingInfo")[0]["id"] != job["id"]


def test_the_newest_model_is_the_one_to_call():
    for vendor in ("openai", "azure"):
        job, _ = pair(f"{vendor}:FineTuningJob", method=REINFORCEMENT)
        assert job["current_model"] == JOB["fine_tuned_model"]


@pytest.mark.parametrize(
    ("id_", "type_"), [("grpo:m:n:20250101", "ReinforceJob"), ("ftjob:m:n:20250101", "TrainingJob")]
)
def test_arbor_s_jobs_in_openai_s_shape(id_: str, type_: str):
    record = {"object": "fine_tuning.job", "id": id_, "status": "running"}
    job, run = vendors.to_dspy(record, "arbor:FineTuningJob")
    assert (job["@type"], run["extra"]["@type"]) == (type_, ["arbor:FineTuningJob"])
    assert vendors.to_vendor(job, run) == record


def test_checkpoints_of_every_shape():
    checkpoints = {
        "a": "/models/a",
        "b": {"model_path": "/models/b", "score": 0.5},
        "c": {
            "checkpoint_dir": "/c",
            "global_step": 7,
            "timestamp": 1709164800.5,
            "metadata": {"x": 1},
            "requested": True,
        },
    }
    record = {"job_id": "grpo:m:n:20240229", "status": "paused", "checkpoints": checkpoints, "last_checkpoint": "c"}
    job, run = vendors.to_dspy(record, "arbor:GRPOStatus")
    assert vendors.to_vendor(job, run) == record
    assert job["checkpoints"] == checkpoints
    assert run["run_checkpoints"] == [
        {"name": "a", "location": "/models/a"},
        {"name": "b", "location": "/models/b", "score": 0.5},
        {"name": "c", "location": "/c", "step": 7, "created_at": "2024-02-29T00:00:00.5Z", "metadata": {"x": 1}},
    ]
    assert "extra" not in run


class TestChangesInBetween:
    def back(self, changes_of_job: dict[str, Any], changes_of_run: dict[str, Any], **members: Any) -> dict[str, Any]:
        job, run = pair(**members)
        changed = vendors.to_vendor(job | changes_of_job, run | changes_of_run)
        return {name: value for name, value in changed.items() if value != (JOB | members).get(name, ...)}

    def test_of_slots(self):
        assert self.back({}, {"created_at": "2025-05-05T22:42:06Z"}) == {"created_at": 1746484926}
        assert self.back({}, {"training_data": ["file-2"]}) == {"training_file": "file-2"}
        assert self.back({"train_kwargs": {}}, {}) == {"hyperparameters": {}}
        assert self.back({"name": "n"}, {}) == {"user_provided_suffix": "n"}

    def test_of_slots_whose_writing_extra_keeps(self):
        assert self.back({}, {"created_at": "2025-05-05T22:42:06Z"}, created_at=1746484925000) == {
            "created_at": 1746484926
        }
        assert self.back({}, {"created_at": "2025-05-05T22:42:06Z"}, createdAt=1746484925, created_at=...) == {
            "createdAt": 1746484926
        }
        assert self.back({}, {"trained_tokens": 5}, trained_tokens=None) == {"trained_tokens": 5}

    def test_of_a_status(self):
        assert self.back({}, {"run_status": "cancelled"}) == {"status": "cancelled"}
        assert self.back({}, {"run_status": "pending"}) == {"status": "validating_files"}
        assert self.back({}, {"provider_status": "paused", "run_status": "pending"}) == {"status": "paused"}

    def test_of_settings(self):
        changed = self.back(
            {"train_kwargs": {"beta": 1}}, {}, method={"type": "dpo", "dpo": {"x": 1}}, hyperparameters=None
        )
        assert changed == {"method": {"type": "dpo", "dpo": {"x": 1, "hyperparameters": {"beta": 1}}}}
        changed = self.back({"train_kwargs": {"grader": 1}}, {}, method=REINFORCEMENT, hyperparameters=...)
        assert changed == {"method": {"type": "reinforcement", "reinforcement": {"grader": 1}}}

    def test_of_rewards_among_settings(self):
        record = {
            "id": "tr-1",
            "status": "Success",
            "training_technique": "GRPO",
            "reward": {"a": 1},
            "hyper_parameters": {},
        }
        job, run = vendors.to_dspy(record, "emissary:TrainingJobDetail")
        assert job["train_kwargs"] == {"reward": {"a": 1}}
        job["train_kwargs"] = {"reward": {"a": 2}, "lr": 0.1}
        assert vendors.to_vendor(job, run) == record | {"reward": {"a": 2}, "hyper_parameters": {"lr": 0.1}}

    def test_a_pair_that_was_written_by_hand(self):
        job = {
            "@type": "TrainingJob",
            "id": "x",
            "job_id": "ftjob-9",
            "model": "openai/gpt-4o",
            "training_status": "running",
        }
        run = {
            "@type": "TrainingRun",
            "id": "y",
            "job": "x",
            "provider": "openai",
            "run_status": "running",
            "method": "dpo",
        }
        assert vendors.to_vendor(job, run) == {
            "object": "fine_tuning.job",
            "id": "ftjob-9",
            "model": "gpt-4o",
            "status": "running",
            "method": {"type": "dpo"},
        }
        reinforce_job = {"id": "x", "job_id": "g", "current_model": "m"}
        assert vendors.to_vendor(reinforce_job, {"provider": "arbor", "provider_status": "running"}) == {
            "job_id": "g",
            "status": "running",
            "current_model": "m",
        }


def test_unknown_names():
    for type_ in ("openai:FineTuningJobEvent", "openai:Nope", "nope:Job", "TrainingJob", ""):
        with pytest.raises(UnknownTypeError, match="job records"):
            vendors.to_dspy({}, type_)
    for provider in ("nope", None):
        with pytest.raises(UnknownVendorError, match="the vendors are arbor"):
            vendors.to_vendor({}, {"provider": provider})


def test_nothing_that_json_has_makes_it_fall():
    for value in (None, True, 1e300, "", [], {}, {"type": 5}, {"type": "dpo", "dpo": 5}, [None], 10**4000):
        for name in (*JOB, "method", "error", "integrations", "seed", "@type"):
            record = JOB | {name: value}
            assert vendors.to_vendor(*vendors.to_dspy(record, "openai:FineTuningJob")) == record


def test_what_json_does_not_have():
    for value in (float("nan"), float("inf"), object(), "\ud800"):
        with pytest.raises((TypeError, ValueError)):
            vendors.to_dspy({"id": value}, "openai:FineTuningJob")
