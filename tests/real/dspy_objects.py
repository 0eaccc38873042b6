"""Real DSPy jobs of every kind of provider, without a server; prints what dspy_live makes of each as JSON Lines."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import warnings
from contextlib import redirect_stdout
from threading import Event
from typing import TYPE_CHECKING, Any

from dspy_schema.live import dspy_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = [{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}]
TOKEN = "dapi-not-a-real-token"
GATE = Event()


def main() -> None:
    lines = sys.stdout
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr):
        # Nothing listens on the discard port.
        os.environ |= {
            "OPENAI_API_KEY": "sk-loopback",
            "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "DSPY_CACHEDIR": f"{folder}/cache",
            "DSPY_FINETUNEDIR": f"{folder}/finetune",
        }
        for name, job, options in jobs():
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", dspy_jobs.StatusUnknownWarning)
                job_record, run = dspy_jobs.records(job, **options)
            ours = [item for item in caught if item.category is dspy_jobs.StatusUnknownWarning]
            assert all(our.filename == __file__ for our in ours)
            line = {"name": name, "job": job_record, "run": run, "warnings": [str(entry.message) for entry in ours]}
            lines.write(json.dumps(line) + "\n")


def jobs() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    import dspy
    import openai
    from dspy.clients.databricks import DatabricksProvider, TrainingJobDatabricks
    from dspy.clients.lm_local import LocalProvider
    from dspy.clients.openai import OpenAIProvider, TrainingJobOpenAI
    from dspy.clients.provider import Provider, ReinforceJob, TrainingJob
    from dspy.clients.utils_finetune import GRPOStatus, TrainDataFormat

    openai.max_retries = 0

    def finetuned(provider: Provider, model: str = "openai/small", **train_kwargs: Any) -> TrainingJob:
        lm = dspy.LM(model, provider=provider, cache=False)
        job = lm.finetune(DATA, TrainDataFormat.CHAT, train_kwargs)
        job.thread.join()
        return job

    class Custom(Provider):
        """A provider without a class of jobs; it does what its options say."""

        def __init__(self, *, error: Exception | None = None, waits: bool = False) -> None:
            super().__init__()
            self.finetunable, self.error, self.waits = True, error, waits

        def finetune(self, **_: Any) -> str:
            if self.waits:
                GATE.wait(timeout=600)
            if self.error:
                raise self.error
            return "openai/tuned"

    class Grpo(ReinforceJob):
        """A job that reports as much of its status as it was given."""

        def __init__(self, lm: Any, status: Any, **train_kwargs: Any) -> None:
            super().__init__(lm, train_kwargs)
            self.given = status

        def get_status(self) -> Any:
            if isinstance(self.given, Exception):
                raise self.given
            return self.given

    yield "nothing but a model", TrainingJob(model="openai/small"), {}
    odd = [dspy.Example(question="?", answer="!").with_inputs("question"), dspy.Prediction(answer="!")]
    yield "odd data", TrainingJob(model="openai/small", train_data=odd, train_data_format="completion"), {}
    yield "custom", finetuned(Custom()), {"provider": "custom"}
    yield "custom, named", finetuned(Custom()), {"id": "jobs/1"}
    error = ValueError(f"{TOKEN} is not valid")
    yield "custom, failed", finetuned(Custom(error=error), databricks_token=TOKEN), {}
    yield "custom, secrets kept", finetuned(Custom(error=error), databricks_token=TOKEN), {"keep_secrets": True}
    lm = dspy.LM("openai/small", provider=Custom(waits=True), cache=False)
    yield "custom, running", lm.finetune(DATA, TrainDataFormat.CHAT), {}
    GATE.set()
    yield "local", finetuned(LocalProvider(), "openai/local:Qwen/Qwen2.5-0.5B-Instruct", num_train_epochs=1), {}
    databricks = DatabricksProvider()
    # DSPy's class of the provider says both, and its base class unsays them.
    databricks.finetunable, databricks.TrainingJob = True, TrainingJobDatabricks
    yield "databricks", finetuned(databricks, "databricks/m", databricks_token=TOKEN, max_tokens=9), {}
    yield "openai, not submitted", TrainingJobOpenAI(model="openai/small", train_data=DATA), {}
    yield "openai, upload failed", finetuned(OpenAIProvider()), {}
    lost = TrainingJobOpenAI(model="openai/small", train_data=DATA)
    lost.provider_job_id = "ftjob-1"
    yield "openai, unreachable", lost, {}
    yield "openai, not asked", lost, {"ask": False}
    given_up = TrainingJobOpenAI(model="openai/small", train_data=DATA)
    given_up.provider_job_id = "ftjob-2"
    given_up.set_result(TimeoutError("too slow"))
    yield "openai, given up", given_up, {}
    yield "openai, given up and not asked", given_up, {"ask": False}
    yield "reinforce", ReinforceJob(lm, {"num_generations": 2}), {}
    full = GRPOStatus(
        job_id="grpo:small:1",
        status="succeeded",
        current_model="small-3",
        checkpoints={"a": "runs/a"},
        last_checkpoint="a",
        pending_batch_ids=[],
    )
    yield "reinforce, full status", Grpo(lm, full), {"provider": "arbor"}
    yield "reinforce, partial status", Grpo(lm, {"job_id": "grpo:small:2", "status": "odd"}), {}
    yield "reinforce, unreachable", Grpo(lm, OSError(f"no route with {TOKEN}"), wandb_api_key=TOKEN), {}


if __name__ == "__main__":
    main()
