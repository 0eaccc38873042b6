"""Whenever an interrupt comes, what is counted is reported, and what is reported is counted.

The signal is sent at each place in the package's code that a run comes to, one after the other: none is left out, and
none depends on time.
"""

from __future__ import annotations

import contextlib
import functools
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
    from types import CodeType, FrameType

    Command = Callable[..., subprocess.CompletedProcess[str]]

SOURCE = str(Path(dspy_schema.__file__).parent)
JOB = '{"id": "a", "model": "m"}\n'
BAD = '{"id": "b", "model": 1, "zzz": 1}\n'
WARNED = '{"id": "c", "checkpoints": {"x": 1}, "last_checkpoint": "y"}\n'


RECORDS = JOB + BAD + WARNED + BAD + JOB
SHIPPED = Path(__file__).parents[2] / "schema/mappings/dspy-schema.sssom.tsv"
MAPPINGS = "".join(SHIPPED.read_text(encoding="utf-8").splitlines(keepends=True)[:23]).replace("\t0.", "\t9.")
# The functions from that of a command down that are looked into: deeper ones only work out what these count and report.
# What takes long to load and does nothing else below is looked into less.
DEEP, FLAT = 4, 2
# The functions of commands, each of which opens a session.
COMMANDS = {"run", "run_check", "_load"}


class Interrupting:
    """Sends the signal at step `at` of a command, a line of the package's code; notes the last step of each place."""

    def __init__(self, at: int, depth: int) -> None:
        self.at = at
        self.depth = depth
        self.steps = 0
        self.places: dict[tuple[object, ...], int] = {}

    def __call__(self, frame: FrameType, event: str, _: object) -> Any:
        if event == "call":
            # Who is called by what is not looked into is not looked into, which is found here without its stack.
            if not may_be_looked_into(frame, self):
                return None
            places = stack(frame)
            return self if places and len([code for code, _ in places if is_ours(code)]) <= self.depth else None
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


@functools.cache
def is_ours(code: CodeType) -> bool:
    return code.co_filename.startswith(SOURCE)


def may_be_looked_into(frame: FrameType, tracer: object) -> bool:
    code = frame.f_code
    if is_ours(code) and code.co_name in COMMANDS:
        return True
    return frame.f_back is not None and frame.f_back.f_trace is tracer


def stack(frame: FrameType | None) -> tuple[tuple[CodeType, int], ...]:
    """The places of a frame and of its callers, up to the function of a command; none outside of that.

    What the package opens is entered and left through contextlib, where an interrupt may come, too.
    """
    places: list[tuple[CodeType, int]] = []
    while frame is not None and (is_ours(frame.f_code) or frame.f_code.co_filename == contextlib.__file__):
        places.append((frame.f_code, frame.f_lineno))
        if is_ours(frame.f_code) and frame.f_code.co_name in COMMANDS:
            return tuple(places)
        frame = frame.f_back
    return ()


def totals(text: str, form: str) -> tuple[dict[str, int], list[dict[str, Any]]] | None:
    """What a report says in sum, and its findings; None where nothing is reported."""
    if form == "json":
        report = json.loads(text) if text else None
        return report and (report["summary"], report["findings"])
    *lines, last = text.splitlines() or [""]
    found = re.fullmatch(
        r"(?P<records>\d+) \w+: (?P<valid>\d+) valid, (?P<invalid>\d+) invalid; (?P<errors>\d+) errors?, "
        r"(?P<warnings>\d+) warnings? .*",
        last,
    )
    if found is None:
        assert text == "", "findings without totals"
        return None
    findings = [re.fullmatch(r"(\S+:\d+):\d+: (\w+) .*", line) for line in lines]
    numbers = {name: int(number) for name, number in found.groupdict().items()}
    return numbers, [{"record": finding[1], "severity": finding[2]} for finding in findings if finding]


@pytest.mark.parametrize(
    ("arguments", "form", "depth"),
    [
        (["validate", "a.jsonl"], "text", DEEP),
        (["validate", "--max-errors", "3", "a.jsonl"], "json", DEEP),
        (["convert", "a.jsonl"], "text", DEEP),
        (["publish", "a.jsonl"], "json", DEEP),
        (["query", "--query", "ASK {}", "a.jsonl"], "text", FLAT),
        (["evidence", "--framework", "iso42001", "a.jsonl"], "json", FLAT),
        (["mappings", "check", "a.sssom.tsv"], "text", FLAT),
    ],
)
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # an interrupt may come while one is opened
def test_totals_and_findings_agree(command: Command, tmp_path: Path, arguments: list[str], form: str, depth: int):
    stream = "stdout" if arguments[0] in {"validate", "mappings"} else "stderr"
    (tmp_path / arguments[-1]).write_text(MAPPINGS if arguments[0] == "mappings" else RECORDS)

    def run(at: int = 0) -> tuple[list[int], int, str]:
        with Interrupting(at, depth) as interrupting:
            done = command(*arguments, "--output-format", form, cwd=tmp_path)
        return sorted(interrupting.places.values()), done.returncode, getattr(done, stream)

    run()  # what is imported is imported now
    steps, status, whole = run()
    assert status == 1
    everything = totals(whole, form)
    assert everything
    assert len(everything[1]) >= 3
    faults: list[str] = []
    partial = 0
    has_counted = False
    for at in steps:
        _, status, text = run(at)
        report = totals(text, form)
        if status != 130:
            faults.append(f"step {at}: the status is {status}")
        if report is None:
            if has_counted:
                faults.append(f"step {at}: no totals")
            continue
        numbers, findings = report
        has_counted = has_counted or numbers["records"] > 0
        partial += 0 < len(findings) < len(everything[1])
        errors = [finding for finding in findings if finding["severity"] == "error"]
        counted = {
            "valid": numbers["records"] - numbers["invalid"],
            "invalid": len({finding["record"] for finding in errors}),
            "errors": len(errors),
            "warnings": sum(finding["severity"] == "warning" for finding in findings),
        }
        if {name: numbers[name] for name in counted} != counted:
            faults.append(f"step {at}: {numbers}, but {counted} in the findings")
    assert not faults, "\n".join(faults)
    assert has_counted
    assert len(steps) > (100 if depth == DEEP else 30)
    assert partial or arguments[0] != "validate"
