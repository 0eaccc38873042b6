"""A run session: exit status, totals and time, the progress line, interrupts."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

import pytest

from dspy_schema.errors import ExitStatus
from dspy_schema.findings import Finding, Report, Severity, Summary
from dspy_schema.reporters import registry
from dspy_schema.session import ProgressLine, RunSession

if TYPE_CHECKING:
    from pathlib import Path

ERROR = Finding(code="DSP205", severity=Severity.ERROR, message="m", source="a", record=1)
WARNING = Finding(code="DSP112", severity=Severity.WARNING, message="m", source="a")
UNREADABLE = Finding(code="DSP100", severity=Severity.ERROR, message="m", source="a")


class Screen(io.StringIO):
    """A stream that is a terminal, or not."""

    def __init__(self, *, terminal: bool = True) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


class Clock:
    """A clock that the test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    monkeypatch.setattr(time, "perf_counter", clock)
    return clock


def create_session(out: io.BytesIO, **options: object) -> RunSession:
    return RunSession(registry.create_reporter("text", out), **options)


@pytest.mark.parametrize(
    ("findings", "fail_on", "status"),
    [
        ([], Severity.ERROR, ExitStatus.OK),
        ([WARNING], Severity.ERROR, ExitStatus.OK),
        ([WARNING], Severity.WARNING, ExitStatus.FINDINGS),
        ([ERROR, WARNING], Severity.ERROR, ExitStatus.FINDINGS),
        ([ERROR], None, ExitStatus.OK),
        ([UNREADABLE, ERROR], Severity.ERROR, ExitStatus.FAILURE),
        ([UNREADABLE], None, ExitStatus.FAILURE),
    ],
)
def test_the_worst_finding_decides_the_status(findings: list[Finding], fail_on: Severity | None, status: ExitStatus):
    session = create_session(io.BytesIO(), fail_on=fail_on)
    session.report(findings)
    assert session.status is status


def test_the_report_ends_with_totals_and_time(clock: Clock):
    out = io.BytesIO()
    session = create_session(out)
    session.count_and_report([UNREADABLE])
    session.add(Report(summary=Summary(records=2, valid=1, invalid=1, errors=1, warnings=1), findings=[ERROR]))
    clock.now += 2.5
    session.close()
    *lines, totals = out.getvalue().decode().splitlines()
    assert lines == [str(UNREADABLE), str(ERROR)]
    assert totals == "2 records: 1 valid, 1 invalid; 2 errors, 1 warning (2.50 s)"


def test_time_is_not_counted_in_a_pause(clock: Clock):
    session = create_session(io.BytesIO())
    for seconds in (1, 2):
        session.resume()
        clock.now += seconds
        session.pause()
        clock.now += 10
    assert session.summary.seconds == 3


def test_an_input_is_never_the_output(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.touch()
    session = create_session(io.BytesIO(), output=str(path))
    session.source(str(tmp_path / "b.jsonl"))
    with pytest.raises(FileExistsError, match="choose another name"):
        session.source(str(path))


def draw(screen: Screen, clock: Clock, seconds: list[float]) -> str:
    """Draw the progress at those seconds after the start, and then report a finding."""
    session = create_session(io.BytesIO(), progress_line=ProgressLine(screen))
    for second in seconds:
        clock.now = 100 + second
        session.progress(Summary(records=int(second * 1000), invalid=1))
    session.report([ERROR, ERROR])
    return screen.getvalue()


def test_a_short_run_draws_nothing(clock: Clock):
    assert draw(Screen(), clock, [0.1, 0.5, 0.99]) == ""


def test_a_long_run_draws_a_line_and_removes_it_before_a_finding(clock: Clock):
    assert draw(Screen(), clock, [0.5, 1.1, 1.15, 1.4]) == (
        "\r\x1b[K1,100 records, 1 invalid …\r\x1b[K1,400 records, 1 invalid …\r\x1b[K"
    )


def test_nothing_is_drawn_where_there_is_no_terminal(clock: Clock):
    assert draw(Screen(terminal=False), clock, [0.5, 2, 3]) == ""
