"""Check files in slices of time, so that the page can tell how far it is, and stop it."""

from __future__ import annotations

import io
import time
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import report
from dspy_schema.errors import DspySchemaError
from dspy_schema.findings import Finding, Severity, Summary
from dspy_schema.records import Batch, Format, Source, read_source
from dspy_schema.report.encoding import encode
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The page shows no more findings than these; reports have them all.
SHOWN = 2000


class Slice(msgspec.Struct):
    """What a slice of a check gave: new findings to show, and the totals up to now.

    `types` counts the records whose type could be told, `codes` all findings, `read` bytes of records; `faults` tells
    of sources that cannot be read here.
    """

    findings: list[msgspec.Raw]
    summary: Summary
    types: dict[str, int]
    codes: dict[str, int]
    read: int
    faults: list[str]
    done: bool


class Run:
    """One check of the files of these names; `type_` and `format_` are as for `dspy_schema.validate`.

    Raises UnknownTypeError, and ValueError for an unknown format.
    """

    def __init__(self, names: Sequence[str], type_: str = AUTO, format_: str | None = None) -> None:
        self._checker = Checker(type_)
        self._types: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._findings: list[Finding] = []
        self._shown = self._read = 0
        self._faults: list[str] = []
        self._slices = self._checked(names, Format(format_) if format_ else None)

    def step(self, seconds: float) -> bytes:
        """Go on for about so many seconds; gives a Slice as JSON."""
        start = time.perf_counter()
        done = True
        for _ in self._slices:
            if time.perf_counter() - start >= seconds:
                done = False
                break
        self._checker.summary.seconds += time.perf_counter() - start
        findings = [msgspec.Raw(encode(each)) for each in self._findings[self._shown : SHOWN]]
        self._shown += len(findings)
        summary, types, codes = self._checker.summary, dict(self._types), dict(self._codes)
        return msgspec.json.encode(Slice(findings, summary, types, codes, self._read, self._faults, done))

    def report(self, name: str) -> bytes:
        """All findings, as `dspy-schema validate --output-format` of that name writes them."""
        out = io.BytesIO()
        reporter = report.create(name, out)
        for finding in self._findings:
            reporter.finding(finding)
        reporter.close(self._checker.summary)
        return out.getvalue()

    def _checked(self, names: Sequence[str], format_: Format | None) -> Iterator[None]:
        for name in names:
            try:
                for batch in read_source(Source(name), format_):
                    self._check(batch)
                    yield
            except DspySchemaError as error:
                self._faults.append(f"{name}: {error}")

    def _check(self, batch: Batch) -> None:
        checked = self._checker.checked(batch)
        self._findings += checked.findings
        self._codes.update(each.code for each in checked.findings)
        self._types.update(each for each in checked.types if each)
        faulty = {each.record: each.type for each in checked.findings if each.severity is Severity.ERROR and each.type}
        self._types.update(faulty.values())
        self._read += sum(map(len, batch.texts))
