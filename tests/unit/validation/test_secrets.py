"""No finding shows the value of a secret."""

from __future__ import annotations

from typing import Any

import pytest

from dspy_schema.api import validate

KEY = "sk-" + "a1B2c3D4" * 4
JOB = {
    "object": "fine_tuning.job",
    "id": "ftjob-abc123",
    "model": "gpt-4o-mini-2024-07-18",
    "status": "queued",
    "created_at": 1721764800,
    "training_file": "file-abc123",
}


@pytest.mark.parametrize(
    "record",
    [
        JOB | {"status": KEY},
        JOB | {"object": KEY},
        JOB | {"hyperparameters": {"n_epochs": KEY}},
        JOB | {"metadata": {"api_key": 1234567}},
        JOB | {"id": f"{KEY}\n"},
        JOB | {"created_at": KEY, "password": "hunter2"},
        {"@type": "TrainingJob", "id": "a", "training_status": KEY},
        {"@type": "TrainingJob", "id": "a", "model": f"{KEY} {KEY}"},
        {"@type": KEY, "id": "a"},
        JOB | {"hyperparameters": {KEY: {"n_epochs": "x"}}},
        JOB | {"metadata": {KEY: 5}},
        {"@type": "TrainingJob", "id": "a", KEY: 1},
    ],
)
def test_no_finding_shows_a_secret(record: dict[str, Any]):
    findings = validate(record).findings
    assert findings
    shown = "".join(str(item) for item in findings)
    assert KEY not in shown
    assert "hunter2" not in shown
    assert "1234567" not in shown


def test_no_finding_has_a_secret_as_the_id():
    (finding, *_) = validate({"@type": "TrainingJob", "id": KEY, "model": 1}).findings
    assert finding.id == "[redacted]"
