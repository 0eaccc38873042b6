"""Check records, convert vendors' ones and publish them: what `api.publish` and the command line are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema import secrets
from dspy_schema.conversion.pipeline import DSPY, convert_batches
from dspy_schema.findings import Diagnostic, Finding, Severity, with_article
from dspy_schema.rdf import terms
from dspy_schema.rdf.writers import Options, Target, create_writer
from dspy_schema.records.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.conversion.pipeline import ConvertedBatch
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source
    from dspy_schema.validation import Checker


# Beyond as many, ids are no longer compared: memory must not grow with the input.
MOST_IDS = 500_000


class Published(msgspec.Struct):
    """A batch, what its records became, and all findings, by record."""

    batch: Batch
    text: bytes
    findings: list[Finding]


class _Head(msgspec.Struct, gc=False):
    id: str
    job: str | None = None
    type: str | None = msgspec.field(default=None, name="@type")


_head = msgspec.json.Decoder(_Head).decode


def publish_batches(
    sources: Iterable[Source | Batch],
    checker: Checker,
    options: Options,
    *,
    format_: Format | None = None,
    keep_secrets: bool = False,
    replacing: bool = False,
) -> Iterator[Published]:
    """Batch by batch what the records become, the format's head with the first one, and at the end its tail.

    With `replacing`, a record may have the id of one before, which it replaces where these texts go.

    Raises BaseError and OptionError.
    """
    stage = _Stage(options, replacing=replacing)
    text = stage.writer.head
    for converted in convert_batches(sources, checker, DSPY, format_=format_, keep_secrets=keep_secrets):
        made, findings = stage.published(converted)
        if findings:
            checker.summary.refuse(findings)
            findings = sorted([*converted.findings, *findings], key=lambda each: each.record or 0)
        yield Published(converted.batch, text + made, findings or converted.findings)
        text = b""
    yield Published(Batch(source=""), text + stage.writer.tail, [])


class _Stage:
    """Publishes batches of converted records."""

    def __init__(self, options: Options, *, replacing: bool) -> None:
        self.writer = create_writer(options)
        self._only_records = options.to is Target.JSONL
        self._replacing = replacing
        self._ids: set[int] = set()
        self._is_first = True

    def published(self, converted: ConvertedBatch) -> tuple[bytes, list[Finding]]:
        """What the records of a batch become, and findings on those of which there is something to say."""
        findings: list[Finding] = []
        parts: list[bytes] = []
        for index, text in converted:
            made, diagnostic = self._record(text, converted.types[index] or "")
            if diagnostic is not None:
                findings.append(converted.locate(diagnostic, index, text))
            if made and not self._is_first:
                parts.append(self.writer.between)
            self._is_first = self._is_first and not made
            parts.append(made)
        return b"".join(parts), findings

    def _record(self, text: bytes, type_: str) -> tuple[bytes, Diagnostic | None]:
        """What a record becomes, and what there is to say of it."""
        if self._only_records:
            return self.writer.record(text, type_), None
        if ":" in type_:
            type_ = _head(text).type or ""
        if type_ not in terms.load_table().records:
            return b"", Diagnostic("DSP520", f"{with_article(type_)} is not a job or run, and is not published")
        head = _head(text)
        if fault := self._fault_of_id(head):
            return b"", fault
        try:
            made = self.writer.record(text, type_)
        except RecursionError:
            message = "it is nested too deep to be published; --json as-written copies JSON values as they are"
            return b"", Diagnostic("DSP107", message)
        if not (beyond := self.writer.beyond):
            return made, None
        message = "no double holds this number; other processors refuse it, or make infinity of it"
        return made, Diagnostic("DSP523", message, beyond[0], Severity.WARNING)

    def _fault_of_id(self, head: _Head) -> Diagnostic | None:
        if secrets.REDACTED in head.id or secrets.REDACTED in (head.job or ""):
            pointer = "/id" if secrets.REDACTED in head.id else "/job"
            return Diagnostic("DSP522", "this id is redacted, so it could be that of another record", pointer)
        if not self._replacing and self._was_there(head.id):
            message = "a record before has this id; in RDF they would be one resource with the values of both"
            return Diagnostic("DSP521", message, "/id")
        return None

    def _was_there(self, id_: str) -> bool:
        told = hash(id_)
        if told in self._ids:
            return True
        if len(self._ids) < MOST_IDS:
            self._ids.add(told)
        return False
