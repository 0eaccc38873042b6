"""The functions that the checker page calls.

The page puts files into the working folder, under the names that findings have for them, and gets JSON.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.conversion.pipeline import DSPY, convert_batches
from dspy_schema.errors import DspySchemaError
from dspy_schema.findings import Finding, Severity, Summary
from dspy_schema.publishing import publish_batches
from dspy_schema.rdf import terms
from dspy_schema.rdf.writers import Options, Target
from dspy_schema.reading import read_source
from dspy_schema.records.formats import Format
from dspy_schema.records.sources import Source
from dspy_schema.reporters import registry
from dspy_schema.reporters.json import encode_finding
from dspy_schema.reporters.reporter import Reporter
from dspy_schema.secrets.redaction import redact
from dspy_schema.session import RunSession
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dspy_schema.records.batch import Batch


MOST_FINDINGS = 2000
"""How many findings the page shows; reports have all."""
MOST_RECORDS = 50
"""How many records the views show; the command line converts all."""
LONGEST_LINE = 2000
"""How many characters of a line the page shows."""


class Slice(msgspec.Struct):
    """The outcome of a slice of a check: new findings to show, and the totals up to now.

    `types` counts the records whose type is detected, `codes` all findings, `read` bytes of records; `faults` are
    messages about sources that cannot be read here.
    """

    findings: list[msgspec.Raw]
    summary: Summary
    types: dict[str, int]
    codes: dict[str, int]
    read: int
    faults: list[str]
    done: bool


class _FindingList(Reporter):
    """Keeps the findings, for a report in any format."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO())
        self.findings: list[Finding] = []

    def finding(self, finding: Finding) -> None:
        """Keep the finding."""
        self.findings.append(finding)


class Run:
    """One check of the files of these names; `type_` and `format_` are as for `dspy_schema.validate`.

    Raises UnknownTypeError, and ValueError for an unknown format.
    """

    def __init__(self, names: Sequence[str], type_: str = AUTO, format_: str | None = None) -> None:
        self._reported = _FindingList()
        self._session = RunSession(self._reported)
        self._checker = Checker(type_, summary=self._session.summary, watch=self._session)
        self._types: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._sent = self._read = 0
        self._faults: list[str] = []
        self._slices = self._check_sources(names, Format(format_) if format_ else None)

    def step(self, seconds: float) -> bytes:
        """Go on for about so many seconds; gives a Slice as JSON."""
        end = time.perf_counter() + seconds
        self._session.resume()
        done = True
        for _ in self._slices:
            if time.perf_counter() >= end:
                done = False
                break
        self._session.pause()
        findings = [
            msgspec.Raw(encode_finding(finding)) for finding in self._reported.findings[self._sent : MOST_FINDINGS]
        ]
        self._sent += len(findings)
        summary, types, codes = self._session.summary, dict(self._types), dict(self._codes)
        return msgspec.json.encode(Slice(findings, summary, types, codes, self._read, self._faults, done))

    def report(self, name: str) -> bytes:
        """Return all findings, as `dspy-schema validate --output-format` of that name writes them."""
        out = io.BytesIO()
        reporter = registry.create_reporter(name, out)
        for finding in self._reported.findings:
            reporter.finding(finding)
        reporter.close(self._session.summary)
        return out.getvalue()

    def _check_sources(self, names: Sequence[str], format_: Format | None) -> Iterator[None]:
        for name in names:
            try:
                for batch in read_source(Source(name), format_):
                    self._check(batch)
                    yield
            except DspySchemaError as error:
                self._faults.append(f"{name}: {error}")

    def _check(self, batch: Batch) -> None:
        checked = self._checker.check(batch)
        self._session.report(checked.findings)
        self._codes.update(finding.code for finding in checked.findings)
        self._types.update(type_ for type_ in checked.types if type_)
        faulty = {
            finding.record: finding.type
            for finding in checked.findings
            if finding.severity is Severity.ERROR and finding.type
        }
        self._types.update(faulty.values())
        self._read += sum(map(len, batch.texts))


class View(msgspec.Struct):
    """A text to show, the findings on its records, and whether there are more records."""

    text: str
    findings: list[msgspec.Raw]
    more: bool


def list_jobs(name: str, type_: str = AUTO, format_: str | None = None) -> bytes:
    """List the first records of a file as `dspy-schema convert` writes them, indented; a View as JSON."""
    batches, more = _read_first(name, format_)
    converted = list(convert_batches(batches, Checker(type_), DSPY))
    texts = [text for batch in converted for _, text in batch]
    return _encode_view([_indent(text) for text in texts], (batch.findings for batch in converted), more)


def render_json_ld(name: str, type_: str = AUTO, format_: str | None = None) -> bytes:
    """Render the first records as `dspy-schema publish --to jsonld --context …` does, indented; a View as JSON."""
    batches, more = _read_first(name, format_)
    options = Options(to=Target.JSONLD, context=terms.CONTEXT).check()
    published = list(publish_batches(batches, Checker(type_), options))
    document = b"".join(batch.text for batch in published)
    return _encode_view([_indent(document)], (batch.findings for batch in published), more)


def render_lines(name: str, first: int, last: int) -> bytes:
    """Render the lines of a file from `first` to `last`, counted from 1, cut where they are long; as JSON."""
    with open(name, encoding="utf-8-sig", errors="replace", newline="\n") as file:
        lines = [line.rstrip("\r\n") for line in islice(file, first - 1, last)]
    return msgspec.json.encode([line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines])


def find_secret_places(name: str, format_: str | None = None) -> bytes:
    """Find the pointers of what looks like a secret in the first records of a file; as JSON."""
    pointers: list[str] = []
    for batch in _read_first(name, format_)[0]:
        for text in batch.texts:
            try:
                pointers += redact(text, {})[1]
            except (msgspec.MsgspecError, ValueError, RecursionError):
                continue  # what cannot be parsed is not published either
    return msgspec.json.encode(pointers)


def _read_first(name: str, format_: str | None) -> tuple[list[Batch], bool]:
    """Read the batches of the first records of a file; also return whether there are others."""
    batches: list[Batch] = []
    left = MOST_RECORDS
    for batch in read_source(Source(name), Format(format_) if format_ else None):
        if left == 0 and batch.texts:
            return batches, True
        taken = batch if len(batch.texts) <= left else _cut(batch, left)
        batches.append(taken)
        left -= len(taken.texts)
        if taken is not batch:
            return batches, True
    return batches, False


def _cut(batch: Batch, most: int) -> Batch:
    faults = {index: fault for index, fault in batch.faults.items() if index < most}
    further = {index: diagnostics for index, diagnostics in batch.further_faults.items() if index < most}
    return msgspec.structs.replace(
        batch, texts=batch.texts[:most], types=batch.types[:most], faults=faults, further_faults=further
    )


def _indent(text: bytes) -> str:
    return msgspec.json.format(text, indent=2).decode() if text.strip() else ""


def _encode_view(texts: list[str], findings: Iterable[list[Finding]], more: bool) -> bytes:
    encoded = [msgspec.Raw(encode_finding(finding)) for batch in findings for finding in batch]
    return msgspec.json.encode(View("\n".join(texts), encoded, more))
