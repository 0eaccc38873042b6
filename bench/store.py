"""How fast published records are loaded into a store, beside pyoxigraph's own bulk load of the same N-Quads file."""

from __future__ import annotations

import shutil
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import orjson

from bench import data, report, timing
from bench.records import reinforce_job, training_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.options import Options

SMALL, LARGE = 20_000, 2_000
# What a batch of the publisher has.
BATCH_BYTES = 1 << 18
THEIRS, OURS, AGAIN = "pyoxigraph, bulk_load", "dspy-schema", "dspy-schema, again"


def run(folder: Path, options: Options) -> dict[str, Any]:
    """Small and large records, into a store in memory and on disk; and once more, where each replaces itself."""
    share = 5 if options.quick else 1
    rows = {
        f"{name}, {place}": _measure(folder, name, count // share, place, options.repetitions)
        for name, count in (("small", SMALL), ("large", LARGE))
        for place in ("memory", "disk")
    }
    ratios = [row[OURS]["ratio"] for row in rows.values()]
    return {"store": rows, "measured": {"store": min(ratios)}}


def _measure(folder: Path, name: str, count: int, place: str, repetitions: int) -> dict[str, dict[str, float]]:
    path = folder / f"{name}.nq"
    if not path.exists():
        path.write_bytes(published(folder, count, large=name == "large"))
    batches = [*_batches(path)]
    target = folder / "store" if place == "disk" else None
    twice = folder / "twice" if place == "disk" else None
    load_again = _again(twice, batches)
    calls: dict[str, Callable[[], object]] = {
        THEIRS: partial(theirs, path, target),
        OURS: partial(ours, batches, target),
        AGAIN: load_again,
    }
    for run_once in calls.values():
        run_once()  # not timed: imports and warms up
    runs = timing.interleaved(calls, max(3, repetitions // 3))
    size = path.stat().st_size
    rows = {
        call: {
            "ratio": timing.speed_up(runs, call, THEIRS),
            "mb_per_second": size / 1e6 / timing.seconds(runs, call),
            "records_per_second": round(count / timing.seconds(runs, call)),
        }
        for call in calls
    }
    report.table(
        f"Store, {place}, {name} ({count} records, {size / 1e6:.0f} MB of N-Quads), relative to {THEIRS}",
        ("", "ratio", "MB/s", "records/s"),
        [(call, *row.values()) for call, row in rows.items()],
    )
    return rows


def published(folder: Path, count: int, *, large: bool) -> bytes:
    """The N-Quads of as many valid records."""
    from dspy_schema.publishing import publish_batches
    from dspy_schema.rdf.writers import Options
    from dspy_schema.records.sources import expand_paths
    from dspy_schema.validation.checker import Checker

    random = Random(data.SEED)
    path = folder / "store.jsonl"
    with path.open("wb") as file:
        for number in range(count):
            make = training_job if random.random() < data.TRAINING_JOBS else reinforce_job
            file.write(orjson.dumps(make(random, number, large=large)) + b"\n")
    batches = [*publish_batches(expand_paths([str(path)]), Checker(), Options())]
    if any(batch.findings for batch in batches):
        raise ValueError("a record of the benchmark is not valid")
    return b"".join([batch.text for batch in batches])


def theirs(path: Path, target: Path | None) -> None:
    """Bulk load the file into a new store."""
    import pyoxigraph

    if target:
        shutil.rmtree(target, ignore_errors=True)
    store = pyoxigraph.Store(target) if target else pyoxigraph.Store()
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def ours(batches: list[bytes], target: Path | None) -> None:
    """Load the same as the command line does, batch by batch, into a new store."""
    from dspy_schema.store.store import Store

    if target:
        shutil.rmtree(target, ignore_errors=True)
    with Store.open(target) as store:
        store.load(batches)


def _again(target: Path | None, batches: list[bytes]) -> Callable[[], object]:
    """A call that loads what a store has already."""
    from dspy_schema.store.store import Store

    if target:
        shutil.rmtree(target, ignore_errors=True)
        with Store.open(target) as store:
            store.load(batches)

        def again() -> None:
            with Store.open(target) as store:
                store.load(batches)
    else:
        kept = Store.open()
        kept.load(batches)

        def again() -> None:
            kept.load(batches)

    return again


def _batches(path: Path) -> Iterator[bytes]:
    """The file in pieces of whole records, as the publisher gives them."""
    waiting: list[bytes] = []
    length = 0
    with path.open("rb") as file:
        for line in file:
            if length >= BATCH_BYTES and line.startswith(b"<") and b"#type> " in line[:300]:
                yield b"".join(waiting)
                waiting, length = [], 0
            waiting.append(line)
            length += len(line)
    yield b"".join(waiting)
