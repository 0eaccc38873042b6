"""Trainings that caikit ran, by caikit_live and as its runtime reports them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema
from dspy_schema.conversion import vendors

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(__file__).parents[2] / "examples" / "recording" / "caikit_jobs.py"

Look = dict[str, Any]


@pytest.fixture(scope="module")
def looks(lines: Callable[..., Any]) -> list[Look]:
    return list(lines(SCRIPT, "caikit"))


def type_of(look: Look) -> str:
    if look["source"] == "future" and look["step"] != "message":
        return "caikit:TrainingInfo"
    return "caikit:TrainingStatusResponse" if "state" in look["record"] else "caikit:TrainingJob"


def test_the_records_are_valid(looks: list[Look]):
    for look in looks:
        assert dspy_schema.validate(look["record"]).findings == []
        assert dspy_schema.validate(look["record"], type=type_of(look)).findings == []


def test_the_trainings_went_through_all_they_should(looks: list[Look]):
    reported = [
        (look["source"], look["name"], look["step"], look["record"].get("status", look["record"].get("state")))
        for look in looks
    ]
    ends = {"succeeded": "COMPLETED", "failed": "ERRORED", "cancelled": "CANCELED"}
    asked = {"cancelled": ["asked"]}
    assert reported == [
        *(
            ("future", name, step, status)
            for name, end in ends.items()
            for step, status in (
                ("running", "RUNNING"),
                *((step, end) for step in asked.get(name, [])),
                ("after", end),
                ("message", None),
                ("message", end),
            )
        ),
        *(
            ("runtime", name, step, status)
            for name, end in ends.items()
            for step, status in (
                ("started", None),
                ("running", "RUNNING"),
                *((step, end) for step in asked.get(name, [])),
                ("after", end),
            )
        ),
    ]


def test_the_records_convert_and_come_back(looks: list[Look]):
    for look in looks:
        pair = vendors.to_dspy(look["record"], type_of(look))
        assert dspy_schema.validate(pair).findings == []
        assert vendors.to_vendor(*pair) == look["record"]
        status = {
            "RUNNING": "running",
            "COMPLETED": "succeeded",
            "ERRORED": "failed",
            "CANCELED": "cancelled",
            None: None,
        }
        assert pair[1].get("run_status") == status[look["record"].get("status", look["record"].get("state"))]


def test_the_end_of_a_training(looks: list[Look]):
    infos = {look["name"]: look["record"] for look in looks if look["source"] == "future" and look["step"] == "after"}
    assert {name: info["errors"] for name, info in infos.items()} == {
        "succeeded": None,
        "failed": ["ValueError: not enough labels"],
        "cancelled": None,
    }
    for info in infos.values():
        assert info["save_path"] == f"models/{info['id']}/majority-v1"
        assert info["model_name"] == "majority-v1"
    assert infos["failed"]["id"] == "nightly-7"


def test_the_times_are_utc_wherever_the_training_ran(looks: list[Look]):
    now = datetime.now(UTC)
    times = [
        time
        for look in looks
        for name, time in look["record"].items()
        if name.startswith(("submission", "completion")) and time is not None
    ]
    assert len(times) == 23
    assert all(time.endswith("Z") for time in times)
    assert all(timedelta() <= now - datetime.fromisoformat(time) < timedelta(hours=1) for time in times)


def test_the_future_and_the_messages_of_the_runtime_tell_the_same_times(looks: list[Look]):
    for before, message in zip(looks, looks[2:], strict=False):
        if (before["step"], message["step"]) == ("after", "message"):
            info, response = before["record"], message["record"]
            assert info["id"] == response["training_id"]
            # Protocol buffers leave out decimals that are zero, in threes.
            for ours, theirs in (
                (info["submission_time"], response["submission_timestamp"]),
                (info["completion_time"], response["completion_timestamp"]),
            ):
                assert datetime.fromisoformat(ours) == datetime.fromisoformat(theirs)
