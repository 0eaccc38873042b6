"""A saved program that no longer fits its code is found before two versions of DSPy load it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(__file__).with_name("dspy_drift.py")
VERSIONS = {"3.4.1": "", "3.3.1": "dspy-3.3.1"}
FIELDS = "/answer/signature/fields"
COUNT = ["DSP327", "error", FIELDS]
FOUND = {
    "none": [],
    "an input in front": [COUNT, *(["DSP327", "error", f"{FIELDS}/{number}"] for number in range(3))],
    "an output at the end": [COUNT],
    "an input less": [COUNT, ["DSP327", "error", f"{FIELDS}/1"]],
    "fields in another order": [["DSP327", "error", f"{FIELDS}/0"], ["DSP327", "error", f"{FIELDS}/1"]],
    "a field renamed": [["DSP327", "error", f"{FIELDS}/2"], ["DSP320", "warning", "/answer/demos/0"]],
    "other instructions": [["DSP328", "info", "/answer/signature/instructions"]],
    "settings": [["DSP329", "info", "/answer"]],
    "a part more": [["DSP326", "error", ""]],
    "a part less": [["DSP326", "warning", "/answer"]],
    "a part renamed": [["DSP326", "error", ""], ["DSP326", "warning", "/answer"]],
    "a lone predictor": [["DSP326", "error", ""], ["DSP326", "warning", "/find"], ["DSP326", "warning", "/answer"]],
    "a chain of thought": [["DSP326", "error", ""], ["DSP326", "warning", "/answer"]],
}


@pytest.fixture(scope="module", params=VERSIONS)
def changes(request: pytest.FixtureRequest, lines: Callable[..., Any]) -> dict[str, dict[str, Any]]:
    return {line["name"]: line for line in lines(SCRIPT, VERSIONS[request.param])}


def test_each_change_is_found(changes: dict[str, dict[str, Any]]) -> None:
    assert changes.keys() == FOUND.keys()
    for name, expected in FOUND.items():
        assert sorted(changes[name]["found"]) == sorted(expected), name


def test_a_part_that_is_missing_is_what_stops_loading(changes: dict[str, dict[str, Any]]) -> None:
    """And nothing else: DSPy loads all other programs without a word."""
    stopped = {name for name, change in changes.items() if not change["loads"]}
    assert stopped == {name for name, found in FOUND.items() if ["DSP326", "error", ""] in found}


def test_trees_are_valid_records(changes: dict[str, dict[str, Any]]) -> None:
    for change in changes.values():
        assert dspy_schema.validate(change["tree"]).findings == []
        assert dspy_schema.validate(change["tree"], type="ProgramTree").findings == []
