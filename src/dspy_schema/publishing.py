"""The publication of records as RDF: check, convert, write, batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema import secrets
from dspy_schema.conversion.pipeline import DSPY, convert_batches, count_left_out
from dspy_schema.findings import Diagnostic, Finding, Severity, with_article
from dspy_schema.rdf import terms
from dspy_schema.rdf.writers import Options, Target, create_writer
from dspy_schema.records.batch import Batch, report_lost_iris

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.conversion.pipeline import ConvertedBatch
    from dspy_schema.records.batch import Origin
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source
    from dspy_schema.validation import Checker


# Ids beyond this number are not compared: memory must not grow with the input.
MOST_IDS = 500_000
# No shorter text of a record is looked through for long literals.
_LONG = 8 * 2**20


class Published(msgspec.Struct):
    """A batch, the text that its records became, and all findings, by record."""

    batch: Batch
    text: bytes
    findings: list[Finding]


class _Head(msgspec.Struct, gc=False):
    id: str
    job: str | None = None
    type: str | None = msgspec.field(default=None, name="@type")


_decode_head = msgspec.json.Decoder(_Head).decode


def publish_batches(
    sources: Iterable[Source | Batch],
    checker: Checker,
    options: Options,
    *,
    format_: Format | None = None,
    keep_secrets: bool = False,
    replacing: bool = False,
) -> Iterator[Published]:
    """Publish records batch by batch; the first has the format's head, and the last is its tail.

    With `replacing`, a record may have the id of one before, which it replaces where these texts go.

    Raises BaseError and OptionError.
    """
    publisher = _BatchPublisher(options, replacing=replacing)
    text = publisher.writer.head
    for converted in convert_batches(sources, checker, DSPY, format_=format_, keep_secrets=keep_secrets):
        written, findings = publisher.publish(converted)
        count_left_out(checker, converted.batch, converted.types, findings)
        if findings:
            findings = [*checker.apply_policy(findings)]
            checker.summary.refuse(findings)
            findings = sorted([*converted.findings, *findings], key=lambda finding: finding.record or 0)
        yield Published(converted.batch, text + written, findings or converted.findings)
        text = b""
    yield Published(Batch(source=""), text + publisher.writer.tail, [])


class _BatchPublisher:
    """Publishes batches of converted records."""

    def __init__(self, options: Options, *, replacing: bool) -> None:
        self.writer = create_writer(options)
        self._only_records = options.to is Target.JSONL
        self._is_json = options.to.is_jsonld
        self._keeps_subjects = options.keeps_subjects or replacing
        self._replacing = replacing
        self._ids: set[int] = set()
        self._is_first = True

    def publish(self, converted: ConvertedBatch) -> tuple[bytes, list[Finding]]:
        """Write the records of a batch; return the text and findings."""
        findings: list[Finding] = []
        parts: list[bytes] = []
        origins = converted.batch.origins
        if self._only_records and origins:
            findings += report_lost_iris(converted.batch)
        for index, text in converted:
            origin = origins[index] if origins and self._keeps_subjects else None
            written, diagnostic = self._write(text, converted.types[index] or "", origin)
            if diagnostic is not None:
                findings.append(converted.locate(diagnostic, index, text))
            if written and not self._is_first:
                parts.append(self.writer.between)
            self._is_first = self._is_first and not written
            parts.append(written)
        return b"".join(parts), findings

    def _write(self, text: bytes, type_: str, origin: Origin | None) -> tuple[bytes, Diagnostic | None]:
        """Write a record; return its text and a diagnostic, if there is one."""
        if self._only_records:
            return self.writer.record(text, type_, origin), None
        if ":" in type_:
            type_ = _decode_head(text).type or ""
        if type_ not in terms.load_table().records:
            message = f"{with_article(type_)} is not a job or run, and is not published"
            return b"", Diagnostic("DSP520", message, severity=Severity.INFO)
        head = _decode_head(text)
        if diagnostic := self._check_id(head, origin):
            return b"", diagnostic
        try:
            written = self.writer.record(text, type_, origin)
        except RecursionError:
            message = "it is nested too deep to be published; --json as-written copies JSON values as they are"
            return b"", Diagnostic("DSP107", message)
        return written, self._warn(text, written)

    def _warn(self, text: bytes, written: bytes) -> Diagnostic | None:
        """Report what other processors refuse in a record that is written."""
        if beyond := self.writer.beyond:
            message = "this number does not fit a double; other processors refuse it, or turn it into infinity"
            return Diagnostic("DSP523", message, beyond[0], Severity.WARNING)
        # A store takes literals of any length.
        if len(written) < _LONG or self._replacing:
            return None
        from dspy_schema.rdf.long_literals import report_long_literal

        return report_long_literal(text, written, is_json=self._is_json)

    def _check_id(self, head: _Head, origin: Origin | None) -> Diagnostic | None:
        if secrets.REDACTED in head.id or secrets.REDACTED in (head.job or ""):
            pointer = "/id" if secrets.REDACTED in head.id else "/job"
            return Diagnostic("DSP522", "this id is redacted, so it could be that of another record", pointer)
        if not self._replacing and self._is_repeated(head.id):
            message = "a record before has this id; in RDF they would be one resource with the values of both"
            return Diagnostic("DSP521", message, "/id")
        if origin is not None and not self._replacing and self._is_repeated(f"<{origin.subject}>"):
            message = "a record before has the same IRI; they would be one resource with the values of both"
            return Diagnostic("DSP521", message)
        return None

    def _is_repeated(self, id_: str) -> bool:
        digest = hash(id_)
        if digest in self._ids:
            return True
        if len(self._ids) < MOST_IDS:
            self._ids.add(digest)
        return False
