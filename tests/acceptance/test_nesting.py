"""No depth of nesting ends the run."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., list[str]]


BAD = b'{"id": "b", "model": 1}'


def job_with(value: str) -> str:
    """A job with a JSON text as an any-value member."""
    return f'{{"id": "a", "model": "m", "train_kwargs": {value}}}'


def run_with(members: str) -> str:
    return f'{{"id": "a", "job": "b", {members}}}'


@pytest.mark.parametrize("depth", [10_000, 100_000])
@pytest.mark.parametrize("name", ["records.jsonl", "records.json"])
def test_json(check: Check, depth: int, name: str):
    for value in ("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, "[" * depth):
        assert [each.split()[1] for each in check(job_with(value), name)] == ["DSP107"]
        assert [each.split()[1] for each in check(value, name)] == ["DSP107"]


def test_the_next_line_is_still_checked(check: Check):
    deep = job_with("[" * 10_000 + "]" * 10_000)
    assert check(f"{deep}\n{BAD.decode()}")[-1] == "2:22 DSP205 /model"


@pytest.mark.parametrize("depth", [200, 254, 255, 256, 300, 500, 900])
@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "model": "m", "zzz": %s}',
        '{"id": 1, "model": "m", "train_kwargs": %s}',
        '{"id": 1, "model": "m", "@context": %s}',
        '{"id": 1, "job": "m", "run_checkpoints": [{"name": "x", "metadata": {"a": %s}}]}',
    ],
)
def test_no_depth_that_can_be_read_is_too_deep_to_check(check: Check, text: str, depth: int):
    findings = check(text % ("[" * depth + "]" * depth))
    assert findings[0] == "1:8 DSP205 /id" or "DSP204" in findings[0]


def test_no_depth_ends_the_run(check: Check):
    deep = "\n".join(f'{{"id": 1, "model": "m", "zzz": {"[" * depth + "]" * depth}}}' for depth in range(960, 1040))
    lines = {int(each.split(":")[0]) for each in check(deep)}
    assert lines == set(range(1, 81))


@pytest.mark.parametrize("depth", [10_000, 100_000])
@pytest.mark.parametrize("form", ["flow", "block"])
def test_yaml(tmp_path: Path, depth: int, form: str):
    """In a process of its own: what overflows a stack ends the process, not the test."""
    path = tmp_path / "records.yaml"
    deep = "[" * depth + "]" * depth if form == "flow" else "\n" + "- " * depth + "x"
    path.write_text(f"id: a\nmodel: m\ntrain_kwargs: {deep}\n")
    program = "import sys, dspy_schema; print(*[each.code for each in dspy_schema.validate(sys.argv[1]).findings])"
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) in ((0, "DSP107"), (0, "DSP109")), done.stderr[-300:]


def test_a_deep_document_does_not_hide_the_next(check: Check):
    deep = "[" * 2000 + "]" * 2000
    findings = check(f"id: a\nmodel: {deep}\n---\nid: b\nmodel: 1\n", "records.yaml")
    assert findings[-1] == "5:8 DSP205 /model"
    assert findings[0].split()[1] == "DSP107"
