"""The public names, and what the functions take and raise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dspy_schema
from dspy_schema import artifacts

EXAMPLES = Path(__file__).parents[2] / "examples"
JOB = {"id": "a", "model": "openai/gpt-4.1", "train_data": [[1]]}


def test_the_public_names_are_sorted_and_there() -> None:
    assert dspy_schema.__all__ == sorted(dspy_schema.__all__)
    assert dir(dspy_schema) == dspy_schema.__all__
    for name in dspy_schema.__all__:
        assert getattr(dspy_schema, name).__doc__


def test_every_other_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'valdate'"):
        dspy_schema.valdate  # noqa: B018  # looking it up is the test


def test_importing_the_package_imports_next_to_nothing() -> None:
    code = "import sys; before = set(sys.modules); import dspy_schema; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name for name in done.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names} == {
        "dspy_schema"
    }


def test_sources_may_be_mixed() -> None:
    report = dspy_schema.validate([EXAMPLES / "jobs.jsonl", JOB, str(EXAMPLES / "local_job.yaml"), {"id": 1}])
    assert (report.summary.records, report.summary.invalid) == (6, 1)
    assert [(finding.source, finding.record, finding.code) for finding in report.findings] == [
        ("<records>", 2, "DSP202")
    ]


def test_a_report_tells_all_that_was_found() -> None:
    report = dspy_schema.validate(EXAMPLES / "broken.jsonl")
    assert not report.ok
    assert [finding.code for finding in report.findings] == ["DSP206", "DSP204", "DSP101", "DSP205", "DSP301"]
    assert report.summary.errors == report.summary.invalid == 5
    assert report.summary.seconds > 0


def test_findings_come_one_by_one() -> None:
    summary = dspy_schema.Summary()
    findings = dspy_schema.iter_findings(EXAMPLES / "broken.jsonl", summary=summary)
    assert next(findings).record == 1
    assert summary.records == 1


def test_reading_gives_records_with_their_places() -> None:
    records = list(dspy_schema.read(EXAMPLES / "jobs.jsonl"))
    assert [(record.index, record.line, record.value["id"]) for record in records] == [
        (1, 1, "support-bot-2026-03"),
        (2, 2, "support-bot-2026-03#run"),
        (3, 3, "math-tutor-grpo"),
    ]


def test_reading_what_cannot_be_read_raises_after_the_records_before(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n---\n[")
    records = dspy_schema.read(tmp_path / "a.yaml")
    assert next(records).value == {"id": "a"}
    with pytest.raises(dspy_schema.ReadError) as caught:
        next(records)
    assert caught.value.finding.code == "DSP109"
    assert "broken YAML" in str(caught.value)


@pytest.mark.parametrize("options", [{"type": "Job"}, {"format": "xml"}])
def test_what_is_no_type_or_format_is_refused_at_once(options: dict[str, str]) -> None:
    with pytest.raises((dspy_schema.UnknownTypeError, ValueError)):
        dspy_schema.validate(JOB, **options)


@pytest.mark.parametrize("name", artifacts.load_types().classes)
def test_every_class_is_a_type_to_check_by(name: str) -> None:
    report = dspy_schema.validate({"no such member": 1}, type=name)
    is_open = artifacts.load_json_schema(name)["additionalProperties"]
    assert {(finding.type, finding.code) for finding in report.findings if finding.code == "DSP204"} == (
        set() if is_open else {(name, "DSP204")}
    )
