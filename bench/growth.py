"""How time grows with what an input has of one thing: the time for each must stay the same.

Times are those of the processor, and no two inputs have the same names, so that no cache has what an
input before left.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import dspy_schema
from bench import report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from bench.options import Options

FEW, MANY = 1_000, 100_000
MANY_QUICK = 20_000
# What is done in milliseconds is done this many times, and the median counts.
REPETITIONS = 9
_numbers = count()


@dataclass(frozen=True)
class Row:
    """What there is much of, what is done with it, and how a file or folder with so much of it is written."""

    name: str
    command: Callable[[str], object]
    write: Callable[[Path, int], Path]


def run(folder: Path, options: Options) -> dict[str, Any]:
    """Seconds for each of few and of many, and their ratio."""
    many = MANY_QUICK if options.quick else MANY
    rows: dict[str, Any] = {}
    for row in ROWS:
        _measure(row, folder, FEW)  # not counted: imports and compiles what is needed
        few = statistics.median(_measure(row, folder, FEW) for _ in range(REPETITIONS))
        most = _measure(row, folder, many)
        rows[row.name] = {"few": few * 1e6, "many": most * 1e6, "ratio": most / few, "seconds": most * many}
    report.table(
        f"Growth: microseconds of the processor for each of {FEW:,} and of {many:,}",
        ("", f"{FEW:,}", f"{many:,}", "ratio", f"s for {many:,}"),
        [(name, *row.values()) for name, row in rows.items()],
    )
    return {"growth": rows, "measured": {"growth": max(row["ratio"] for row in rows.values())}}


def _measure(row: Row, folder: Path, number: int) -> float:
    """Seconds for each of a number of things."""
    path = row.write(folder, number)
    start = time.process_time()
    row.command(str(path))
    return (time.process_time() - start) / number


def _validate(path: str) -> None:
    for _ in dspy_schema.iter_findings(path):
        pass


def _convert(path: str) -> None:
    for _ in dspy_schema.convert(path, on_finding=lambda _: None):
        pass


def _publish(path: str) -> None:
    for _ in dspy_schema.publish(path, on_finding=lambda _: None):
        pass


def _job(**members: object) -> dict[str, object]:
    return {"@type": "TrainingJob", "id": f"job-{next(_numbers)}", "model": "m", "train_data": [[1]], **members}


def _vendor_job(**members: object) -> dict[str, object]:
    known = {"status": "running", "created_at": 1_700_000_000, "training_file": "file-1"}
    return {"object": "fine_tuning.job", "id": f"ftjob-{next(_numbers)}", "model": "gpt-4o", **known, **members}


def _names(number: int) -> Iterator[str]:
    return (f"x{name}" for _, name in zip(range(number), _numbers, strict=False))


def _keys(number: int) -> dict[str, object]:
    return {name: f"sk-proj-{next(_numbers):040d}" for name in _names(number)}


def _writer(name: str, create: Callable[[int], object], indent: int | None = None) -> Callable[[Path, int], Path]:
    def write(folder: Path, number: int) -> Path:
        path = folder / f"growth{name}"
        path.write_text(json.dumps(create(number), indent=indent))
        return path

    return write


def _lines_writer(create: Callable[[int], Iterable[object]]) -> Callable[[Path, int], Path]:
    def write(folder: Path, number: int) -> Path:
        path = folder / "growth.jsonl"
        path.write_text("".join([f"{json.dumps(record)}\n" for record in create(number)]))
        return path

    return write


def _write_files(folder: Path, number: int) -> Path:
    into = folder / f"growth-{number}"
    if not into.exists():
        into.mkdir()
        for file in range(number):
            (into / f"{file}.json").write_text(json.dumps(_job()))
    return into


def _faulty(number: int) -> list[dict[str, object]]:
    return [_job(model=1) for _ in range(number)]


def _bad_items(number: int) -> dict[str, object]:
    return {"@type": "ReinforceJob", "id": "a", "model": "m", "pending_batch_ids": ["x"] * number}


ROWS = (
    Row("records", _validate, _lines_writer(lambda number: [_job() for _ in range(number)])),
    Row("faulty records", _validate, _lines_writer(_faulty)),
    Row("faulty array", _validate, _writer(".json", _faulty)),
    Row("faulty array, pretty-printed", _validate, _writer(".json", _faulty, indent=1)),
    Row("faulty list of YAML", _validate, _writer(".yaml", _faulty)),
    Row(
        "faulty graph of JSON-LD",
        _validate,
        _writer(
            ".jsonld",
            lambda number: {"@context": "https://w3id.org/lmodel/dspy/context.jsonld", "@graph": _faulty(number)},
        ),
    ),
    Row("findings in one record", _validate, _writer(".json", _bad_items)),
    Row("findings in one record of YAML", _validate, _writer(".yaml", _bad_items)),
    Row(
        "unexpected members",
        _validate,
        _writer(".json", lambda number: _job(**dict.fromkeys(_names(number), 1))),
    ),
    Row(
        "unknown members of a vendor, convert",
        _convert,
        _writer(".json", lambda number: _vendor_job(**dict.fromkeys(_names(number), 1))),
    ),
    Row("keys in one record, convert", _convert, _writer(".json", lambda number: _job(train_kwargs=_keys(number)))),
    Row("keys in one record, publish", _publish, _writer(".json", lambda number: _job(train_kwargs=_keys(number)))),
    Row("files", _validate, _write_files),
)
