"""The format of a source: by its name, else by how it begins."""

from __future__ import annotations

import fcntl
import io
import json
import os
import struct
import termios
import threading
import time
from typing import TYPE_CHECKING

import pytest

import dspy_schema
from dspy_schema.records import formats
from dspy_schema.records.formats import Format

if TYPE_CHECKING:
    from pathlib import Path

JOB = '{"id": "a", "model": "m"}'
PRETTY = json.dumps(json.loads(JOB), indent=2)


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.json", Format.JSON),
        ("a.JSON", Format.JSON),
        ("a.jsonl", Format.JSONL),
        ("a.ndjson", Format.JSONL),
        ("a.yaml", Format.YAML),
        ("a.yml", Format.YAML),
        ("a.jsonl.gz", Format.JSONL),
        ("a.json.zst", Format.JSON),
        ("a.b.yaml.GZ", Format.YAML),
        ("json", None),
        ("a.txt", None),
        ("a.gz", None),
        ("a.jsonl/data", None),
        ("", None),
    ],
)
def test_by_name(name: str, format_: Format | None):
    assert formats.format_by_suffix(name) is format_


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (f"{JOB}\n{JOB}\n", Format.JSONL),
        (f"\n{JOB}\n{JOB}", Format.JSONL),
        (f"{JOB}\nbroken", Format.JSONL),
        (PRETTY, Format.JSON),
        (f"[{JOB},\n{JOB}]", Format.JSON),
        (f"  [{JOB}]", Format.JSON),
        ("id: a\nmodel: m\n", Format.YAML),
        ("---\n- id: a\n", Format.YAML),
        ("# a comment\nid: a\n", Format.YAML),
    ],
)
def test_by_content(text: str, format_: Format):
    detected, head = formats.detect_format(io.BufferedReader(io.BytesIO(text.encode())))
    assert detected is format_
    assert text.encode().startswith(head)


@pytest.mark.parametrize(
    "text",
    [JOB, f"{JOB}\n", f"\n {JOB}\n\n", PRETTY, f"[{JOB}]", f"[{JOB}]\n", f'{{"jobs": [{JOB}]}}', "id: a\nmodel: m"],
)
def test_one_record_is_read_whatever_its_format_is_taken_for(tmp_path: Path, text: str):
    path = tmp_path / "record"
    path.write_text(text)
    assert [record.value for record in dspy_schema.read(path)] == [json.loads(JOB)]


def long_job(number: int) -> dict[str, object]:
    return {"id": f"job-{number}", "model": "m", "train_data": ["x" * 500]}


@pytest.mark.parametrize("count", [1, 200, 2000])
@pytest.mark.parametrize("wrap", ["lines", "array", "list"])
def test_the_length_of_the_first_line_does_not_matter(tmp_path: Path, wrap: str, count: int):
    path = tmp_path / "records"
    jobs = [long_job(number) for number in range(count)]
    whole = {"array": jobs, "list": {"object": "list", "data": jobs}}
    path.write_text("\n".join(map(json.dumps, jobs)) if wrap == "lines" else json.dumps(whole[wrap]))
    assert [record.value["id"] for record in dspy_schema.read(path)] == [job["id"] for job in jobs]


def test_one_line_longer_than_any_buffer_is_a_record(tmp_path: Path):
    path = tmp_path / "records"
    path.write_text(json.dumps({"id": "a", "model": "m", "train_data": ["x" * 300_000]}))
    report = dspy_schema.validate(path)
    assert (report.summary.records, report.findings) == (1, [])


def count_unread(pipe: io.RawIOBase) -> int:
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]


@pytest.mark.parametrize(
    "pieces",
    [
        [f"{JOB}\n", f"{JOB}\n"],
        [JOB[:5], f"{JOB[5:]}\n{JOB}\n"],
        ["{", f"{JOB[1:]}\n{JOB}\n"],
        ["\n", f"{JOB}\n{JOB}\n"],
        [f"{JOB}\n", PRETTY.replace("\n", "")],
    ],
)
def test_a_slow_writer_does_not_change_the_format(tmp_path: Path, pieces: list[str]):
    """What a pipe gives at first may be any part of what comes."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with open(pipe, "wb", buffering=0) as file:
            for piece in pieces:
                file.write(piece.encode())
                # The next piece is written when the reader has this one.
                while count_unread(file):
                    time.sleep(0)

    writer = threading.Thread(target=write)
    writer.start()
    report = dspy_schema.validate(pipe)
    writer.join()
    assert (report.findings, report.summary.records) == ([], 2)
