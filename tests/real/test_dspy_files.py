"""What two versions of DSPy save is detected, and nothing is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(__file__).with_name("dspy_files.py")
VERSIONS = {"3.4.1": "", "3.3.1": "dspy-3.3.1"}
# All that is found: what was saved is not tuned, or was given examples of another signature.
FOUND = {
    "program": set(),
    "chain of thought": {"DSP324"},
    "with models": set(),
    "few shots for all parts": {"DSP320"},
}


@pytest.fixture(scope="module", params=VERSIONS)
def saved(request: pytest.FixtureRequest, lines: Callable[..., Any]) -> list[dict[str, Any]]:
    return list(lines(SCRIPT, VERSIONS[request.param]))


def test_what_is_saved_is_detected_and_valid(saved: list[dict[str, Any]]) -> None:
    assert len(saved) == 12
    for line in saved:
        for record in (line["record"], {"@type": line["type"], **line["record"]}):
            report = dspy_schema.validate(record)
            assert report.ok, (line["name"], report.findings)
            assert {finding.code for finding in report.findings} == FOUND.get(line["name"], set()), line["name"]
            assert {finding.type for finding in report.findings} <= {line["type"]}
        assert dspy_schema.validate(line["record"], type=line["type"]).ok


def test_no_member_is_required_that_one_version_leaves_out(saved: list[dict[str, Any]]) -> None:
    """Without any one member of a part or a state, `load` fails: each is required, but for the settings of a model."""
    for line in saved:
        if line["type"] != "SavedPredictor":
            continue
        for name in line["record"]:
            rest = {other: value for other, value in line["record"].items() if other != name}
            report = dspy_schema.validate(rest, type="SavedPredictor")
            assert [finding.pointer for finding in report.findings if finding.code == "DSP203"] == [f"/{name}"]
