"""The publication of records as RDF: check, convert, write, batch by batch."""

from __future__ import annotations

import os
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from dspy_schema import secrets
from dspy_schema.conversion import snapshots
from dspy_schema.conversion.pipeline import DSPY, convert_batches, count_left_out
from dspy_schema.findings import Diagnostic, Finding, Severity, with_article
from dspy_schema.rdf import terms
from dspy_schema.rdf.writers import Options, Target, create_writer
from dspy_schema.reading import read_source
from dspy_schema.records.batch import Batch, report_lost_iris
from dspy_schema.records.formats import Format, format_by_suffix
from dspy_schema.validation import Checker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dspy_schema.conversion.pipeline import ConvertedBatch
    from dspy_schema.conversion.snapshots import Rank
    from dspy_schema.records.batch import Origin
    from dspy_schema.records.sources import Source

    FindStored: TypeAlias = Callable[[str], Rank | None]
    Place: TypeAlias = tuple[str, int]


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
    find_stored: FindStored | None = None,
) -> Iterator[Published]:
    """Publish records batch by batch; the first has the format's head, and the last is its tail.

    Of several states of a job or run, the latest is published (see `snapshots`), as far as the sources are JSON or JSON
    Lines in files, which are read twice then. With `replacing`, each state that is later than those before is written,
    and replaces them where these texts go; `find_stored` finds what is there already.

    Raises BaseError and OptionError.
    """
    sources, listed = _list_sources(sources)
    latest = None if replacing or options.to is Target.JSONL else _find_latest(listed, checker, format_)
    publisher = _BatchPublisher(options, replacing=replacing, latest=latest, find_stored=find_stored)
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


def _list_sources(sources: Iterable[Source | Batch]) -> tuple[Iterable[Source | Batch], Sequence[Source | Batch]]:
    """Return the sources, and the list of them if they can be gone through again: no records are held for that."""
    if isinstance(sources, list):
        return sources, sources
    seen: list[Source | Batch] = []
    iterator = iter(sources)
    for source in iterator:
        seen.append(source)
        if isinstance(source, Batch) and source.texts:
            return chain(seen, iterator), []
    return seen, seen


def _find_latest(
    sources: Sequence[Source | Batch], checker: Checker, format_: Format | None
) -> dict[str, tuple[Rank, Place]] | None:
    """Find the places of the latest states where records are repeated; None where none are, or only one pass can be."""
    if not all(isinstance(source, Batch) or _is_read_again(source, format_) for source in sources):
        return None
    repetition = snapshots.Repetition()
    batches = (
        batch
        for source in sources
        for batch in ([source] if isinstance(source, Batch) else read_source(source, format_))
    )
    if not any(repetition.is_found(batch.texts) for batch in batches):
        return None
    latest: dict[str, tuple[Rank, Place]] = {}
    repeated: set[str] = set()
    for converted in convert_batches(sources, Checker(checker.type), DSPY, format_=format_, keep_secrets=True):
        for index, records in groupby(converted, key=itemgetter(0)):
            place = (converted.batch.source, converted.batch.first + index)
            is_answer = ":" in (converted.types[index] or "")
            for id_, rank in snapshots.rank_states([text for _, text in records]):
                if id_ in latest:
                    repeated.add(id_)
                if id_ not in latest or not snapshots.is_older(rank, latest[id_][0], is_answer=is_answer):
                    latest[id_] = (rank, place)
    return {id_: latest[id_] for id_ in repeated}


def _is_read_again(source: Source, format_: Format | None) -> bool:
    known = format_ or format_by_suffix(source.path)
    return known in {Format.JSON, Format.JSONL} and os.path.isfile(source.path)


class _BatchPublisher:
    """Publishes batches of converted records."""

    def __init__(
        self,
        options: Options,
        *,
        replacing: bool,
        latest: dict[str, tuple[Rank, Place]] | None,
        find_stored: FindStored | None,
    ) -> None:
        self.writer = create_writer(options)
        self._only_records = options.to is Target.JSONL
        self._base = options.base
        self._is_json = options.to.is_jsonld
        self._keeps_subjects = options.keeps_subjects or replacing
        self._replacing = replacing
        self._ids: set[int] = set()
        self._is_first = True
        #: The place of the latest of several states, by id; only ids that are repeated are in it.
        self._latest = latest
        self._find_stored = find_stored
        self._ranks: dict[int, Rank] = {}

    def publish(self, converted: ConvertedBatch) -> tuple[bytes, list[Finding]]:
        """Write the records of a batch; return the text and findings."""
        findings: list[Finding] = []
        parts: list[bytes] = []
        origins = converted.batch.origins
        if self._only_records and origins:
            findings += report_lost_iris(converted.batch)
        older = self._find_older(converted)
        for number, (index, text) in enumerate(converted):
            if number in older:
                # A store has the latest state of each record: that is no news.
                is_new = not findings or findings[-1].record != converted.batch.first + index
                if is_new and not self._replacing:
                    message = "another state of this record is later, and is published in its place"
                    note = Diagnostic("DSP525", message, severity=Severity.INFO)
                    findings.append(converted.locate(note, index, text))
                continue
            origin = origins[index] if origins and self._keeps_subjects else None
            written, diagnostic = self._write(text, converted.types[index] or "", origin)
            if diagnostic is not None:
                findings.append(converted.locate(diagnostic, index, text))
            if written and not self._is_first:
                parts.append(self.writer.between)
            self._is_first = self._is_first and not written
            parts.append(written)
        return b"".join(parts), findings

    def _find_older(self, converted: ConvertedBatch) -> set[int]:
        """Find the records, by their number in the batch, of which there is a later state."""
        if self._only_records or not (self._replacing or self._latest):
            return set()
        older: set[int] = set()
        number = 0
        origins = converted.batch.origins
        for index, records in groupby(converted, key=itemgetter(0)):
            place = (converted.batch.source, converted.batch.first + index)
            for id_, rank in snapshots.rank_states([text for _, text in records]):
                if self._latest is not None:
                    is_older = id_ in self._latest and self._latest[id_][1] != place
                else:
                    origin = origins[index] if origins else None
                    subject = origin.subject if origin else terms.subject_iri(self._base, id_)
                    is_older = self._is_older(rank, subject, converted.types[index] or "")
                if is_older:
                    older.add(number)
                number += 1
        return older

    def _is_older(self, rank: Rank, subject: str, type_: str) -> bool:
        vendor = type_.rpartition(":")[0]
        # A record of another type is another thing, though it has the same id.
        key = hash((subject, vendor or type_))
        known = self._ranks.get(key)
        if known is None and self._find_stored is not None:
            known = self._find_stored(subject)
        if known is not None and snapshots.is_older(rank, known, is_answer=bool(vendor)):
            return True
        if key in self._ranks or len(self._ranks) < MOST_IDS:
            self._ranks[key] = rank
        return False

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
