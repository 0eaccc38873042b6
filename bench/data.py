"""Files of records to measure with: made in a temporary folder, and what is wrong in them is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import orjson

from bench.faults import FAULTS
from bench.records import Record, reinforce_job, training_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SEED = 20260131
ONE_FAULTY_IN = 50
TRAINING_JOBS = 0.7


@dataclass(frozen=True)
class Data:
    """A JSON Lines file, and how many records, faulty ones and bytes it has."""

    name: str
    path: Path
    records: int
    faulty: int
    bytes: int


def make(
    folder: Path, name: str, records: int, *, large: bool, write: Callable[[Record], bytes] = orjson.dumps
) -> Data:
    """Write `records` records, large or of metadata only, of which 2 % have one fault."""
    path = folder / f"{name}.jsonl"
    with path.open("wb") as file:
        for line in _lines(records, large=large, write=write):
            file.write(line + b"\n")
    faulty = sum(_is_faulty(number) for number in range(records))
    return Data(name, path, records, faulty, path.stat().st_size)


def with_spaces(record: Record) -> bytes:
    """The record as `json.dumps` writes it by default: a space after each comma and colon, and ASCII only."""
    return json.dumps(record).encode()


def prefix(data: Data, records: int) -> Data:
    """A file of the first records of `data`, for what is too slow for all of them."""
    if records >= data.records:
        return data
    path = data.path.with_name(f"{data.name}-first-{records}.jsonl")
    with data.path.open("rb") as whole, path.open("wb") as part:
        part.writelines(line for line, _ in zip(whole, range(records), strict=False))
    faulty = sum(_is_faulty(number) for number in range(records))
    return Data(data.name, path, records, faulty, path.stat().st_size)


def repeated(data: Data, size: int) -> Path:
    """A file of at least `size` bytes that repeats `data`."""
    path = data.path.with_name(f"{data.name}-{size}.jsonl")
    content = data.path.read_bytes()
    with path.open("wb") as file:
        for _ in range(-(-size // len(content))):
            file.write(content)
    return path


def _is_faulty(number: int) -> bool:
    return number % ONE_FAULTY_IN == ONE_FAULTY_IN // 2


def _lines(records: int, *, large: bool, write: Callable[[Record], bytes]) -> Iterator[bytes]:
    random = Random(SEED)
    for number in range(records):
        make_one = training_job if random.random() < TRAINING_JOBS else reinforce_job
        record = make_one(random, number, large=large)
        fault = FAULTS[number // ONE_FAULTY_IN % len(FAULTS)]
        yield fault(record, write) if _is_faulty(number) else write(record)
