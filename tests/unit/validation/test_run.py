"""Several processes find what one finds, in the same order and words."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

import dspy_schema

if TYPE_CHECKING:
    from pathlib import Path

BOM = b"\xef\xbb\xbf"


def lines_of_every_kind(size: int) -> bytes:
    """JSON Lines of more than `size` bytes: good, bad, broken and blank lines, short ones and ones of many ranges."""
    chance = random.Random(7)
    pieces: list[bytes] = []
    total = number = 0
    while total < size:
        number += 1
        record = {"id": f"job-{number}", "model": "openai/gpt-4o", "train_data": ["x" * chance.randrange(2000)]}
        match chance.randrange(40):
            case 0:
                record["model"] = 1
            case 1:
                record["zzz"] = "é日本"
            case 2:
                record["train_data"] = ["y" * 300_000, "\n"]
            case 3:
                record.update(pending_batch_ids=[number])
            case _:
                pass
        line = json.dumps(record, ensure_ascii=False).encode()
        line = chance.choice(
            [line] * 30 + [b"", b"  ", line[:-9], b"[1]", b"\xff" + line, line.replace(b'"id"', b'"id":1,"id"')]
        )
        line += chance.choice([b"\n", b"\n", b"\r\n"])
        pieces.append(line)
        total += len(line)
    return b"".join(pieces)


@pytest.mark.parametrize(
    ("before", "after"),
    [(BOM, b""), (b"\n\r\n \n", b"\n\n"), (b"", b'{"id": 1, "model": "last, without a line feed"}')],
    ids=["byte order mark", "blank lines at both ends", "no line feed at the end"],
)
def test_two_processes_find_what_one_finds(tmp_path: Path, before: bytes, after: bytes):
    path = tmp_path / "records.jsonl"
    path.write_bytes(before + lines_of_every_kind(2_500_000) + after)
    one, two = (dspy_schema.validate(path, jobs=jobs) for jobs in (1, 2))
    assert len(one.findings) > 20
    two.summary.seconds = one.summary.seconds
    assert two.to_json() == one.to_json()


def test_a_line_longer_than_every_range_is_read_once(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    long = json.dumps({"id": 1, "model": "m", "train_data": ["x" * 5_000_000]})
    path.write_text(f'{{"id": 2, "model": "m"}}\n{long}\n{{"id": 3, "model": "m"}}\n')
    report = dspy_schema.validate(path, jobs=2)
    assert [(finding.record, finding.line, finding.column) for finding in report.findings] == [
        (1, 1, 8),
        (2, 2, 8),
        (3, 3, 8),
    ]
    assert report.summary.records == 3


def test_the_option_for_repeated_names_holds_in_every_process(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"id": "a", "model": "m", "train_kwargs": {"a": 1, "a": 2}}\n' * 50_000)
    report = dspy_schema.validate(path, jobs=2, strict_json=True)
    assert report.summary.invalid == 50_000
    assert {finding.code for finding in report.findings} == {"DSP106"}
    assert [item.line for item in report.findings] == list(range(1, 50_001))
