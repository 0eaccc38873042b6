"""Fine-tuning jobs of every method, made and followed by the real openai SDK against the loopback server.

Prints JSON Lines: one record each, as the SDK dumps it in four ways and as it was on the wire.

    python examples/recording/openai_jobs.py
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openai
from loopback import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = "gpt-4.1-nano-2025-04-14"
GRADERS: dict[str, Any] = {
    "right": {
        "type": "string_check",
        "name": "right",
        "input": "{{sample.output_text}}",
        "reference": "{{item.team}}",
        "operation": "eq",
    },
    "close": {
        "type": "text_similarity",
        "name": "close",
        "input": "{{sample.output_text}}",
        "reference": "{{item.team}}",
        "evaluation_metric": "fuzzy_match",
    },
    "short": {
        "type": "python",
        "name": "short",
        "source": "def grade(sample, item):\n    return float(len(sample['output_text']) < 20)\n",
    },
    "polite": {
        "type": "score_model",
        "name": "polite",
        "model": "gpt-4.1-nano",
        "input": [{"role": "user", "content": "How polite is this, from 0 to 1? {{sample.output_text}}"}],
        "range": [0, 1],
    },
}


def _multi(graders: Any, calculate_output: str) -> dict[str, Any]:
    grader = {"type": "multi", "name": "all", "graders": graders, "calculate_output": calculate_output}
    hyperparameters = {"reasoning_effort": "low", "eval_samples": 4, "compute_multiplier": "auto"}
    return {
        "method": {"type": "reinforcement", "reinforcement": {"grader": grader, "hyperparameters": hyperparameters}}
    }


METHODS: dict[str, dict[str, Any]] = {
    "defaults": {},
    "supervised": {
        "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 2, "batch_size": 4}}},
        "suffix": "triage",
        "seed": 7,
        "metadata": {"team": "support", "ticket": "42"},
        "integrations": [{"type": "wandb", "wandb": {"project": "triage", "tags": ["nightly"]}}],
    },
    "dpo": {"method": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.2}}}},
    **{
        f"reinforcement {name}": {"method": {"type": "reinforcement", "reinforcement": {"grader": grader}}}
        for name, grader in GRADERS.items()
    },
    # The SDK has a type for a multi grader of one grader; the guides have a map, which it takes for the first type.
    "reinforcement multi": _multi(GRADERS["close"], "close"),
    "reinforcement multi, a map": _multi({name: GRADERS[name] for name in ("right", "close")}, "right + close"),
}


def main() -> None:
    with serve() as (url, _), openai.OpenAI(api_key="sk-loopback", base_url=url) as client:
        for name, step, answer in looks(client):
            print(json.dumps({"name": name, "step": step, **dumps(answer.parse()), "wire": answer.content.decode()}))


def looks(client: openai.OpenAI) -> Iterator[tuple[str, str, Any]]:
    """What the API answers for each job, at each of its states."""
    jobs = client.fine_tuning.jobs
    few, enough = (
        client.files.create(file=("train.jsonl", b'{"messages": []}\n' * count), purpose="fine-tune").id
        for count in (3, 12)
    )

    def create(file: str = enough, **options: Any) -> str:
        return str(jobs.create(model=MODEL, training_file=file, **options).id)

    def look(id_: str) -> Any:
        return jobs.with_raw_response.retrieve(id_)

    def move_on(id_: str, status: str) -> None:
        while jobs.retrieve(id_).status not in (status, "failed"):
            jobs.list_events(id_)

    for name, options in METHODS.items():
        id_ = create(validation_file=few, **options)
        for status in ("validating_files", "queued", "running", "succeeded"):
            move_on(id_, status)
            yield name, status, look(id_)
    yield "events", "after", jobs.with_raw_response.list_events(id_)
    yield "checkpoints", "after", jobs.checkpoints.with_raw_response.list(id_)

    failed = create(few)
    move_on(failed, "failed")
    yield "failed", "failed", look(failed)
    for name in ("paused", "cancelled"):
        id_ = create()
        move_on(id_, "running")
        yield name, "running", look(id_)
        if name == "paused":
            client.post(f"/fine_tuning/jobs/{id_}/pause", cast_to=object)
        else:
            jobs.cancel(id_)
        yield name, name, look(id_)
    yield "jobs", "after", jobs.with_raw_response.list()


def dumps(answer: Any) -> dict[str, Any]:
    """The four ways in which the SDK's objects become plain values."""
    return {
        "python": answer.model_dump(),
        "json": answer.model_dump(mode="json"),
        "python, set": answer.model_dump(exclude_unset=True),
        "json, set": answer.model_dump(mode="json", exclude_unset=True),
    }


if __name__ == "__main__":
    main()
