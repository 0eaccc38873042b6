"""Real fine-tuning jobs of DSPy: dspy.BootstrapFinetune, DSPy's OpenAI provider and the openai SDK against loopback.

Prints JSON Lines: one look at a job each, with the records that dspy_live makes of it, what the SDK dumps of the
vendor's record, and its text on the wire. Run it with any DSPy, beside dspy-schema:

    python examples/recording/dspy_jobs.py
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

from loopback import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fine_tuning import FineTuning

MODEL = "gpt-4.1-nano-2025-04-14"
MESSAGES = [
    ("My card was charged twice.", "billing"),
    ("The app crashes when I open it.", "technical"),
    ("Please send me the invoice for May.", "billing"),
    ("I get an error when I export a file.", "technical"),
    ("Why is my invoice higher than last month?", "billing"),
    ("The page does not load; there is an error 500.", "technical"),
    ("Can I have my card refunded?", "billing"),
    ("The app crashes after the update.", "technical"),
    ("The invoice has the wrong address.", "billing"),
    ("Login shows an error about cookies.", "technical"),
]


def team(asked: dict[str, Any]) -> str:
    """What the model of the loopback server says, in the form that DSPy's ChatAdapter asks for."""
    message = str(asked["messages"][-1]["content"]).lower()
    answer = "billing" if any(word in message for word in ("card", "invoice")) else "technical"
    return f"[[ ## team ## ]]\n{answer}\n\n[[ ## completed ## ]]"


def main() -> None:
    lines = sys.stdout
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr), serve(team) as (url, service):
        os.environ |= {
            "OPENAI_API_KEY": "sk-loopback",
            "OPENAI_BASE_URL": url,
            "OPENAI_API_BASE": url,
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "DSPY_CACHEDIR": f"{folder}/cache",
            "DSPY_FINETUNEDIR": f"{folder}/finetune",
        }
        import dspy

        provider = dspy.clients.openai.OpenAIProvider
        provider.wait_for_job = staticmethod(partial(provider.wait_for_job, poll_frequency=0.01))
        for name, step, seen in looks(service):
            lines.write(json.dumps({"name": name, "step": step, **seen}) + "\n")


def looks(service: FineTuning) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Four jobs, each named by how it ends, at one or two steps."""
    import openai

    with started(service, MESSAGES) as (job, compiled):
        yield "succeeded", "running", look(job)
        service.release()
        answer = compiled.result()(message="The invoice is late.").team
        yield "succeeded", "after", look(job) | {"outcome": answer}
    with started(service, MESSAGES[:3]) as (job, compiled):
        yield "failed", "after", look(job) | {"outcome": repr(compiled.exception())}
    with started(service, MESSAGES) as (job, compiled):
        yield "cancelled", "running", look(job)
        id_ = job.provider_job_id
        job.cancel()
        service.release()
        yield "cancelled", "after", look(job, id_) | {"outcome": repr(compiled.exception())}
    with started(service, MESSAGES) as (job, compiled):
        openai.fine_tuning.jobs.pause(job.provider_job_id)
        service.release()
        outcome = repr(compiled.exception())
        yield "paused", "after", look(job) | {"outcome": outcome}


@contextmanager
def started(service: FineTuning, messages: list[tuple[str, str]]) -> Iterator[tuple[Any, Future[Any]]]:
    """Compile a program with BootstrapFinetune in a thread; gives the job, when it runs or is over, and the program."""
    import dspy

    jobs: list[Any] = []

    class LM(dspy.LM):
        """An LM that keeps the job it started, which BootstrapFinetune does not return."""

        def finetune(self, *args: Any, **kwargs: Any) -> Any:
            jobs.append(super().finetune(*args, **kwargs))
            return jobs[-1]

    student = dspy.Predict("message -> team")
    student.set_lm(LM(f"openai/{MODEL}", cache=False))
    train = [dspy.Example(message=message, team=team).with_inputs("message") for message, team in messages]
    optimizer = dspy.BootstrapFinetune(
        metric=lambda example, prediction, *_: example.team == prediction.team,
        train_kwargs={"n_epochs": 2},
        num_threads=1,
    )
    service.hold("running")
    with ThreadPoolExecutor(1) as pool:
        compiled = pool.submit(optimizer.compile, student, trainset=train)
        while not service.held.wait(0.01) and not compiled.done():
            pass
        yield jobs[0], compiled
        jobs[0].thread.join()


def look(job: Any, id_: str | None = None) -> dict[str, Any]:
    """The records of a live job, what the SDK gives for it, and the text of the answer."""
    import openai

    from dspy_schema.live import dspy_jobs

    job_record, run = dspy_jobs.records(job)
    answer = openai.fine_tuning.jobs.with_raw_response.retrieve(id_ or job.provider_job_id)
    return {"job": job_record, "run": run, "dumped": answer.parse().model_dump(), "wire": answer.content.decode()}


if __name__ == "__main__":
    main()
