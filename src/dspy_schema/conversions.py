"""Check records and convert those that have no error: what `api.convert` and the command line are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.findings import Finding, Severity
from dspy_schema.records import Batch, read_source
from dspy_schema.validation import Checker
from dspy_schema.vendors.stage import DSPY, Lines, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.records import Format, Source

# The code for a record whose type is not clear.
UNTOLD = "DSP202"


class Converted(msgspec.Struct):
    """A batch, the lines that its records became, all findings, by record, and the types of records without error."""

    batch: Batch
    lines: list[Lines]
    findings: list[Finding]
    types: Sequence[str | None] = ()

    def placed(self, problem: Finding, index: int) -> Finding:
        """What is wrong with the record at an index of the batch, with where it is and of what type."""
        batch = self.batch
        line, column = batch.places.of_pointer(index, problem.pointer) if batch.places else (None, None)
        return msgspec.structs.replace(
            problem, source=batch.source, record=batch.first + index, line=line, column=column, type=self.types[index]
        )


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
    judge = None if to == DSPY else Checker()
    for batch in _batches(sources, checker, format_):
        decoded = stage.decoded(batch)
        checked = checker.checked(batch, decoded.records if decoded else None)
        output = stage.convert(batch, checked.types, decoded)
        if judge:
            output.findings += _incomplete(output.lines, batch, judge, to)
        if output.findings:
            _count(output.findings, checker)
            output.findings = sorted([*checked.findings, *output.findings], key=lambda each: each.record or 0)
        yield Converted(batch, output.lines, output.findings or checked.findings, checked.types)
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


def _incomplete(lines: Iterable[Lines], batch: Batch, judge: Checker, to: str) -> Iterator[Finding]:
    """What to say of vendors' records that are made of a pair, and are not what the vendor would have written."""
    for each in lines:
        found = judge.findings(Batch(source=batch.source, texts=[each.text]))
        fault = next((one for one in found if one.severity is Severity.ERROR and one.code != UNTOLD), None)
        if fault is not None:
            index = each.indices[0]
            line, column = batch.places.of_pointer(index, "") if batch.places else (None, None)
            message = f"what it becomes is no record as {to} writes them: {fault.message} [{fault.pointer}]"
            yield msgspec.structs.replace(
                fault,
                code="DSP407",
                severity=Severity.WARNING,
                message=message,
                record=batch.first + index,
                line=line,
                column=column,
                pointer="",
            )


def _count(findings: list[Finding], checker: Checker) -> None:
    """Count the findings of the conversion; a record that cannot be converted counts as invalid."""
    severities = [each.severity for each in findings]
    errors = severities.count(Severity.ERROR)
    checker.summary.errors += errors
    checker.summary.invalid += errors
    checker.summary.valid -= errors
    checker.summary.warnings += severities.count(Severity.WARNING)
