"""Findings as data: what is wrong with a record and where, the totals of a run, and the report of both."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Controls (a terminal obeys them, XML forbids most), line separators, marks that reorder what is read, half
# surrogate pairs (in names of files that are not UTF-8), and the two code points that XML also forbids.
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"


class Severity(enum.StrEnum):
    """How bad a finding is; the members are ordered from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One fault of one record, or of an input as a whole.

    `source` is a path or `<stdin>`; `record`, `line` and `column` count from 1 and are None where a fault has no
    such place (a missing file); `column` counts characters; `pointer` (RFC 6901) names the member itself, also
    when it is missing or unexpected; `id` and `type` are the record's.
    """

    code: str
    severity: Severity
    message: str
    source: str
    record: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str = ""
    id: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)
        pointer = f" [{self.pointer}]" if self.pointer else ""
        return f"{place}: {self.severity} {self.code} {self.message}{pointer}"


class Diagnostic(msgspec.Struct, frozen=True, gc=False):
    """A finding on a record whose place is not known yet: `Batch.locate` gives the Finding.

    `pointer` names the member; `at_key` says that its name is at fault, not its value. `offset`, in characters of the
    record's text, is set where there is no value to point at.
    """

    code: str
    message: str
    pointer: str = ""
    severity: Severity = Severity.ERROR
    at_key: bool = False
    offset: int | None = None


class Summary(msgspec.Struct, kw_only=True):
    """Totals of a run: records read, how many of them have an error, findings by severity, seconds of wall time.

    A fault of an input as a whole counts under `errors`, not under `invalid`.
    """

    records: int = 0
    valid: int = 0
    invalid: int = 0
    errors: int = 0
    warnings: int = 0
    seconds: float = 0.0

    def count_records(self, valid: int, invalid: int = 0) -> None:
        """Count records that were checked."""
        self.records += valid + invalid
        self.valid += valid
        self.invalid += invalid

    def count_finding(self, finding: Finding) -> Finding:
        """Count a finding, and return it."""
        self.errors += finding.severity is Severity.ERROR
        self.warnings += finding.severity is Severity.WARNING
        return finding

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Count findings on records that were counted as valid: those that have an error are invalid after all."""
        counted = map(self.count_finding, findings)
        refused = {(finding.source, finding.record) for finding in counted if finding.severity is Severity.ERROR}
        self.invalid += len(refused)
        self.valid -= len(refused)

    def add(self, part: Summary) -> None:
        """Add the totals of another run; its seconds are not added."""
        self.records += part.records
        self.valid += part.valid
        self.invalid += part.invalid
        self.errors += part.errors
        self.warnings += part.warnings


UNREADABLE = ""
"""What stands for the type of records that could not be read."""


class TypeCount(msgspec.Struct):
    """The records of one type: valid, invalid, and left out of the output though no error is reported."""

    valid: int = 0
    invalid: int = 0
    left_out: int = 0


class Tally:
    """Records by their types; None stands for what no type was detected of, and "" for what could not be read."""

    def __init__(self) -> None:
        #: What a run calls records that are left out.
        self.left_out = "left out"
        self.types: dict[str | None, TypeCount] = {}

    def count(self, type_: str | None, *, valid: int = 0, invalid: int = 0, left_out: int = 0) -> None:
        """Count records of a type."""
        if valid or invalid or left_out:
            counted = self.types.setdefault(type_, TypeCount())
            counted.valid += valid
            counted.invalid += invalid
            counted.left_out += left_out

    def add(self, types: Mapping[str | None, TypeCount]) -> None:
        """Add the counts of a part of the run."""
        for type_, counted in types.items():
            self.count(type_, valid=counted.valid, invalid=counted.invalid, left_out=counted.left_out)


class Report(msgspec.Struct, kw_only=True):
    """The outcome of `dspy_schema.validate`: totals, and the findings in input order."""

    summary: Summary
    findings: list[Finding]

    @property
    def ok(self) -> bool:
        """True where no finding is an error."""
        return self.summary.errors == 0

    def to_json(self) -> bytes:
        """Return the report as one JSON object, as `--output-format json` prints it."""
        return msgspec.json.encode(self)


def with_article(name: str) -> str:
    """Return the name of a type after its article: `a TrainingJob`, `an openai:FineTuningJob`."""
    return f"{'an' if name[:1] in 'AEIOaeio' else 'a'} {name}"


def with_count(number: int, noun: str) -> str:
    """Return the noun after a number: `1 error`, `2 errors`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def printable(text: str) -> str:
    """Return the text, in which characters that are unsafe to display are Python escapes such as `\\x1b`."""
    if text.isprintable():
        return text
    import re

    return re.sub(_UNSAFE, lambda match: match[0].encode("unicode_escape").decode(), text)
