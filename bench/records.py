"""Realistic records of jobs, from a seeded generator: the same ones on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench import texts

if TYPE_CHECKING:
    from random import Random

Record = dict[str, Any]

STATUSES = ("not_started", "pending", "running", "succeeded", "failed", "cancelled")
MODELS = ("openai/gpt-4o-mini-2024-07-18", "databricks/meta-llama-3-1-8b-instruct", "local/Qwen2.5-7B-Instruct")
FEW, MANY = 3, 50
OTHER_LANGUAGES = 0.09
WITH_EMOJI = 0.2


def training_job(random: Random, number: int, *, large: bool) -> Record:
    """A TrainingJob, with its training data if it is to be large."""
    record: Record = {
        "@type": "TrainingJob",
        "id": f"urn:uuid:{random.getrandbits(128):032x}",
        "name": _name(random, number),
        "job_id": f"ftjob-{random.getrandbits(96):024x}",
        "model": random.choice(MODELS),
        "training_status": random.choice(STATUSES),
        "train_data_format": "chat",
    }
    if large:
        record["train_data"] = chats(random)
    return record | {"train_kwargs": {"n_epochs": random.randint(1, 4), "learning_rate": random.choice([1e-5, 2e-4])}}


def reinforce_job(random: Random, number: int, *, large: bool) -> Record:
    """A ReinforceJob, with a longer history of checkpoints if it is to be large."""
    names = [f"step-{step * 100}" for step in range(1, random.randint(4, 10) if large else 2)]
    return {
        "@type": "ReinforceJob",
        "id": f"urn:uuid:{random.getrandbits(128):032x}",
        "name": _name(random, number),
        "current_model": random.choice(MODELS),
        "checkpoints": {name: f"s3://models/grpo/{number}/{name}" for name in names},
        "last_checkpoint": names[-1],
        "pending_batch_ids": [random.randrange(1000) for _ in range(random.randint(0, 5))],
        "train_kwargs": {"num_generations": 8, "beta": 0.04},
    }


def _name(random: Random, number: int) -> str:
    return f"{random.choice(texts.OTHER_NAMES if random.random() < OTHER_LANGUAGES else texts.NAMES)}-{number}"


def chats(random: Random) -> list[Record]:
    """3 to 50 chat examples in one language, some with emoji: 2 to 20 KB."""
    count = random.randint(FEW, MANY)
    # Long conversations are few and short ones many, as in real sets.
    longest = 9 if count < 8 else 4 if count < 15 else 2 if count < 30 else 1
    foreign = random.choice(texts.OTHER) if random.random() < OTHER_LANGUAGES else None
    emoji = random.random() < WITH_EMOJI
    skipped = 0 if count < 30 else 1
    return [{"messages": _messages(random, foreign, longest, emoji=emoji)[skipped:]} for _ in range(count)]


def _messages(random: Random, foreign: tuple[str, str, str] | None, longest: int, *, emoji: bool) -> list[Record]:
    if foreign is not None:
        system, user, assistant = foreign
    else:
        system, user = random.choice(texts.ENGLISH_SYSTEM), random.choice(texts.ENGLISH_USER)
        assistant = " ".join(random.choices(texts.ENGLISH_ASSISTANT, k=random.randint((longest + 1) // 2, longest)))
    if emoji and random.random() < 0.3:
        user = f"{user} {random.choice(texts.EMOJI)}"
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": user},
        {"role": "assistant", "content": assistant},
    ]
