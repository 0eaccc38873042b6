"""Interrupts wait only while a run holds them, and none waits for what runs after it."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema
from dspy_schema.cli.main import main
from dspy_schema.errors import ExitStatus
from dspy_schema.interrupts import Interrupts, defer_interrupts, hold_interrupts
from dspy_schema.session import RunSession

if TYPE_CHECKING:
    from pathlib import Path

BAD = '{"id": "a", "model": 1}\n'


@pytest.mark.parametrize("handler", [signal.default_int_handler, lambda *_: None])
def test_a_run_that_was_interrupted_leaves_no_interrupt_behind(
    handler: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.jsonl"
    path.write_text(BAD * 3)
    report = RunSession.report
    calls: list[object] = []

    def report_and_interrupt(session: RunSession, findings: Any) -> None:
        calls.append(session)
        if len(calls) == 2:
            signal.raise_signal(signal.SIGINT)
        report(session, findings)

    monkeypatch.setattr(RunSession, "report", report_and_interrupt)
    before = signal.signal(signal.SIGINT, handler)
    try:
        is_ours = handler is signal.default_int_handler
        assert main(["validate", str(path)]) == (ExitStatus.INTERRUPTED if is_ours else ExitStatus.FINDINGS)
        assert signal.getsignal(signal.SIGINT) is handler
        assert dspy_schema.validate(path).summary.errors == 3
        with hold_interrupts():
            pass
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("handler", [signal.default_int_handler, signal.SIG_IGN])
def test_each_run_has_interrupts_of_its_own(handler: Any):
    before = signal.signal(signal.SIGINT, handler)
    try:
        with defer_interrupts() as interrupts:
            assert hold_interrupts() is interrupts
            interrupts.until_the_end()
        with pytest.raises(ZeroDivisionError), defer_interrupts() as second:
            _ = 1 / 0
        assert len({id(interrupts), id(second), id(hold_interrupts())}) == 3
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_waits_until_the_outermost_context_ends():
    interrupts = Interrupts()
    inner = interrupts
    with pytest.raises(KeyboardInterrupt), interrupts, inner:
        interrupts.handle()
    assert interrupts.is_waiting


def test_an_interrupt_that_is_not_held_and_a_second_one_are_raised():
    interrupts = Interrupts()
    with pytest.raises(KeyboardInterrupt):
        interrupts.handle()
    interrupts.until_the_end()
    interrupts.handle()
    with pytest.raises(KeyboardInterrupt):
        interrupts.handle()


def test_an_interrupt_waits_to_the_end_unless_the_run_goes_on():
    interrupts = Interrupts()
    interrupts.until_the_end()
    interrupts.until_the_end()
    interrupts.resume()
    interrupts.until_the_end()
    with interrupts:
        interrupts.handle()
    with pytest.raises(KeyboardInterrupt):
        interrupts.resume()
