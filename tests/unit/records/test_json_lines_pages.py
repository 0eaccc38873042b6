"""Pages of a vendor's list, one a line: their records count on, and have their places in the file."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from dspy_schema.api import read, validate

if TYPE_CHECKING:
    from pathlib import Path

JOB = {
    "object": "fine_tuning.job",
    "id": "ftjob-abc123",
    "model": "gpt-4o-mini-2024-07-18",
    "status": "queued",
    "created_at": 1721764800,
    "training_file": "file-abc123",
}
BROKEN = JOB | {"created_at": "today"}


def page(*records: object, last: bool) -> str:
    """A page as the API sends it, or as the SDK dumps it, with what it is at its end."""
    data = {"data": list(records), "has_more": False}
    return json.dumps(data | {"object": "list"} if last else {"object": "list"} | data)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("jobs", [1, 2])
def test_records_of_pages(tmp_path: Path, last: bool, jobs: int):
    path = tmp_path / "pages.jsonl"
    lines = [page(JOB, JOB, last=last), "", page(JOB, BROKEN, last=last), json.dumps(BROKEN)]
    path.write_text("\n".join(lines))
    report = validate(path, jobs=jobs)
    assert (report.summary.records, report.summary.invalid) == (5, 2)
    column = lines[2].index('"today"') + 1
    assert [(finding.record, finding.line, finding.column, finding.pointer) for finding in report.findings] == [
        (4, 3, column, "/created_at"),
        (5, 4, lines[3].index('"today"') + 1, "/created_at"),
    ]


def test_packed_pages(tmp_path: Path):
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress(f"{page(JOB, JOB, last=False)}\n{page(JOB, last=False)}\n".encode()))
    assert [record.index for record in read(path)] == [1, 2, 3]


def test_a_list_in_a_list_of_pages_is_reported(tmp_path: Path):
    path = tmp_path / "pages.json"
    path.write_text(page(json.loads(page(JOB, last=False)), last=False))
    (finding,) = validate(path).findings
    assert (finding.code, finding.pointer) == ("DSP202", "/object")
    assert "a list inside a list" in finding.message


@pytest.mark.parametrize("wrapper", [{"data": [JOB]}, {"data": [JOB], "has_more": False}, {"jobs": [JOB, JOB]}])
def test_other_wrappers(tmp_path: Path, wrapper: dict[str, list[object]]):
    path = tmp_path / "jobs.json"
    path.write_text(json.dumps(wrapper))
    assert validate(path).findings == []
    assert validate(path).summary.records == max(
        map(len, (value for value in wrapper.values() if isinstance(value, list)))
    )
