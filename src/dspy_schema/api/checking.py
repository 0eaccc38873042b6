"""Check records."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from dspy_schema.api.inputs import Source, sources
from dspy_schema.findings import Finding, Report, Summary
from dspy_schema.records import Format
from dspy_schema.validation import AUTO, Checker, Watch, findings_of_sources

if TYPE_CHECKING:
    from collections.abc import Iterator


def validate(
    source: Source,
    *,
    type: str = AUTO,
    format: str | None = None,
    strict_json: bool = False,
    jobs: int = 1,  # the options' names
) -> Report:
    """Check records and report all findings; see `iter_findings`."""
    summary = Summary()
    start = time.perf_counter()
    findings = list(
        iter_findings(source, type=type, format=format, strict_json=strict_json, jobs=jobs, summary=summary)
    )
    summary.seconds = time.perf_counter() - start
    return Report(summary=summary, findings=findings)


def iter_findings(
    source: Source,
    *,
    type: str = AUTO,  # the option's name
    format: str | None = None,  # the option's name
    strict_json: bool = False,
    jobs: int = 1,
    summary: Summary | None = None,
    watch: Watch | None = None,
) -> Iterator[Finding]:
    """Check records and give findings as they are found, in memory that does not grow with JSON Lines.

    `source` is a path (file, folder, glob, `-` for standard input), a record as a mapping, or an iterable of such,
    of which the paths come first;
    `type` is the name of a class or `auto`; `format` is `json`, `jsonl` or `yaml`, by default what the name or the
    content tells; `strict_json` refuses repeated names at every level; `jobs` processes share large JSON Lines files.
    `summary`, if given, is counted up, and `watch` told of sources and progress. What is wrong with data, or with a
    file, is a finding.

    Raises UnknownTypeError, ValueError for an unknown format, and TypeError for a mapping with values that JSON does
    not have.
    """
    checker = Checker(type, strict_json=strict_json, summary=summary, watch=watch)
    return findings_of_sources(sources(source), checker, format_=Format(format) if format else None, jobs=jobs)
