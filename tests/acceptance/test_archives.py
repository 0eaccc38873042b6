"""Packed files are unpacked by their first bytes; of a damaged one, what comes before the damage is checked."""

from __future__ import annotations

import gzip
import sys
import zlib
from typing import TYPE_CHECKING

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., list[str]]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


JOB = b'{"id": "a", "model": "m"}'
BAD = b'{"id": "b", "model": 1}'


@pytest.mark.parametrize("name", ["records.jsonl.gz", "records.jsonl", "records"])
def test_gzip(check: Check, name: str):
    content = JOB + b"\n" + BAD + b"\n"
    assert check(gzip.compress(content), name) == ["2:22 DSP205 /model"]
    assert check(gzip.compress(JOB + b"\n") + gzip.compress(BAD), name) == ["2:22 DSP205 /model"]
    assert check(gzip.compress(content[:30]) + gzip.compress(content[30:]), name) == ["2:22 DSP205 /model"]
    assert check(gzip.compress(b"") + gzip.compress(content), name) == ["2:22 DSP205 /model"]


@pytest.mark.parametrize("name", ["records.jsonl.zst", "records.jsonl", "records"])
def test_zstd(check: Check, name: str):
    content = JOB + b"\n" + BAD + b"\n"
    assert check(zstd.compress(content), name) == ["2:22 DSP205 /model"]
    assert check(zstd.compress(JOB + b"\n") + zstd.compress(BAD), name) == ["2:22 DSP205 /model"]


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
@pytest.mark.parametrize("keep", [0.05, 0.5, 0.9, 1])
def test_what_comes_before_the_damage_is_checked(tmp_path: Path, packing: str, keep: float):
    lines = [f'{{"id": "job-{number * 7919 % 99991}", "model": {number}}}\n' for number in range(6_000)]
    pack = gzip.compress if packing == "gzip" else zstd.compress
    packed = pack("".join(lines).encode())
    packed = packed[: min(int(len(packed) * keep), len(packed) - 1)]
    unpack = zlib.decompressobj(wbits=31) if packing == "gzip" else zstd.ZstdDecompressor()
    whole_lines = unpack.decompress(packed).count(b"\n")
    path = tmp_path / "records.jsonl"
    path.write_bytes(packed)
    report = dspy_schema.validate(path)
    assert [finding.line for finding in report.findings if finding.code == "DSP205"] == list(range(1, whole_lines + 1))
    assert [item.code for item in report.findings].count("DSP111") == 1
    assert report.findings[-1].code == "DSP111"


def test_damage_in_the_middle(check: Check):
    packed = bytearray(gzip.compress(b"\n".join([JOB] * 5000), compresslevel=0))
    packed[len(packed) // 2] ^= 0xFF
    assert check(bytes(packed))[-1] == "None:None DSP111"


def test_what_follows_an_archive_is_damage(check: Check):
    assert check(gzip.compress(BAD) + b"garbage") == ["1:22 DSP205 /model", "None:None DSP111"]
    assert check(gzip.compress(BAD) + b"\0" * 600) == ["1:22 DSP205 /model"]


def test_a_document_in_a_damaged_archive(check: Check):
    for name in ("records.json", "records.yaml"):
        assert check(gzip.compress(JOB)[:-1], name)[-1] == "None:None DSP111"


def test_only_the_first_bytes_of_an_archive(check: Check):
    for content in (b"\x1f\x8b", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x28\xb5\x2f\xfd\x00"):
        assert check(content) == ["None:None DSP111"]
