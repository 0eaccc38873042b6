"""Detect the type of records that no type claims, among few types and among many."""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING, Any

from bench import report
from dspy_schema.artifacts import Condition
from dspy_schema.schema.signatures import Signature, SignatureIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.options import Options

FEW, MANY = 20, 200
RECORDS = 2_000
# As many members as the types of a vendor have, some of which all have.
COMMON = ("id", "name", "status", "created_at", "model", "object", "type")
SEED = 7


def run(folder: Path, options: Options) -> dict[str, Any]:  # noqa: ARG001  # every part has a working folder
    """Microseconds for each record, and their ratio."""
    indexes = {number: SignatureIndex(_make_signatures(number)) for number in (FEW, MANY)}
    records = {number: list(_make_records(number)) for number in indexes}
    seconds = {number: [_measure(index, records[number])] for number, index in indexes.items()}
    for _ in range(options.repetitions):
        for number, index in indexes.items():
            seconds[number].append(_measure(index, records[number]))
    medians = {number: statistics.median(times) * 1e6 for number, times in seconds.items()}
    ratio = medians[MANY] / medians[FEW]
    report.table(
        "Detection: microseconds for a record that no type claims",
        ("", "us", "ratio"),
        [(f"{number} types", median, median / medians[FEW]) for number, median in medians.items()],
    )
    return {"detection": medians, "measured": {"detection": ratio}}


def _make_signatures(number: int) -> Iterator[Signature]:
    """Types of all sorts: by the value of a common member, by two members of their own, by a form of the id."""
    for type_ in range(number):
        name = f"vendor{type_ % 10}:Type{type_}"
        yield Signature(name, [Condition("object", values=(f"kind.{type_}",)), Condition("id", present=True)], {})
        yield Signature(name, [Condition(f"own_{type_}", present=True), Condition("status", present=True)], {})
        yield Signature(name, [Condition(f"own_{type_}", present=True), Condition("id", pattern=f"^t{type_}-")], {})


def _make_records(number: int) -> Iterator[dict[str, object]]:
    """Records with common members and some of two types, without all that a signature asks for."""
    chance = random.Random(SEED)
    for record in range(RECORDS):
        members: dict[str, object] = {name: "x" for name in COMMON if name != "status"}
        members |= {f"own_{chance.randrange(number)}": record for _ in range(2)}
        yield members | {f"foreign_{chance.randrange(1000)}": None for _ in range(5)}


def _measure(index: SignatureIndex, records: Sequence[Mapping[str, object]]) -> float:
    start = time.process_time()
    for record in records:
        index.match(record)
    return (time.process_time() - start) / len(records)
