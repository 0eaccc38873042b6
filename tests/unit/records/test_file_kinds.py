"""Files of other kinds are named, whatever their suffix and however they come."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import pickle
import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

import dspy_schema

if TYPE_CHECKING:
    from pathlib import Path

JOB = {"id": "a", "model": "m"}
TEXT = json.dumps(JOB).encode()
PYTHON = "this is Python, not JSON, from `%s` on; write it with json.dumps, or an object with its model_dump_json()"


def in_tar() -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("job.json"), io.BytesIO())
    return content.getvalue()


def in_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("job.json", TEXT)
    return content.getvalue()


KINDS = {
    "xz": (lzma.compress(TEXT), "compressed with xz"),
    "bzip2": (bz2.compress(TEXT), "compressed with bzip2"),
    "empty bzip2": (bz2.compress(b""), "compressed with bzip2"),
    "zip": (in_zip(), "zip archive"),
    "tar": (in_tar(), "tar archive"),
    "tar in gzip": (gzip.compress(in_tar()), "tar archive"),
    "html": (b"\n<!DOCTYPE html>\n<html></html>\n", "HTML page"),
    "html without a type": (b"<html>\n<body>401</body>\n</html>", "HTML page"),
    "html in one line": (b"<HTML lang='en'><head></head></HTML>", "HTML page"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    **{f"pickle {protocol}": (pickle.dumps(JOB, protocol), "pickle") for protocol in range(2, 6)},
    "parquet": (b"PAR1\x15\x04\x15\x10", "Parquet"),
    "numpy": (b"\x93NUMPY\x01\x00v\x00{'descr': '<f8'}", "NumPy"),
    "sqlite": (b"SQLite format 3\x00\x10\x00", "SQLite"),
    "program": (b"\x7fELF\x02\x01\x01", "program"),
    "binary": (b"{\x00\x01\x02}", "binary"),
}


@pytest.mark.parametrize("name", ["a", "a.json", "a.jsonl", "a.yaml", "a.ttl", "a.jsonld"])
@pytest.mark.parametrize("kind", KINDS)
def test_kinds(tmp_path: Path, kind: str, name: str) -> None:
    content, word = KINDS[kind]
    path = tmp_path / name
    path.write_bytes(content)
    (finding,) = dspy_schema.validate(path).findings
    assert (finding.code, finding.line, finding.column) == ("DSP118", 1, 1)
    assert word in finding.message
    assert [finding.code for finding in dspy_schema.validate(content).findings] == ["DSP118"]


@pytest.mark.parametrize("kind", ["html", "xz", "pdf"])
def test_kinds_from_a_pipe(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dspy_schema", "validate", "-"], input=KINDS[kind][0], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"<stdin>:1:1: error DSP118" in done.stdout


@pytest.mark.parametrize(
    ("text", "place", "begin"),
    [
        ("{'id': 'a', 'model': 'm'}", (1, 2), "'"),
        ('{"id": "a", "model": None}', (1, 22), "None"),
        ('{"id": "a", "model": True}', (1, 22), "True"),
        ("FineTuningJob(id='ftjob-1', error=None)", (1, 1), "FineTuningJob("),
        ("[FineTuningJob(id='ftjob-1', error=None)]", (1, 2), "FineTuningJob("),
        ('{"id": "a", "model": datetime.datetime(2026, 1, 1)}', (1, 22), "datetime.datetime("),
    ],
)
@pytest.mark.parametrize("name", ["a", "a.json", "a.jsonl"])
def test_what_python_prints(tmp_path: Path, text: str, place: tuple[int, int], begin: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    (finding,) = dspy_schema.validate(path).findings
    assert (finding.code, finding.line, finding.column) == ("DSP101", *place)
    assert finding.message == PYTHON % begin


def test_records_that_begin_like_other_kinds(tmp_path: Path) -> None:
    for text in ("BZhello: 1\n", "PARk: 1\n", "# <html>\nid: 1\n", "\u00e9: 1\n", "PKs: 1\n"):
        path = tmp_path / "a.yaml"
        path.write_text(text, encoding="utf-8")
        assert [finding.code for finding in dspy_schema.validate(path).findings] == ["DSP202"]


def test_a_byte_order_mark_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps(JOB)}\n\ufeff{json.dumps(JOB)}\n", encoding="utf-8")
    (finding,) = dspy_schema.validate(path).findings
    assert finding.message == "broken JSON: a byte order mark stands before the value; remove it"


@pytest.mark.parametrize("name", ["program.pkl", "STATE.PICKLE"])
@pytest.mark.parametrize("content", [pickle.dumps(JOB, 0), pickle.dumps(JOB, 4), b'{"id": "a", "model": "m"}', b""])
def test_a_pickle_is_known_by_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = dspy_schema.validate(path)
    assert [finding.code for finding in report.findings] == ["DSP118"]
    assert "program.save('program.json')" in report.findings[0].message
