"""Speed of the conversion of vendors' records, relative to parsing and writing the same file; one process."""

from __future__ import annotations

import os
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import orjson

from bench import data, report, timing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.options import Options
    from bench.records import Record

RECORDS = 40_000
BUFFER = 1 << 18
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MODELS = ("gpt-4.1-nano-2025-04-14", "gpt-4o-mini-2024-07-18", "gpt-4.1-2025-04-14")
# The shares of the states in an archive of jobs: most have ended.
STATUSES = ("succeeded",) * 7 + ("failed", "cancelled", "running")
PARSER, OURS = "orjson.loads + dumps", "dspy-schema"


def run(folder: Path, options: Options) -> dict[str, Any]:
    """OpenAI's records to jobs and runs, from compact JSON Lines and from those that json.dumps writes."""
    count = RECORDS // (6 if options.quick else 1)
    rows = {
        "compact": _measure(folder, "compact", count, orjson.dumps, options.repetitions),
        "json.dumps": _measure(folder, "json.dumps", count, data.with_spaces, options.repetitions),
    }
    return {"conversion": rows, "measured": {"conversion": rows["compact"][OURS]["ratio"]}}


def _measure(
    folder: Path, name: str, count: int, write: Callable[[Record], bytes], repetitions: int
) -> dict[str, dict[str, float]]:
    path = folder / f"openai, {name}.jsonl"
    random = Random(data.SEED)
    path.write_bytes(b"".join([write(fine_tuning_job(random)) + b"\n" for _ in range(count)]))
    calls = {PARSER: partial(parsed, path), OURS: partial(converted, path)}
    for call in calls.values():
        call()  # not timed: imports and compiles what is needed
    runs = timing.interleaved(calls, repetitions)
    size = path.stat().st_size
    rows = {
        item: {
            "ratio": timing.speed_up(runs, item, PARSER),
            "mb_per_second": size / 1e6 / timing.seconds(runs, item),
            "records_per_second": round(count / timing.seconds(runs, item)),
        }
        for item in calls
    }
    report.table(
        f"Conversion, OpenAI's records, {name} ({count} records, {size / 1e6:.0f} MB), relative to {PARSER}",
        ("", "ratio", "MB/s", "records/s"),
        [(value, *row.values()) for value, row in rows.items()],
    )
    return rows


def parsed(path: Path) -> None:
    """Parse and write each record; what is written goes nowhere."""
    with path.open("rb", buffering=BUFFER) as file, open(os.devnull, "wb") as out:
        out.writelines(orjson.dumps(orjson.loads(line)) for line in file)


def converted(path: Path) -> None:
    """Check and convert each record as the command line does; what is written goes nowhere."""
    from dspy_schema.conversion.pipeline import convert_batches
    from dspy_schema.records.sources import expand_paths
    from dspy_schema.validation.checker import Checker

    with open(os.devnull, "wb") as out:
        for batch in convert_batches(expand_paths([str(path)]), Checker(), "dspy"):
            if batch.findings:
                raise ValueError(str(batch.findings[0]))
            out.write(batch.encode())


def fine_tuning_job(random: Random) -> Record:
    """A job as OpenAI's API returns it, with the nulls, the empty error and the undocumented members of live ones."""
    status = random.choice(STATUSES)
    model = random.choice(MODELS)
    created = random.randrange(1_715_000_000, 1_765_000_000)
    ended = status != "running"
    settings = {
        "batch_size": random.choice([1, 4, 16, "auto"]),
        "learning_rate_multiplier": random.choice([0.1, 1.8, 2.0]),
        "n_epochs": random.randint(1, 4),
    }
    return {
        "object": "fine_tuning.job",
        "id": f"ftjob-{_letters(random, 24)}",
        "model": model,
        "created_at": created,
        "finished_at": created + random.randrange(600, 90_000) if ended else None,
        "fine_tuned_model": f"ft:{model}:acme::{_letters(random, 8)}" if status == "succeeded" else None,
        "organization_id": f"org-{_letters(random, 24)}",
        "result_files": [f"file-{_letters(random, 22)}"] if status == "succeeded" else [],
        "status": status,
        "validation_file": random.choice([None, f"file-{_letters(random, 22)}"]),
        "training_file": f"file-{_letters(random, 22)}",
        "hyperparameters": settings,
        "trained_tokens": random.randrange(10**7) if ended else None,
        "error": {"code": "exceeded_quota", "message": "The job went over the quota.", "param": None}
        if status == "failed"
        else {},
        "user_provided_suffix": None,
        "seed": random.randrange(1 << 31),
        "estimated_finish": None,
        "integrations": [],
        "metadata": {"project": random.choice(["support", "search"]), "ticket": f"ML-{random.randrange(9999)}"},
        "usage_metrics": None,
        "shared_with_openai": False,
        "eval_id": None,
        "method": {"type": "supervised", "supervised": {"hyperparameters": settings}},
    }


def _letters(random: Random, count: int) -> str:
    return "".join(random.choices(LETTERS, k=count))
