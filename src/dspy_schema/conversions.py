"""Check records and convert those that have no error: what `api.convert` and the command line are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.findings import Finding, Severity
from dspy_schema.records import Batch, read_source
from dspy_schema.vendors.stage import Lines, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.records import Format, Source
    from dspy_schema.validation import Checker


class Converted(msgspec.Struct):
    """A batch, the lines that its records became, and all findings, by record."""

    batch: Batch
    lines: list[Lines]
    findings: list[Finding]


def conversions(
    sources: Iterable[Source | Batch],
    checker: Checker,
    to: str,
    *,
    format_: Format | None = None,
    keep_secrets: bool = False,
    jobs_only: bool = False,
) -> Iterator[Converted]:
    """Batch by batch what the records become; at the end an empty batch with what is left to say.

    Raises UnknownVendorError.
    """
    stage = Stage(to, keep_secrets=keep_secrets, jobs_only=jobs_only)
    for batch in _batches(sources, checker, format_):
        decoded = stage.decoded(batch)
        checked = checker.checked(batch, decoded.records if decoded else None)
        output = stage.convert(batch, checked.types, decoded)
        if output.findings:
            _count(output.findings, checker)
            output.findings = sorted([*checked.findings, *output.findings], key=lambda each: each.record or 0)
        yield Converted(batch, output.lines, output.findings or checked.findings)
    if left := stage.left():
        _count(left, checker)
        yield Converted(Batch(source=""), [], left)


def _batches(sources: Iterable[Source | Batch], checker: Checker, format_: Format | None) -> Iterator[Batch]:
    for source in sources:
        if isinstance(source, Batch):
            yield source
            continue
        if checker.watch:
            checker.watch.source(source.name)
        yield from read_source(source, format_)


def _count(findings: list[Finding], checker: Checker) -> None:
    """Count the findings of the conversion; a record that cannot be converted counts as invalid."""
    severities = [each.severity for each in findings]
    errors = severities.count(Severity.ERROR)
    checker.summary.errors += errors
    checker.summary.invalid += errors
    checker.summary.valid -= errors
    checker.summary.warnings += severities.count(Severity.WARNING)
