"""Findings of one record come in the order of its text, in sentences of the package's own."""

from __future__ import annotations

import pytest

from dspy_schema.validation import full_check


@pytest.mark.parametrize("length", [0, full_check.WORTH_SPLITTING])
def test_findings_come_in_the_order_of_the_text(length: int):
    text = (
        b'{"zeta": 1, "started_at": "2026-01-02T00:00:00Z", "seed": "x", "finished_at": "2026-01-01T00:00:00Z",'
        b' "alpha": 2, "job": "j", "metrics": [{"name": 3, "beta": 4}, 5], "cost": -1, "name": ["%s"], "id": 7}'
    ) % (b"m" * length)
    problems = full_check.check_record(text, "TrainingRun").problems
    assert [(problem.code, problem.pointer) for problem in problems] == [
        ("DSP204", "/zeta"),
        ("DSP205", "/seed"),
        ("DSP301", "/finished_at"),
        ("DSP204", "/alpha"),
        ("DSP203", "/metrics/0/value"),
        ("DSP205", "/metrics/0/name"),
        ("DSP204", "/metrics/0/beta"),
        ("DSP205", "/metrics/1"),
        ("DSP208", "/cost"),
        ("DSP205", "/name"),
        ("DSP205", "/id"),
    ]


def test_a_missing_member_comes_first():
    problems = full_check.check_record(b'{"zeta": 1, "id": 2}', "TrainingRun").problems
    assert [(problem.code, problem.pointer) for problem in problems] == [
        ("DSP203", "/job"),
        ("DSP204", "/zeta"),
        ("DSP205", "/id"),
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("-1", "`cost` must be at least 0, not -1"),
        ("-1e300", "`cost` must be at least 0, not -1e+300"),
        ("-" + "9" * 30, f"`cost` must be at least 0, not -{'9' * 30}"),
    ],
)
def test_limits_are_worded_here(written: str, message: str):
    outcome = full_check.check_record(b'{"id": "r", "job": "j", "cost": %s}' % written.encode(), "TrainingRun")
    assert [problem.message for problem in outcome.problems] == [message]
