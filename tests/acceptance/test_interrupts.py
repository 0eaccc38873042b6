"""Whenever an interrupt comes, what is counted is reported, and what is reported is counted.

The signal is sent at each place in the package's code that a run comes to, one after the other: none is left out, and
none depends on time.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from types import FrameType

    Command = Callable[..., subprocess.CompletedProcess[str]]

SOURCE = str(Path(dspy_schema.__file__).parent)
JOB = '{"id": "a", "model": "m"}\n'
BAD = '{"id": "b", "model": 1, "zzz": 1}\n'
WARNED = '{"id": "c", "checkpoints": {"x": 1}, "last_checkpoint": "y"}\n'


# The functions below those of a command that are looked into: deeper ones only work out what these count and report.
DEPTH = 4


class Interrupting:
    """Sends the signal at step `at` of a command, a line of the package's code; notes the last step of each place."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.steps = 0
        self.places: dict[tuple[object, ...], int] = {}

    def __call__(self, frame: FrameType, event: str, _: object) -> Any:
        if event == "call":
            return self if len(stack(frame)) <= DEPTH else None
        if event == "line":
            self.steps += 1
            if not self.at:
                self.places[stack(frame)] = self.steps
            elif self.steps == self.at:
                sys.settrace(None)
                signal.raise_signal(signal.SIGINT)
        return self

    def __enter__(self) -> Interrupting:
        sys.settrace(self)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)


def stack(frame: FrameType | None) -> tuple[object, ...]:
    """The places of a frame and of its callers, up to the function of a command; endless outside of that."""
    places: list[object] = []
    while frame is not None and frame.f_code.co_filename.startswith(SOURCE):
        places.append((frame.f_code, frame.f_lineno))
        if frame.f_code.co_name == "run":
            return tuple(places)
        frame = frame.f_back
    return (None,) * (DEPTH + 1)


def totals(text: str, form: str) -> tuple[dict[str, int], list[dict[str, Any]]] | None:
    """What a report says in sum, and its findings; None where nothing is reported."""
    if form == "json":
        report = json.loads(text) if text else None
        return report and (report["summary"], report["findings"])
    *lines, last = text.splitlines() or [""]
    found = re.fullmatch(
        r"(?P<records>\d+) records?: (?P<valid>\d+) valid, (?P<invalid>\d+) invalid; (?P<errors>\d+) errors?, "
        r"(?P<warnings>\d+) warnings? .*",
        last,
    )
    if found is None:
        assert text == "", "findings without totals"
        return None
    findings = [re.fullmatch(r"(\S+):(\d+):\d+: (\w+) .*", line) for line in lines]
    numbers = {name: int(number) for name, number in found.groupdict().items()}
    return numbers, [{"source": each[1], "record": int(each[2]), "severity": each[3]} for each in findings if each]


@pytest.mark.parametrize(
    ("arguments", "form", "stream"),
    [
        (["validate"], "text", "stdout"),
        (["validate", "--max-errors", "3"], "json", "stdout"),
        (["convert"], "text", "stderr"),
        (["publish"], "json", "stderr"),
    ],
)
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # an interrupt may come while one is opened
def test_totals_and_findings_agree(command: Command, tmp_path: Path, arguments: list[str], form: str, stream: str):
    (tmp_path / "a.jsonl").write_text(JOB + BAD + WARNED + BAD + JOB)

    def run(at: int = 0) -> tuple[list[int], int, str]:
        with Interrupting(at) as interrupting:
            done = command(*arguments, "a.jsonl", "--output-format", form, cwd=tmp_path)
        return sorted(interrupting.places.values()), done.returncode, getattr(done, stream)

    run()  # what is imported is imported now
    steps, status, whole = run()
    assert status == 1
    everything = totals(whole, form)
    assert everything
    assert len(everything[1]) >= 3
    faults: list[str] = []
    partial = 0
    for at in steps:
        _, status, text = run(at)
        report = totals(text, form)
        if status != 130:
            faults.append(f"step {at}: the status is {status}")
        if report is None:
            continue
        numbers, findings = report
        partial += 0 < len(findings) < len(everything[1])
        errors = [each for each in findings if each["severity"] == "error"]
        told = {
            "valid": numbers["records"] - numbers["invalid"],
            "invalid": len({each["record"] for each in errors}),
            "errors": len(errors),
            "warnings": sum(each["severity"] == "warning" for each in findings),
        }
        if {name: numbers[name] for name in told} != told:
            faults.append(f"step {at}: {numbers}, but {told} in the findings")
    assert not faults, "\n".join(faults)
    assert len(steps) > 100
    assert partial or arguments[0] != "validate"
