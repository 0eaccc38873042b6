"""Check, convert, pair: batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import secrets
from dspy_schema.conversion import vendors
from dspy_schema.conversion.pairing import RUN, Half, Pairing
from dspy_schema.findings import Diagnostic, Finding, Severity, with_article
from dspy_schema.interrupts import hold_interrupts
from dspy_schema.jsontext.raw import Raw, decode_outline, encode, read_text
from dspy_schema.reading import read_source
from dspy_schema.records.batch import Batch
from dspy_schema.validation import Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.conversion.compiled import CompiledConversion, DecodedBatch
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source


DSPY = "dspy"
# Making what converts plain records takes as long as converting that many one by one.
WORTH_COMPILING = 30
_JOBS = frozenset({"TrainingJob", "ReinforceJob"})
# The code for a record whose type is not clear.
UNTOLD = "DSP202"
_encode_lines = msgspec.json.Encoder().encode_lines
_NOTHING: dict[str, str] = {}


class Lines(msgspec.Struct, gc=False):
    """Records that are written, and the indices of those that they were made from: as many from each.

    They are structs, dicts or `Raw` JSON texts, and become text once: all as one, or one by one.
    """

    indices: Sequence[int]
    records: Sequence[Any]

    def encode(self) -> bytes:
        """All records as JSON Lines."""
        return _encode_lines(self.records)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """The JSON text of each record, with the index of the one that it was made from."""
        if not self.records:
            return iter(())
        each = len(self.records) // len(self.indices)
        sources = self.indices if each == 1 else (index for index in self.indices for _ in range(each))
        return zip(sources, map(encode, self.records), strict=True)


class BatchOutput(msgspec.Struct):
    """What became of a batch: the lines that are written, in order, and findings."""

    lines: list[Lines]
    findings: list[Finding]


class BatchConverter:
    """Converts records to those of `dspy`, or to those of a vendor; holds what has to wait for its other half.

    With `jobs_only` runs are left out, with `keep_secrets` nothing is redacted. Raises UnknownVendorError.
    """

    def __init__(self, to: str, *, keep_secrets: bool = False, jobs_only: bool = False) -> None:
        self._to = to
        self._converter = None if to == DSPY else vendors.find_converter(to)
        self._keep_secrets = keep_secrets
        self._jobs_only = jobs_only
        self._pairs = Pairing()
        self._plain_now: CompiledConversion | None = None

    def decoded(self, batch: Batch) -> DecodedBatch | None:
        """The records of a batch, decoded in advance as those of the batch before; None if that is no use."""
        # The records of JSON Lines are on one line each; others would have to be put on one first.
        return self._plain_now.decoded(batch.texts) if self._plain_now and batch.lines else None

    def convert(self, batch: Batch, types: Sequence[str | None], decoded: DecodedBatch | None = None) -> BatchOutput:
        """Convert the records of a batch, whose types are told; those of the type None are left out.

        `decoded` is what the method of that name gave for the batch.
        """
        made = _BatchDraft(batch, types)
        plain, odd = self._plain(batch, types, decoded)
        start = 0
        for index in [*sorted(odd), len(types)]:
            if index > start:
                pairs = plain[2 * start : 2 * index : 1 + self._jobs_only] if odd or self._jobs_only else plain
                made.output.lines.append(Lines(range(start, index), pairs))
            if index < len(types):
                self._convert_one(index, types[index], made)
            start = index + 1
        for half in made.waiting:
            if half.is_waiting:
                half.unpaired = made.unpaired(half, self._to)
        return made.output

    def _plain(
        self, batch: Batch, types: Sequence[str | None], decoded: DecodedBatch | None
    ) -> tuple[list[Any], Iterable[int]]:
        """The pairs that plain records become (job, run, job, run, …), and the indices of the other records."""
        if self._converter is not None or not types:
            return [], range(len(types))
        texts = batch.texts if batch.lines else list(map(put_on_one_line, batch.texts))
        before, self._plain_now = self._plain_now, None
        odd: list[int] = []
        pairs: list[Any] = [None] * (2 * len(types))
        for type_ in set(types):
            plain = self._plain_conversion(type_) if len(types) >= WORTH_COMPILING else None
            others = len(types) - types.count(type_)
            if plain and others == types.count(None):
                self._plain_now = plain
                ready = decoded if decoded is not None and plain is before else plain.decoded(texts)
                pairs, failed = plain.pairs(ready, keep_secrets=self._keep_secrets)
                return pairs, failed.union(_where(types, None)) if others else failed
            indices = _where(types, type_)
            if plain:
                ready = plain.decoded([texts[index] for index in indices])
                made, failed = plain.pairs(ready, keep_secrets=self._keep_secrets)
                for number, index in enumerate(indices if made else ()):
                    pairs[2 * index : 2 * index + 2] = made[2 * number : 2 * number + 2]
                indices = [indices[number] for number in failed]
            odd += indices
        return pairs, odd

    def _plain_conversion(self, type_: str | None) -> CompiledConversion | None:
        vendor, _, class_ = (type_ or "").rpartition(":")
        return vendors.find_converter(vendor).plain(class_) if vendor else None

    def _convert_one(self, index: int, type_: str | None, made: _BatchDraft) -> None:
        if type_ is None:
            return
        record: bytes | None = made.batch.texts[index]
        if not self._keep_secrets:
            record = made.redacted(index, self._known(type_))
        if record is None:
            return
        record = put_on_one_line(record)
        if self._converter is None:
            self._to_dspy(record, index, type_, made)
        else:
            self._to_vendor(record, index, type_, made)

    def left(self) -> list[Finding]:
        """What to say at the end: the jobs and runs whose other half never came."""
        return self._pairs.left()

    def _to_dspy(self, record: bytes, index: int, type_: str, made: _BatchDraft) -> None:
        vendor, _, class_ = type_.rpartition(":")
        if not vendor:
            if type_ != RUN or not self._jobs_only:
                made.write(index, record)
        elif (converter := vendors.find_converter(vendor)).is_job(class_):
            converted = converter.to_dspy(record, class_)
            for note in converted.notes:
                made.report(index, note.code, Severity.WARNING, note.message, note.pointer)
            pair = (converted.job,) if self._jobs_only else (converted.job, converted.run)
            made.output.lines.append(Lines([index], pair))
        else:
            made.report(index, "DSP402", Severity.ERROR, f"{with_article(type_)} is not a job, and is not converted")

    def _to_vendor(self, record: bytes, index: int, type_: str, made: _BatchDraft) -> None:
        vendor, _, _ = type_.rpartition(":")
        if vendor == self._to:
            made.write(index, record)
        elif vendor:
            made.report(index, "DSP405", Severity.ERROR, f"this is a record of {vendor}, not of {self._to}")
        elif type_ not in _JOBS and type_ != RUN:
            made.report(index, "DSP402", Severity.ERROR, f"{with_article(type_)} is not a job, and is not converted")
        elif type_ == RUN and (provider := read_text(decode_outline(record).get("provider"))) != self._to:
            told = f"of {provider}" if provider else "of no provider that it names"
            made.report(index, "DSP405", Severity.ERROR, f"this is a run {told}, not of {self._to}", "/provider")
            self._pairs.matched(record, index, is_run=True, is_reported=True)
        else:
            matched = self._pairs.matched(record, index, is_run=type_ == RUN)
            if isinstance(matched, Half):
                made.waiting.append(matched)
            elif matched and self._converter:
                made.write(index, encode(self._converter.to_vendor(*matched)))
                for note in self._converter.overruled(*matched):
                    # The half that comes last is in this batch.
                    made.report(index, note.code, Severity.WARNING, note.message, "" if type_ == RUN else note.pointer)

    def _known(self, type_: str) -> Mapping[str, str]:
        vendor, _, class_ = type_.rpartition(":")
        return vendors.find_converter(vendor).crosswalk.secrets.get(class_, _NOTHING) if vendor else _NOTHING


class _BatchDraft:
    """The output of a batch in the making."""

    def __init__(self, batch: Batch, types: Sequence[str | None]) -> None:
        self.batch = batch
        self.types = types
        self.output = BatchOutput([], [])
        self.waiting: list[Half] = []

    def write(self, index: int, line: bytes) -> None:
        """Write the one line of a record."""
        self.output.lines.append(Lines([index], [Raw(line)]))

    def redacted(self, index: int, known: Mapping[str, str]) -> bytes | None:
        """The text of a record without its secrets, which are reported; None if they cannot be looked for."""
        from dspy_schema.secrets.redaction import redact

        try:
            record, pointers = redact(self.batch.texts[index], known)
        except RecursionError:
            message = "it is nested too deep to be searched for secrets; --keep-secrets converts it as it is"
            self.report(index, "DSP107", Severity.ERROR, message)
            return None
        for pointer in pointers:
            name = next((each for each in reversed(pointer.split("/")) if not each.isdigit()), "")
            name = secrets.redact_pointer(name)
            message = f"`{name}` holds a secret, which is redacted; --keep-secrets keeps it"
            self.report(index, "DSP401", Severity.INFO, message, pointer)
        return record

    def report(self, index: int, code: str, severity: Severity, message: str, pointer: str = "") -> None:
        """Report a finding on a record."""
        self.output.findings.append(self._finding(index, code, severity, message, pointer))

    def unpaired(self, half: Half, to: str) -> Finding:
        """What to say of a job or run whose other half never comes."""
        own, other = ("run", "job") if half.is_run else ("job", "run")
        message = f"the {other} of this {own} is missing; a record of {to} is made from both"
        return self._finding(half.index, "DSP404", Severity.ERROR, message, "/job" if half.is_run else "")

    def _finding(self, index: int, code: str, severity: Severity, message: str, pointer: str) -> Finding:
        id_ = read_text(decode_outline(self.batch.texts[index]).get("id"))
        diagnostic = Diagnostic(code, message, pointer, severity)
        return self.batch.locate(diagnostic, index, id_=id_, type_=self.types[index])


def _where(types: Sequence[str | None], type_: str | None) -> list[int]:
    return [index for index, each in enumerate(types) if each == type_]


def put_on_one_line(record: bytes) -> bytes:
    """The JSON text of a record without line breaks; its tokens stay as they are."""
    record = record.strip()
    return msgspec.json.format(record, indent=-1) if b"\n" in record or b"\r" in record else record


class ConvertedBatch(msgspec.Struct):
    """A batch, the lines that its records became, all findings, by record, and the types of records without error."""

    batch: Batch
    lines: list[Lines]
    findings: list[Finding]
    types: Sequence[str | None] = ()

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """The JSON text of each record that is written, with the index of the one that it was made from."""
        return chain.from_iterable(self.lines)

    def encode(self) -> bytes:
        """All records that are written, as JSON Lines."""
        return b"".join([lines.encode() for lines in self.lines])

    def locate(self, diagnostic: Diagnostic, index: int, text: bytes) -> Finding:
        """The finding on the record at an index of the batch, which became this text."""
        id_ = read_text(decode_outline(text).get("id"))
        return self.batch.locate(diagnostic, index, id_=id_, type_=self.types[index])


def convert_batches(
    sources: Iterable[Source | Batch],
    checker: Checker,
    to: str,
    *,
    format_: Format | None = None,
    keep_secrets: bool = False,
    jobs_only: bool = False,
) -> Iterator[ConvertedBatch]:
    """Batch by batch what the records become; at the end an empty batch with what is left to say.

    Raises UnknownVendorError.
    """
    stage = BatchConverter(to, keep_secrets=keep_secrets, jobs_only=jobs_only)
    judge = None if to == DSPY else Checker()
    for batch in _batches(sources, checker, format_):
        with hold_interrupts():  # until the caller has reported what is counted here
            decoded = stage.decoded(batch)
            checked = checker.checked(batch, decoded.records if decoded else None)
            output = stage.convert(batch, checked.types, decoded)
            if judge:
                output.findings += _incomplete(output.lines, batch, judge, to)
            if output.findings:
                checker.summary.refuse(output.findings)
                output.findings = sorted([*checked.findings, *output.findings], key=lambda each: each.record or 0)
            yield ConvertedBatch(batch, output.lines, output.findings or checked.findings, checked.types)
    with hold_interrupts():
        if left := stage.left():
            checker.summary.refuse(left)
            yield ConvertedBatch(Batch(source=""), [], left)


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
    for index, text in chain.from_iterable(lines):
        found = judge.findings(Batch(source=batch.source, texts=[text]))
        fault = next((one for one in found if one.severity is Severity.ERROR and one.code != UNTOLD), None)
        if fault is not None:
            message = f"what it becomes is no record as {to} writes them: {fault.message} [{fault.pointer}]"
            diagnostic = Diagnostic("DSP407", message, severity=Severity.WARNING)
            yield batch.locate(diagnostic, index, id_=fault.id, type_=fault.type)
