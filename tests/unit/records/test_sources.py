"""Which files the paths mean, and what is reported for those that cannot be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import dspy_schema

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

JOB = '{"id": "a", "model": "m"}\n'


def found(*paths: str | Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.source) for finding in dspy_schema.validate(paths).findings]


def test_a_folder_that_may_not_be_read_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.jsonl").write_text(JOB)
    scan = os.scandir

    def refuse(path: str) -> os.PathLike[str]:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path) == [("DSP100", str(tmp_path / "shut"))]
    assert found(tmp_path / "shut") == [("DSP100", str(tmp_path / "shut"))]


def test_a_file_that_may_not_be_read_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").mkdir()
    assert [code for code, _ in found(tmp_path / "a.json", tmp_path / "b.json", "a\0b")] == [
        "DSP112",
        "DSP100",
        "DSP100",
    ]


def test_what_fails_while_it_is_read_is_told_of() -> None:
    """The memory of a process opens as a file, and its first page cannot be read."""
    assert [code for code, _ in found("/proc/self/mem")] == ["DSP100"]


def test_a_file_is_read_once_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text(JOB.replace('"m"', "1"))
    (tmp_path / "link.jsonl").symlink_to("a.jsonl")
    monkeypatch.chdir(tmp_path)
    assert found("a.jsonl", "./a.jsonl", "link.jsonl", ".", "*.jsonl") == [("DSP205", "a.jsonl")]
