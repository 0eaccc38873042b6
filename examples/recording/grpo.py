"""The GRPO jobs of a server that answers as Arbor's does, without training anything."""

from __future__ import annotations

from typing import Any

BEGIN = 1_762_300_800.25


class Grpo:
    """Jobs by identifier. A job asks for the batches 0, 1 and 2, and says no other word when it is terminated."""

    def __init__(self) -> None:
        self.jobs: dict[str, dict[str, Any]] = {}

    def answer(self, what: str, asked: dict[str, Any]) -> dict[str, Any]:
        """The status of the job after `what` was done: initialize, status, step, checkpoint, cancel or terminate."""
        job = self._made(asked) if what == "initialize" else self.jobs[asked["job_id"]]
        if what == "step":
            job["pending_batch_ids"].remove(asked["batch_id"])
        elif what == "checkpoint":
            self._keep(job, asked["checkpoint_name"], asked.get("metadata"))
        elif what == "cancel":
            job["status"] = "cancelled"
        elif what == "terminate":
            self._keep(job, "checkpoint_final", None)
        elif what == "status":
            job["status"] = "running"
        return job

    def _made(self, asked: dict[str, Any]) -> dict[str, Any]:
        id_ = f"grpo:{asked['model'].rpartition('/')[2]}:modest-loop:20251105"
        self.jobs[id_] = {
            "job_id": id_,
            "status": "created",
            "current_model": id_,
            "checkpoints": {},
            "last_checkpoint": None,
            "pending_batch_ids": [0, 1, 2],
        }
        return self.jobs[id_]

    def _keep(self, job: dict[str, Any], name: str, metadata: dict[str, Any] | None) -> None:
        done = 3 - len(job["pending_batch_ids"])
        job["last_checkpoint"] = name
        job["checkpoints"][name] = {
            "checkpoint_name": name,
            "checkpoint_dir": f"runs/{job['job_id'].replace(':', '-')}/checkpoints/{name}",
            "global_step": done,
            "requested": True,
            "metadata": metadata,
            "timestamp": BEGIN + 30 * done,
        }
