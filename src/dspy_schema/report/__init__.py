"""Findings to bytes: one reporter for each output format, imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from dspy_schema.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from dspy_schema.report.base import Reporter

__all__ = ["REPORTERS", "create"]


def create(
    name: str,
    out: BinaryIO,
    *,
    color: bool = False,
    quiet: bool = False,
    verbose: int = 0,
    fail_on: Severity | None = Severity.ERROR,
    unit: str = "record",
) -> Reporter:
    """The reporter of that name, a key of REPORTERS, writing to `out`; `Reporter` tells of the options."""
    return REPORTERS[name]()(out, color=color, quiet=quiet, verbose=verbose, fail_on=fail_on, unit=unit)


def _text() -> type[Reporter]:
    from dspy_schema.report.text import TextReporter

    return TextReporter


def _json() -> type[Reporter]:
    from dspy_schema.report.json_ import JsonReporter

    return JsonReporter


def _jsonl() -> type[Reporter]:
    from dspy_schema.report.jsonl import JsonLinesReporter

    return JsonLinesReporter


def _junit() -> type[Reporter]:
    from dspy_schema.report.junit import JUnitReporter

    return JUnitReporter


def _sarif() -> type[Reporter]:
    from dspy_schema.report.sarif import SarifReporter

    return SarifReporter


def _github() -> type[Reporter]:
    from dspy_schema.report.github import GitHubReporter

    return GitHubReporter


REPORTERS: dict[str, Callable[[], type[Reporter]]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "junit": _junit,
    "sarif": _sarif,
    "github": _github,
}
