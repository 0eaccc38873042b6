"""How far a long run has come is told on a terminal, after a second, and never between findings."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

import pytest

from dspy_schema.cli.session import Progress
from dspy_schema.findings import Summary
from dspy_schema.reporters import registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Screen(io.StringIO):
    """A standard error that is a terminal, or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What is drawn if records are checked at those seconds after the start."""

    def run(seconds: list[float], *, terminal: bool = True, shown: bool = True) -> str:
        screen, now = Screen(terminal=terminal), [100.0]
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        progress = Progress(registry.create_reporter("text", io.BytesIO()), output=None, shown=shown)
        for second in seconds:
            now[0] = 100 + second
            progress.progress(Summary(records=int(second * 1000), invalid=1))
        progress.clear()
        return screen.getvalue()

    return run


def test_a_short_run_draws_nothing(drawn: Callable[..., str]) -> None:
    assert drawn([0.1, 0.5, 0.99]) == ""


def test_a_long_run_draws_a_line_now_and_then_and_takes_it_away(drawn: Callable[..., str]) -> None:
    assert drawn([0.5, 1.1, 1.15, 1.4]) == (
        "\r\x1b[K1,100 records, 1 invalid …\r\x1b[K1,400 records, 1 invalid …\r\x1b[K"
    )


@pytest.mark.parametrize("options", [{"terminal": False}, {"shown": False}])
def test_nothing_is_drawn_elsewhere_or_in_quiet(drawn: Callable[..., str], options: dict[str, bool]) -> None:
    assert drawn([0.5, 2, 3], **options) == ""


def test_an_input_is_not_taken_for_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.touch()
    progress = Progress(registry.create_reporter("text", io.BytesIO()), output=str(path), shown=False)
    with pytest.raises(FileExistsError, match="choose another name"):
        progress.source(str(path))
