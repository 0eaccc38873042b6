"""The base class of all reporters."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from dspy_schema.findings import Severity

if TYPE_CHECKING:
    from dspy_schema.findings import Finding, Summary, Tally


class Reporter:
    """Writes the findings of a run to a binary stream, each at once where the format can.

    `color` allows ANSI colours; `quiet` leaves the summary out and `verbose` adds to each finding, where the
    format is for people; `unit` is what such a format calls what was checked; `fail_on` is the mildest severity
    that fails the run (None for never), where the format separates passed from failed. The stream is flushed at the
    end and stays open; the caller handles what it raises, such as BrokenPipeError.
    """

    def __init__(
        self,
        out: BinaryIO,
        *,
        color: bool = False,
        quiet: bool = False,
        verbose: int = 0,
        fail_on: Severity | None = Severity.ERROR,
        unit: str = "record",
    ) -> None:
        self._unit = unit
        self._write = out.write
        self._flush = out.flush
        self._color = color
        self._quiet = quiet
        self._verbose = verbose
        self._failing = failing_severities(fail_on)

    def source(self, name: str) -> None:
        """Report a source that is being read, before its findings; a second call changes nothing."""

    def finding(self, finding: Finding) -> None:
        """Report one finding."""
        raise NotImplementedError

    def types(self, tally: Tally, excluded: int) -> None:
        """Take the records by type, and the number of files that a pattern left out, before `close`."""

    def close(self, summary: Summary) -> None:  # noqa: ARG002  # formats without totals have no use for it
        """Write what is left to write; nothing is reported after it."""
        self._flush()


def failing_severities(fail_on: Severity | None) -> list[Severity]:
    """List the severities that fail a run: `fail_on` and worse; none for None."""
    severities = [*Severity]
    return [] if fail_on is None else severities[: severities.index(fail_on) + 1]
