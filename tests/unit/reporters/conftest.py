"""Findings that are hard to write down, and reports of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from dspy_schema.findings import Finding, Severity, Summary
from dspy_schema.reporters import registry

if TYPE_CHECKING:
    from collections.abc import Callable

FINDINGS = [
    Finding(
        code="DSP203",
        severity=Severity.ERROR,
        message="`id` is missing; it is required",
        source="jobs/train.jsonl",
        record=7,
        line=7,
        column=1,
        pointer="/id",
        type="TrainingJob",
    ),
    Finding(
        code="DSP306",
        severity=Severity.WARNING,
        message="last_checkpoint is not a key of checkpoints.",
        source="jobs/train.jsonl",
        record=9,
        line=9,
        column=120,
        pointer="/last_checkpoint",
        id="job-9",
        type="ReinforceJob",
    ),
    Finding(code="DSP100", severity=Severity.ERROR, message="cannot be read: no such file", source="missing.json"),
    Finding(
        code="DSP204",
        severity=Severity.ERROR,
        message="`a/b~\x1b[31m\r\n` is not expected; remove it",
        source="odd, 100%: 日本.json",
        record=1,
        line=3,
        column=5,
        pointer="/a~1b~0\x1b[31m\r\n",
        id="résumé 🚀 \u202e\x00",
        type="TrainingJob",
    ),
    Finding(
        code="DSP206",
        severity=Severity.INFO,
        message="`{x}` <&> \"y\" 'z' ]]> \ufffe",
        source="<stdin>",
        record=2,
        line=4,
        pointer="/",
    ),
    Finding(
        code="DSP999",
        severity=Severity.ERROR,
        message="no such code",
        source="caf\udce9.yaml",
        record=1,
        line=1,
        column=1,
    ),
]
SUMMARY = Summary(records=12, valid=1, invalid=11, errors=4, warnings=1, seconds=0.0234)


@pytest.fixture
def findings() -> list[Finding]:
    """Findings with every odd thing in them."""
    return FINDINGS


@pytest.fixture
def render() -> Callable[..., bytes]:
    """What a reporter writes of findings: by default those of `findings`."""

    def render(
        name: str, findings: list[Finding] = FINDINGS, *, sources: tuple[str, ...] = (), **options: Any
    ) -> bytes:
        out = io.BytesIO()
        reporter = registry.create_reporter(name, out, **options)
        for source in sources:
            reporter.source(source)
        for finding in findings:
            reporter.finding(finding)
        reporter.close(SUMMARY)
        return out.getvalue()

    return render
