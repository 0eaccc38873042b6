"""Read records, and convert them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import records
from dspy_schema.api.inputs import OnFinding, Source, sources, tell
from dspy_schema.errors import ReadError
from dspy_schema.findings import Severity, Summary
from dspy_schema.records import Batch, Format
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.records.record import Record


def read(source: Source, *, format: str | None = None) -> Iterator[Record]:  # the option's name
    """The records of `source` (see `iter_findings`), unchecked; a record's `value` is parsed when it is asked for.

    Raises ReadError where a source cannot be read, after the records before it.
    """
    format_ = Format(format) if format else None
    for each in sources(source):
        yield from records_of([each] if isinstance(each, Batch) else records.read_source(each, format_))


def convert(
    source: Source,
    to: str = "dspy",
    *,
    type: str = AUTO,  # the option's name
    format: str | None = None,  # the option's name
    keep_secrets: bool = False,
    jobs_only: bool = False,
    summary: Summary | None = None,
    on_finding: OnFinding | None = None,
) -> Iterator[Record]:
    """The records of `source` (see `iter_findings`) as those of `dspy`, or of a vendor, in input order.

    To `dspy`, a vendor's job record becomes two: a TrainingJob or ReinforceJob, and unless `jobs_only` a TrainingRun.
    To a vendor, such a pair becomes the vendor's record again, exactly as it was; the halves may stand apart. A record
    that is in the wanted form passes. A record's `text` is the JSON text, its `value` the Python object; its source,
    index and line are those of the input record (of the later one of a pair).

    Every input record is checked, and one with an error is left out. Findings go to `on_finding`; without it, the
    first error raises ReadError. Secrets become `"[redacted]"`, unless `keep_secrets`. `summary`, if given, is counted
    up. Memory does not grow with JSON Lines, but for halves that wait.

    Raises UnknownTypeError, UnknownVendorError, and what `iter_findings` raises.
    """
    from dspy_schema.conversions import conversions
    from dspy_schema.records.record import Record

    checker = Checker(type, summary=summary)
    format_ = Format(format) if format else None
    for each in conversions(
        sources(source), checker, to, format_=format_, keep_secrets=keep_secrets, jobs_only=jobs_only
    ):
        tell(each.findings, on_finding)
        batch = each.batch
        for lines in each.lines:
            texts = lines.text.split(b"\n")[:-1]
            for number, text in enumerate(texts):
                index = lines.indices[number * len(lines.indices) // len(texts)]
                line = batch.places.of_offset(index, 0)[0] if batch.places else 1
                yield Record(source=batch.source, index=batch.first + index, line=line, text=text)


def records_of(batches: Iterable[Batch]) -> Iterator[Record]:
    """The records of batches; raises ReadError at the first error, after the records before it."""
    from dspy_schema.records.record import Record

    for batch in batches:
        for finding in batch.findings:
            if finding.severity is Severity.ERROR:
                raise ReadError(finding)
        for index, text in enumerate(batch.texts):
            line = batch.places.of_offset(index, 0)[0] if batch.places else 1
            yield Record(source=batch.source, index=batch.first + index, line=line, text=text)
