"""What is too large is reported and left out, what follows it is read, and memory stays bounded."""

from __future__ import annotations

import gzip
import json
import sys
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.processes import peak_memory, run_process

import dspy_schema

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]

JOB = '{"id": "a", "model": "m"}\n'
BAD = '{"id": "b", "model": 1}\n'
LARGE = '{"id": "c", "model": "' + "m" * 3000 + '"}\n'


def codes(done: subprocess.CompletedProcess[str]) -> list[tuple[str, int | None, int | None]]:
    return [(row["code"], row.get("record"), row.get("line")) for row in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize("limit", ["1000", "1K", "2999"])
def test_a_line_that_is_too_large_is_left_out(
    command: Command, tmp_path: Path, pack: Callable[[bytes], bytes], limit: str
):
    lines = "\n" + LARGE + BAD + "\n" + LARGE + JOB + LARGE.rstrip()
    (tmp_path / "records.jsonl").write_bytes(pack(lines.encode()))
    done = command("validate", "--output-format", "json", "--max-record", limit, "records.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert codes(done) == [("DSP114", 1, 2), ("DSP205", 2, 3), ("DSP114", 3, 5), ("DSP114", 5, 7)]
    assert command("validate", "--max-record", "1M", "records.jsonl", cwd=tmp_path).stdout.count("DSP") == 1
    converted = command("convert", "-q", "--max-record", limit, "records.jsonl", cwd=tmp_path)
    assert (converted.returncode, converted.stdout) == (1, JOB)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_line_that_is_larger_than_a_batch(command: Command, tmp_path: Path, jobs: int):
    large = '{"id": "c", "model": "' + "m" * 3_000_000 + '"}\n'
    (tmp_path / "records.jsonl").write_text(BAD + large + BAD + large + BAD)
    arguments = ["validate", "--output-format", "json", "--jobs", jobs, "--max-record", "1M"]
    for path, given in (("records.jsonl", ""), ("-", BAD + large + BAD + large + BAD)):
        done = command(*arguments, path, cwd=tmp_path, input=given)
        assert codes(done) == [
            *(("DSP205", 1, 1), ("DSP114", 2, 2), ("DSP205", 3, 3), ("DSP114", 4, 4), ("DSP205", 5, 5)),
        ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", f"[{BAD}, {LARGE}, {JOB}]"),
        ("a.json", f'{{"object": "list", "data": [{BAD}, {LARGE}, {JOB}]}}'),
        ("a.jsonl", f'{{"object": "list", "data": [{BAD.strip()}, {LARGE.strip()}, {JOB.strip()}]}}\n'),
        ("a.yaml", f"- {BAD}- {LARGE}- {JOB}"),
    ],
)
def test_a_record_of_a_document_that_is_too_large_is_left_out(
    command: Command, tmp_path: Path, name: str, content: str
):
    (tmp_path / name).write_text(content)
    done = command("validate", "--output-format", "json", "--max-record", "2K", name, cwd=tmp_path)
    assert [(code, record) for code, record, _ in codes(done)] == [("DSP205", 1), ("DSP114", 2)]
    converted = command("convert", "-q", "--max-record", "2K", name, cwd=tmp_path).stdout
    assert [json.loads(line) for line in converted.splitlines()] == [json.loads(JOB)]


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_an_archive_is_read_up_to_the_limit(command: Command, tmp_path: Path, pack: Callable[[bytes], bytes]):
    (tmp_path / "records.jsonl").write_bytes(pack((BAD * 10).encode()))
    for size, count in ((len(BAD) * 4, 4), (len(BAD) * 10, 10)):
        done = command("validate", "--output-format", "json", "--max-unpacked", size, "records.jsonl", cwd=tmp_path)
        expected = [("DSP205", number, number) for number in range(1, count + 1)]
        assert codes(done) == expected + [("DSP114", None, None)] * (count == 4)
    (tmp_path / "records.json").write_bytes(pack(BAD.encode()))
    done = command("validate", "--output-format", "json", "--max-unpacked", "5", "records.json", cwd=tmp_path)
    assert codes(done) == [("DSP114", None, None)]


@pytest.mark.parametrize("size", ["0", "-1", "x", "1X", "", "1.5G", "M"])
def test_a_size_that_is_none(tmp_path: Path, size: str):
    done = run_process("validate", f"--max-record={size}", "a.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "is not a size; write a number such as 500000, 512M or 16G" in done.stderr


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.gz", "bomb.json.gz"])
def test_memory_is_bounded(tmp_path: Path, name: str):
    with gzip.open(tmp_path / name, "wb", compresslevel=1) as file:
        file.write(b'{"id": "a", "model": "')
        for _ in range(600):
            file.write(b"m" * 1_000_000)
        file.write(b'"}\n')
    (tmp_path / "plain.jsonl").write_text(JOB)
    plain = peak_memory("validate", "-o", "report", "plain.jsonl", cwd=tmp_path)
    arguments = (
        "validate",
        "-o",
        "report",
        "--fail-on",
        "never",
        "--max-record",
        "20M",
        "--max-unpacked",
        "100M",
        name,
    )
    # In kilobytes; a document is read as a whole up to the limit.
    assert peak_memory(*arguments, cwd=tmp_path) - plain < (250_000 if "json." in name else 100_000)


def test_the_functions_have_limits(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    path.write_text(BAD + LARGE + JOB)
    limits = dspy_schema.Limits(record=1000)
    assert [row.code for row in dspy_schema.validate(path, limits=limits).findings] == ["DSP205", "DSP114"]
    rows: list[dspy_schema.Finding] = []
    records = [row.text for row in dspy_schema.convert(path, limits=limits, on_finding=rows.append)]
    assert (records, [row.code for row in rows]) == ([JOB.strip().encode()], ["DSP205", "DSP114"])
    rows = []
    assert b"".join(dspy_schema.publish(path, limits=limits, on_finding=rows.append)).count(b"TrainingJob") == 1
    assert [row.code for row in rows] == ["DSP205", "DSP114"]
