"""Tell on a terminal how far a long run has come."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dspy_schema.findings import Summary
    from dspy_schema.report.base import Reporter

QUIET_SECONDS = 1.0
STEP_SECONDS = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """A line on standard error, if that is a terminal, after a second and then five times a second."""

    def __init__(self, reporter: Reporter, *, output: str | None, shown: bool) -> None:
        self._reporter = reporter
        self._output = output
        self._next = time.monotonic() + QUIET_SECONDS if shown and sys.stderr and sys.stderr.isatty() else float("inf")
        self._drawn = False

    def source(self, name: str) -> None:
        """Tell the report of a source.

        Raises FileExistsError if the output would replace it.
        """
        if self._output is not None and _are_one_file(name, self._output):
            raise FileExistsError(f"the output would replace {name}, which is an input; choose another name for -o")
        self._reporter.source(name)

    def progress(self, summary: Summary) -> None:
        """Draw the line, if it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + STEP_SECONDS
        self._drawn = True
        self._write(f"{_CLEAR}{summary.records:,} records, {summary.invalid:,} invalid …")

    def clear(self) -> None:
        """Take the line away, so that findings do not stand behind it."""
        if self._drawn:
            self._drawn = False
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _are_one_file(name: str, other: str) -> bool:
    return os.path.isfile(other) and os.path.isfile(name) and os.path.samefile(name, other)
