"""The reporters by output format, each imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from dspy_schema.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from dspy_schema.reporters.reporter import Reporter


def create_reporter(
    name: str,
    out: BinaryIO,
    *,
    color: bool = False,
    quiet: bool = False,
    verbose: int = 0,
    fail_on: Severity | None = Severity.ERROR,
    unit: str = "record",
) -> Reporter:
    """Create the reporter of that name, a key of REPORTERS, with the options of `Reporter`."""
    return REPORTERS[name]()(out, color=color, quiet=quiet, verbose=verbose, fail_on=fail_on, unit=unit)


def _text() -> type[Reporter]:
    from dspy_schema.reporters.text import TextReporter

    return TextReporter


def _json() -> type[Reporter]:
    from dspy_schema.reporters.json import JsonReporter

    return JsonReporter


def _jsonl() -> type[Reporter]:
    from dspy_schema.reporters.json import JsonLinesReporter

    return JsonLinesReporter


def _junit() -> type[Reporter]:
    from dspy_schema.reporters.ci import JUnitReporter

    return JUnitReporter


def _sarif() -> type[Reporter]:
    from dspy_schema.reporters.sarif import SarifReporter

    return SarifReporter


def _github() -> type[Reporter]:
    from dspy_schema.reporters.ci import GitHubReporter

    return GitHubReporter


REPORTERS: dict[str, Callable[[], type[Reporter]]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "junit": _junit,
    "sarif": _sarif,
    "github": _github,
}
