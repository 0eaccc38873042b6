"""Findings of sources, on one process or several (--jobs)."""

from __future__ import annotations

import io
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Finding, Severity, Tally, TypeCount
from dspy_schema.jsontext.depth import STACK_ROOM
from dspy_schema.reading import read_source
from dspy_schema.records import formats, json_lines, streams
from dspy_schema.records.batch import Batch
from dspy_schema.records.formats import Format
from dspy_schema.records.sources import Source
from dspy_schema.validation.checker import Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Small ranges even out the work; one that is too small costs more to hand over than to check.
RANGES_A_JOB = 8
SMALLEST_RANGE = 1 << 20
LARGEST_RANGE = 1 << 25


class Range(msgspec.Struct, frozen=True):
    """The lines of a file that begin at `start` or later, and before `end` (bytes); how to check them."""

    source: Source
    start: int
    end: int
    type: str
    strict_json: bool


class CheckedRange(msgspec.Struct, frozen=True):
    """The records and lines of a range, and its findings, whose records and lines count from its start.

    `types` counts the records without findings; what those with findings count as depends on the policy.
    """

    records: int
    lines: int
    findings: list[Finding]
    types: dict[str | None, TypeCount]


def split_ranges(source: Source, checker: Checker, format_: Format | None, jobs: int) -> list[Range]:
    """The ranges of a source that may be checked apart; none where it must be read from its start to its end."""
    if (format_ or formats.format_by_suffix(source.path)) is not Format.JSONL:
        return []
    try:
        size = streams.uncompressed_size(source.path)
        if size is None:
            return []
        with streams.open_source(source.path) as stream:
            if json_lines.begins_pages(stream.buffer) or json_lines.begins_document(stream.buffer):
                return []
    except OSError:
        return []  # reading it says why
    step = min(LARGEST_RANGE, max(SMALLEST_RANGE, size // (jobs * RANGES_A_JOB) + 1))
    return [
        Range(source, start, min(start + step, size), checker.type, checker.strict_json)
        for start in range(0, size, step)
    ]


def check_in_parallel(pieces: list[Range], checker: Checker, jobs: int) -> Iterator[Finding]:
    """The findings of the pieces of one file, on `jobs` processes, as if it had been checked in one go."""
    # Imported here, since most runs have one process.
    from dspy_schema.validation.workers import Workers

    records = lines = 0
    with closing(Workers(check_range, pieces, jobs).results()) as results:
        for checked in results:
            seen = 0
            for record, findings in groupby(checked.findings, key=lambda finding: finding.record):
                shifted = [_shift_finding(finding, records, lines) for finding in findings]
                if record is None:
                    yield from checker.report(shifted)
                else:
                    accepted = record - seen - 1
                    yield from checker.report(shifted, accepted=accepted, judged=1, type_=shifted[0].type)
                    seen = record
            checker.end(checked.records - seen)
            if checker.tally is not None:
                checker.tally.add(checked.types)
            records += checked.records
            lines += checked.lines


def check_range(piece: Range) -> CheckedRange:
    """Check the lines of a range."""
    tally = Tally()
    checker = Checker(piece.type, strict_json=piece.strict_json, tally=tally)
    findings: list[Finding] = []
    lines = 0
    with STACK_ROOM, io.BufferedReader(io.FileIO(piece.source.path), streams.BUFFER) as file:
        _go_to_line(file, piece.start)
        until, most = piece.end - file.tell(), piece.source.limits.record
        for batch in json_lines.read_lines(file, piece.source.name, until, most):
            findings += checker.iter_findings(batch)
            lines += batch.lines
    for _, (finding, *others) in groupby(findings, key=lambda finding: finding.record):
        invalid = any(one.severity is Severity.ERROR for one in (finding, *others))
        if finding.record is not None:
            tally.count(finding.type, valid=invalid - 1, invalid=-invalid)
    return CheckedRange(checker.summary.records, lines, findings, tally.types)


def _go_to_line(file: io.BufferedReader[Any], start: int) -> None:
    """Go to the first line that begins at `start` or later."""
    if start:
        file.seek(start - 1)
        # In pieces, since a line may be larger than memory.
        while (piece := file.readline(streams.BUFFER)) and not piece.endswith(b"\n"):
            pass
    else:
        streams.skip_byte_order_mark(file)


def _shift_finding(finding: Finding, records: int, lines: int) -> Finding:
    if finding.record is None or finding.line is None:
        return finding
    return msgspec.structs.replace(finding, record=finding.record + records, line=finding.line + lines)


def check_sources(
    sources: Iterable[Source | Batch],
    checker: Checker,
    *,
    format_: Format | None = None,
    jobs: int = 1,
) -> Iterator[Finding]:
    """The findings of all sources, as they are found; `jobs` processes share a large JSON Lines file."""
    for source in sources:
        if isinstance(source, Batch):
            yield from checker.iter_findings(source)
            continue
        if checker.watch:
            checker.watch.source(source.name)
        if jobs > 1 and len(pieces := split_ranges(source, checker, format_, jobs)) > 1:
            yield from check_in_parallel(pieces, checker, jobs)
            continue
        for batch in read_source(source, format_):
            yield from checker.iter_findings(batch)
