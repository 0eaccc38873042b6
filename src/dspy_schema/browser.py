"""What the checker page calls.

The page gives files the names by which findings call them, in the working folder, and gets JSON.
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
from dspy_schema.secrets.redaction import redact
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dspy_schema.records.batch import Batch


# The page shows no more findings than these; reports have them all.
SHOWN = 2000
# The command line is for the others.
MOST_RECORDS = 50
# A longer line is no pleasure to read.
LONGEST_LINE = 2000


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
        findings = [msgspec.Raw(encode_finding(each)) for each in self._findings[self._shown : SHOWN]]
        self._shown += len(findings)
        summary, types, codes = self._checker.summary, dict(self._types), dict(self._codes)
        return msgspec.json.encode(Slice(findings, summary, types, codes, self._read, self._faults, done))

    def report(self, name: str) -> bytes:
        """All findings, as `dspy-schema validate --output-format` of that name writes them."""
        out = io.BytesIO()
        reporter = registry.create_reporter(name, out)
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


class View(msgspec.Struct):
    """A text to show, what there was to say on the way, and whether there are records beyond those shown."""

    text: str
    findings: list[msgspec.Raw]
    more: bool


def list_jobs(name: str, type_: str = AUTO, format_: str | None = None) -> bytes:
    """The first records of a file as `dspy-schema convert` gives them, but indented; a View as JSON."""
    batches, more = _beginning(name, format_)
    converted = list(convert_batches(batches, Checker(type_), DSPY))
    texts = [text for batch in converted for _, text in batch]
    return _view([_indented(text) for text in texts], (each.findings for each in converted), more)


def render_json_ld(name: str, type_: str = AUTO, format_: str | None = None) -> bytes:
    """The first records as `dspy-schema publish --to jsonld --context …` gives them, but indented; a View as JSON."""
    batches, more = _beginning(name, format_)
    options = Options(to=Target.JSONLD, context=terms.CONTEXT).checked()
    published = list(publish_batches(batches, Checker(type_), options))
    document = b"".join(each.text for each in published)
    return _view([_indented(document)], (each.findings for each in published), more)


def render_lines(name: str, first: int, last: int) -> bytes:
    """The lines of a file from `first` to `last`, counted from 1, cut where they are long; as JSON."""
    with open(name, encoding="utf-8-sig", errors="replace", newline="\n") as file:
        some = [line.rstrip("\r\n") for line in islice(file, first - 1, last)]
    return msgspec.json.encode([line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in some])


def find_secret_places(name: str, format_: str | None = None) -> bytes:
    """The pointers of what looks like a secret in the first records of a file; as JSON."""
    found: list[str] = []
    for batch in _beginning(name, format_)[0]:
        for text in batch.texts:
            try:
                found += redact(text, {})[1]
            except (msgspec.MsgspecError, ValueError, RecursionError):
                continue  # what cannot be parsed is not published either
    return msgspec.json.encode(found)


def _beginning(name: str, format_: str | None) -> tuple[list[Batch], bool]:
    """Batches of the first records of a file, and whether there are others."""
    batches: list[Batch] = []
    left = MOST_RECORDS
    for batch in _read(name, format_):
        if left == 0 and batch.texts:
            return batches, True
        taken = batch if len(batch.texts) <= left else _cut(batch, left)
        batches.append(taken)
        left -= len(taken.texts)
        if taken is not batch:
            return batches, True
    return batches, False


def _read(name: str, format_: str | None) -> Iterator[Batch]:
    return read_source(Source(name), Format(format_) if format_ else None)


def _cut(batch: Batch, most: int) -> Batch:
    faults = {index: each for index, each in batch.faults.items() if index < most}
    further = {index: each for index, each in batch.further_faults.items() if index < most}
    return msgspec.structs.replace(
        batch, texts=batch.texts[:most], types=batch.types[:most], faults=faults, further_faults=further
    )


def _indented(text: bytes) -> str:
    return msgspec.json.format(text, indent=2).decode() if text.strip() else ""


def _view(texts: list[str], findings: Iterable[list[Finding]], more: bool) -> bytes:
    told = [msgspec.Raw(encode_finding(finding)) for some in findings for finding in some]
    return msgspec.json.encode(View("\n".join(texts), told, more))
