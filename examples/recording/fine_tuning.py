"""The jobs of a fine-tuning service that answers as OpenAI's does, with a clock and names of its own.

A job moves on each time its events are asked for, as a client does between two looks at its status: first the files are
validated, then it is queued, runs and succeeds. A training file of less than ten examples makes it fail, as OpenAI's
does. The names and times depend on nothing but the order of the requests.
"""

from __future__ import annotations

import json
from hashlib import sha256
from threading import Event
from typing import Any

BEGIN = 1_762_300_800  # 2025-11-05T00:00:00Z
ORGANIZATION = "org-LoopbackExample"
FEWEST_EXAMPLES = 10
MESSAGES = {
    "queued": "Files validated, moving job to queued state",
    "running": "Fine-tuning job started",
    "succeeded": "The job has successfully completed",
}


class RequestError(Exception):
    """A request that the service refuses, with the status of the answer."""

    def __init__(self, status: int, message: str, param: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}


class FineTuning:
    """Files, jobs, events and checkpoints, as the objects that the API has for them."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, Any]] = {}
        self.contents: dict[str, bytes] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.events: dict[str, list[dict[str, Any]]] = {}
        self.checkpoints: dict[str, list[dict[str, Any]]] = {}
        self.held = Event()
        self._hold_at: str | None = None
        self._release = Event()
        self._now = BEGIN
        self._count = 0

    def hold(self, status: str) -> None:
        """Let the next job that gets to this status stay there, until `release`; `held` is set when it does."""
        self._hold_at = status
        self.held.clear()
        self._release.clear()

    def release(self) -> None:
        """Let the job that is held move on."""
        self._hold_at = None
        self._release.set()

    def add_file(self, name: str, purpose: str, content: bytes) -> dict[str, Any]:
        id_ = self._id("file-", 22)
        self.contents[id_] = content
        self.files[id_] = {
            "object": "file",
            "id": id_,
            "purpose": purpose,
            "filename": name,
            "bytes": len(content),
            "created_at": self._time(1),
            "expires_at": None,
            "status": "processed",
            "status_details": None,
        }
        return self.files[id_]

    def create(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["training_file"] not in self.files:
            raise RequestError(400, f"invalid training_file: {asked['training_file']}", "training_file")
        id_ = self._id("ftjob-", 24)
        job = {
            "object": "fine_tuning.job",
            "id": id_,
            "model": asked["model"],
            "created_at": self._time(5),
            "finished_at": None,
            "fine_tuned_model": None,
            "organization_id": ORGANIZATION,
            "result_files": [],
            "status": "validating_files",
            "validation_file": asked.get("validation_file"),
            "training_file": asked["training_file"],
            **_settings(asked),
            "trained_tokens": None,
            "error": {},
            "user_provided_suffix": asked.get("suffix"),
            "seed": asked.get("seed") or int(sha256(id_.encode()).hexdigest()[:8], 16) % 2**31,
            "estimated_finish": None,
            "integrations": [_integration(item, id_) for item in asked.get("integrations") or []],
            "metadata": asked.get("metadata"),
            "usage_metrics": None,
            "shared_with_openai": False,
            "eval_id": None,
        }
        self.jobs[id_] = job
        self.events[id_], self.checkpoints[id_] = [], []
        self._tell(job, f"Created fine-tuning job: {id_}")
        self._tell(job, f"Validating training file: {job['training_file']}")
        return job

    def job(self, id_: str) -> dict[str, Any]:
        if id_ not in self.jobs:
            raise RequestError(404, f"Could not find fine tune: {id_}", "fine_tune_id", "fine_tune_not_found")
        return self.jobs[id_]

    def cancel(self, id_: str) -> dict[str, Any]:
        return self._set(id_, "cancelled", "Fine-tuning job cancelled")

    def pause(self, id_: str) -> dict[str, Any]:
        return self._set(id_, "paused", "Fine-tuning job paused")

    def resume(self, id_: str) -> dict[str, Any]:
        return self._set(id_, "queued", "Fine-tuning job resumed")

    def move_on(self, id_: str) -> None:
        """What happens to a job between two questions for its events."""
        job = self.job(id_)
        if job["status"] == self._hold_at:
            self.held.set()
            self._release.wait(timeout=60)
        if job["status"] == "validating_files":
            self._validate(job)
        elif job["status"] == "queued":
            self._start(job)
        elif job["status"] == "running":
            self._finish(job)

    def _validate(self, job: dict[str, Any]) -> None:
        count = len(self._examples(job))
        if count >= FEWEST_EXAMPLES:
            self._enter(job, "queued")
            return
        message = f"Training file has {count} example(s), but must have at least {FEWEST_EXAMPLES} examples"
        job["status"] = "failed"
        job["error"] = {"code": "invalid_n_examples", "message": message, "param": "training_file"}
        self._tell(job, message, "error")

    def _start(self, job: dict[str, Any]) -> None:
        self._enter(job, "running")
        job["estimated_finish"] = self._time(0) + 900
        # What was left to the service is settled now.
        settled = {"n_epochs": 3, "batch_size": 1, "learning_rate_multiplier": 0.1, "beta": 0.1}
        method = job["method"]
        for settings in (job.get("hyperparameters"), method[method["type"]].get("hyperparameters")):
            for name, value in (settings or {}).items():
                if value == "auto" and name in settled:
                    settings[name] = settled[name]

    def _finish(self, job: dict[str, Any]) -> None:
        examples = self._examples(job)
        method = job["method"]
        epochs = method[method["type"]]["hyperparameters"]["n_epochs"]
        suffix = job["user_provided_suffix"] or ""
        model = f"ft:{job['model']}:loopback:{suffix}:{self._id('', 8)}"
        for epoch in range(1, epochs + 1):
            step, loss = epoch * len(examples), round(1.2 / epoch, 4)
            self._tell(job, f"Step {step}/{epochs * len(examples)}: training loss={loss}", step=step, train_loss=loss)
            if epoch > epochs - 3:  # the last three are kept
                self._keep(job, model if epoch == epochs else f"{model}:ckpt-step-{step}", step, loss)
        job |= {
            "fine_tuned_model": model,
            "result_files": [self._id("file-", 22)],
            "trained_tokens": epochs * sum(len(example.split()) for example in examples),
            "estimated_finish": None,
        }
        self._tell(job, f"New fine-tuned model created: {model}")
        self._enter(job, "succeeded")
        job["finished_at"] = self._now

    def _keep(self, job: dict[str, Any], name: str, step: int, loss: float) -> None:
        self.checkpoints[job["id"]].insert(
            0,
            {
                "object": "fine_tuning.job.checkpoint",
                "id": self._id("ftckpt_", 24),
                "created_at": self._time(0),
                "fine_tuned_model_checkpoint": name,
                "fine_tuning_job_id": job["id"],
                "metrics": {"step": step, "train_loss": loss, "train_mean_token_accuracy": round(1 - loss / 2, 4)},
                "step_number": step,
            },
        )

    def _enter(self, job: dict[str, Any], status: str) -> None:
        job["status"] = status
        self._tell(job, MESSAGES[status])

    def _set(self, id_: str, status: str, message: str) -> dict[str, Any]:
        job = self.job(id_)
        if job["status"] in ("succeeded", "failed", "cancelled"):
            raise RequestError(400, f"Job has already completed: {id_}", None, "invalid_job_state")
        job |= {"status": status, "estimated_finish": None}
        self._tell(job, message)
        return job

    def _tell(self, job: dict[str, Any], message: str, level: str = "info", **measured: float) -> None:
        event = {
            "object": "fine_tuning.job.event",
            "id": self._id("ftevent-", 24),
            "created_at": self._time(30),
            "level": level,
            "message": message,
            "type": "metrics" if measured else "message",
            "data": measured or None,
        }
        self.events[job["id"]].insert(0, event)

    def _examples(self, job: dict[str, Any]) -> list[str]:
        return self.contents[job["training_file"]].decode().splitlines()

    def _time(self, seconds: int) -> int:
        self._now += seconds
        return self._now

    def _id(self, prefix: str, length: int) -> str:
        self._count += 1
        number = int(sha256(f"{prefix}{self._count}".encode()).hexdigest(), 16)
        letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        return prefix + "".join(letters[number // 62**place % 62] for place in range(length))


def _settings(asked: dict[str, Any]) -> dict[str, Any]:
    """Hyperparameters and method of a new job; the first are null for dpo, and not there for reinforcement."""
    auto = {"n_epochs": "auto", "batch_size": "auto", "learning_rate_multiplier": "auto"}
    if not asked.get("method"):
        given = auto | (asked.get("hyperparameters") or {})
        return {
            "hyperparameters": given,
            "method": {"type": "supervised", "supervised": {"hyperparameters": {**given}}},
        }
    method = json.loads(json.dumps(asked["method"]))
    settings = method.setdefault(method["type"], {})
    settings["hyperparameters"] = auto | settings.get("hyperparameters", {})
    top = {"supervised": {"hyperparameters": {**settings["hyperparameters"]}}, "dpo": {"hyperparameters": None}}
    return {**top.get(method["type"], {}), "method": method}


def _integration(asked: dict[str, Any], job_id: str) -> dict[str, Any]:
    return {"type": "wandb", "wandb": {"name": None, "entity": None, "tags": [], **asked["wandb"], "run_id": job_id}}
