"""One-fault variants of valid records: each of these makes exactly one thing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.records import Record

    Write = Callable[[Record], bytes]
    Fault = Callable[[Record, Write], bytes]


def _changed(**members: object) -> Fault:
    return lambda record, write: write(record | members)


def _without_id(record: Record, write: Write) -> bytes:
    return write({name: value for name, value in record.items() if name != "id"})


def _cut_short(record: Record, write: Write) -> bytes:
    text = write(record)
    return text[: len(text) // 2].decode(errors="ignore").encode()


def _stray_comma(record: Record, write: Write) -> bytes:
    return write(record)[:-1] + b",}"


def _name_twice(record: Record, write: Write) -> bytes:
    return write(record)[:-1] + b',"name":"again"}'


def _bad_word(record: Record, write: Write) -> bytes:
    if record["@type"] == "TrainingJob":
        return write(record | {"training_status": "complete"})
    return write(record | {"pending_batch_ids": ["batch-1"]})


def _no_list(record: Record, write: Write) -> bytes:
    member = "train_data" if record["@type"] == "TrainingJob" else "pending_batch_ids"
    return write(record | {member: {"file": "train.jsonl"}})


FAULTS: tuple[Fault, ...] = (
    _without_id,
    _bad_word,
    _changed(name=17),
    _changed(description=["a", "list"]),
    _changed(trainig_data=[]),
    _no_list,
    _cut_short,
    _stray_comma,
    _changed(id="  padded "),
    _name_twice,
    _changed(**{"@type": "TuningJob"}),
)
