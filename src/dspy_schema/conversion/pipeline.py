"""The conversion of batches: read, check, convert, pair, output."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
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
from dspy_schema.records.batch import Batch, report_lost_iris
from dspy_schema.validation import Checker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.conversion.uniform import DecodedBatch, UniformRecords
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source


DSPY = "dspy"
# Loading what converts uniform records takes as long as converting that many one by one.
FEWEST_UNIFORM = 10
_JOBS = frozenset({"TrainingJob", "ReinforceJob"})
OF_ANOTHER_KIND = frozenset({"DSP402", "DSP520", "DSP680"})
"""The codes for records that are valid, and left out since they are not jobs or runs: that is no error."""
# The code for a record whose type is not clear.
_UNKNOWN_TYPE = "DSP202"
_NO_SECRETS: dict[str, str] = {}
# Records of fewer bytes on average are searched for secrets together, which takes less long than one by one.
_SMALL_RECORD = 2000
_encode_lines = msgspec.json.Encoder().encode_lines


class Lines(msgspec.Struct, gc=False):
    """Records that are written, and the indices of those that they come from: as many from each.

    They are structs, dicts or `Raw` JSON texts, and become text once: all together, or one by one.
    """

    indices: Sequence[int]
    records: Sequence[Any]

    def encode(self) -> bytes:
        """Encode all records as JSON Lines."""
        return _encode_lines(self.records)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Iterate over the JSON texts of the records, with the index of the one that each comes from."""
        if not self.records:
            return iter(())
        count = len(self.records) // len(self.indices)
        sources = self.indices if count == 1 else (index for index in self.indices for _ in range(count))
        return zip(sources, map(encode, self.records), strict=True)


class ConvertedBatch(msgspec.Struct):
    """A batch, the lines that its records became, all findings, by record, and the types of records without error."""

    batch: Batch
    lines: list[Lines]
    findings: list[Finding]
    types: Sequence[str | None] = ()

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Iterate over the JSON texts that are written, with the index of the record that each comes from."""
        return chain.from_iterable(self.lines)

    def encode(self) -> bytes:
        """Encode all records that are written, as JSON Lines."""
        return b"".join([lines.encode() for lines in self.lines])

    def locate(self, diagnostic: Diagnostic, index: int, text: bytes) -> Finding:
        """Locate a diagnostic on the record at an index of the batch, which became this text."""
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
    writes_json: bool = False,
) -> Iterator[ConvertedBatch]:
    """Convert records batch by batch; an empty batch at the end has the findings on halves that were left.

    With `writes_json`, what is read from RDF and not in the records is reported.

    Raises UnknownVendorError.
    """
    converter = BatchConverter(to, keep_secrets=keep_secrets, jobs_only=jobs_only)
    vendor_checker = None if to == DSPY else Checker()
    for batch in _read_batches(sources, checker, format_):
        with hold_interrupts():  # until the caller has reported what is counted here
            decoded = converter.decode(batch)
            checked = checker.check(batch, decoded.records if decoded else None)
            output = converter.convert(batch, checked.types, decoded)
            if vendor_checker:
                output.findings += _check_vendor_records(output, vendor_checker, to)
            if writes_json and batch.origins:
                output.findings += report_lost_iris(batch)
            count_left_out(checker, batch, checked.types, output.findings)
            if output.findings:
                output.findings = [*checker.apply_policy(output.findings)]
                checker.summary.refuse(output.findings)
                findings = [*checked.findings, *output.findings]
                output.findings = sorted(findings, key=lambda finding: finding.record or 0)
            yield ConvertedBatch(batch, output.lines, output.findings or checked.findings, checked.types)
    with hold_interrupts():
        if unpaired := [*checker.apply_policy(converter.list_unpaired())]:
            checker.summary.refuse(unpaired)
            yield ConvertedBatch(Batch(source=""), [], unpaired)


def count_left_out(checker: Checker, batch: Batch, types: Sequence[str | None], findings: Iterable[Finding]) -> None:
    """Count the valid records that are left out since they are of another kind, which these findings say."""
    if checker.tally is not None:
        for finding in findings:
            if finding.code in OF_ANOTHER_KIND and finding.record is not None:
                checker.tally.count(types[finding.record - batch.first], left_out=1)


def _read_batches(sources: Iterable[Source | Batch], checker: Checker, format_: Format | None) -> Iterator[Batch]:
    for source in sources:
        if isinstance(source, Batch):
            yield source
            continue
        if checker.watch:
            checker.watch.source(source.name)
        yield from read_source(source, format_)


class BatchConverter:
    """Converts records to those of `dspy`, or to those of a vendor; holds halves that wait for their other half.

    With `jobs_only` runs are left out, with `keep_secrets` nothing is redacted. Raises UnknownVendorError.
    """

    def __init__(self, to: str, *, keep_secrets: bool = False, jobs_only: bool = False) -> None:
        self._to = to
        self._converter = None if to == DSPY else vendors.find_converter(to)
        self._keep_secrets = keep_secrets
        self._jobs_only = jobs_only
        self._pairing = Pairing()
        # What converted the batch before, if it was all of one type.
        self._uniform: UniformRecords | None = None

    def decode(self, batch: Batch) -> DecodedBatch | None:
        """Decode the records of a batch in advance, as those of the batch before; None if that is no use."""
        # The records of JSON Lines are on one line each; others would have to be put on one first.
        return self._uniform.decode(batch.texts) if self._uniform and batch.lines else None

    def convert(self, batch: Batch, types: Sequence[str | None], decoded: DecodedBatch | None = None) -> _BatchOutput:
        """Convert the records of a batch by their types; those of the type None are left out.

        `decoded` is what `decode` gave for the batch.
        """
        output = _BatchOutput(batch, types)
        pairs, others = self._convert_uniform(batch, types, decoded)
        start = 0
        for index in [*sorted(others), len(types)]:
            if index > start:
                records = pairs[2 * start : 2 * index : 1 + self._jobs_only] if others or self._jobs_only else pairs
                output.lines.append(Lines(range(start, index), records))
            if index < len(types):
                self._convert_one(index, types[index], output)
            start = index + 1
        for half in output.waiting:
            if half.is_waiting:
                half.unpaired = output.describe_unpaired(half, self._to)
        return output

    def list_unpaired(self) -> list[Finding]:
        """List the findings on the jobs and runs whose other half never came."""
        return self._pairing.list_unpaired()

    def _convert_uniform(
        self, batch: Batch, types: Sequence[str | None], decoded: DecodedBatch | None
    ) -> tuple[list[Any], Iterable[int]]:
        """Convert uniform records to pairs (job, run, job, run, …); also return the indices of the other records."""
        if self._converter is not None or not types:
            return [], range(len(types))
        texts = batch.texts if batch.lines else _put_on_lines(batch.texts, types)
        before, self._uniform = self._uniform, None
        others: list[int] = []
        pairs: list[Any] = [None] * (2 * len(types))
        for type_ in set(types):
            uniform = _find_uniform_records(type_) if len(types) >= FEWEST_UNIFORM else None
            count_of_others = len(types) - types.count(type_)
            if uniform and count_of_others == types.count(None):
                self._uniform = uniform
                ready = decoded if decoded is not None and uniform is before else uniform.decode(texts)
                pairs, odd = uniform.convert(ready, keep_secrets=self._keep_secrets)
                return pairs, odd.union(_list_indices(types, None)) if count_of_others else odd
            indices = _list_indices(types, type_)
            if uniform:
                ready = uniform.decode([texts[index] for index in indices])
                converted, odd = uniform.convert(ready, keep_secrets=self._keep_secrets)
                for number, index in enumerate(indices if converted else ()):
                    pairs[2 * index : 2 * index + 2] = converted[2 * number : 2 * number + 2]
                indices = [indices[number] for number in odd]
            others += indices
        return pairs, others

    def _convert_one(self, index: int, type_: str | None, output: _BatchOutput) -> None:
        if type_ is None:
            return
        record: bytes | None = output.batch.texts[index]
        if not self._keep_secrets:
            record = output.redact(index, _find_secret_members(type_))
        if record is None:
            return
        record = put_on_one_line(record)
        if self._converter is None:
            self._convert_to_dspy(record, index, type_, output)
        else:
            self._convert_to_vendor(record, index, type_, output)

    def _convert_to_dspy(self, record: bytes, index: int, type_: str, output: _BatchOutput) -> None:
        vendor, _, class_ = type_.rpartition(":")
        if not vendor:
            if type_ != RUN or not self._jobs_only:
                output.write(index, record)
        elif (converter := vendors.find_converter(vendor)).is_job(class_):
            converted = converter.to_dspy(record, class_)
            for note in converted.notes:
                output.report(index, note.code, Severity.WARNING, note.message, note.pointer)
            pair = (converted.job,) if self._jobs_only else (converted.job, converted.run)
            output.lines.append(Lines([index], pair))
        else:
            output.report(index, "DSP402", Severity.INFO, f"{with_article(type_)} is not a job, and is not converted")

    def _convert_to_vendor(self, record: bytes, index: int, type_: str, output: _BatchOutput) -> None:
        vendor, _, _ = type_.rpartition(":")
        if vendor == self._to:
            output.write(index, record)
        elif vendor:
            output.report(index, "DSP405", Severity.ERROR, f"this is a record of {vendor}, not of {self._to}")
        elif type_ not in _JOBS and type_ != RUN:
            output.report(index, "DSP402", Severity.INFO, f"{with_article(type_)} is not a job, and is not converted")
        elif type_ == RUN and (provider := read_text(decode_outline(record).get("provider"))) != self._to:
            whose = f"of {provider}" if provider else "without a provider"
            output.report(index, "DSP405", Severity.ERROR, f"this is a run {whose}, not of {self._to}", "/provider")
            self._pairing.match(record, index, is_run=True, is_reported=True)
        else:
            self._pair(record, index, output, is_run=type_ == RUN)

    def _pair(self, record: bytes, index: int, output: _BatchOutput, *, is_run: bool) -> None:
        matched = self._pairing.match(record, index, is_run=is_run)
        if isinstance(matched, Half):
            output.waiting.append(matched)
        elif matched and self._converter:
            output.write(index, encode(self._converter.to_vendor(*matched)))
            output.vendor_types[index] = self._converter.find_type(matched[1])
            for note in self._converter.find_contradictions(*matched):
                # The half that comes last is in this batch.
                output.report(index, note.code, Severity.WARNING, note.message, "" if is_run else note.pointer)


class _BatchOutput:
    """What a batch becomes: the lines that are written, in order, findings, and halves that wait."""

    def __init__(self, batch: Batch, types: Sequence[str | None]) -> None:
        self.batch = batch
        self.types = types
        self.lines: list[Lines] = []
        self.findings: list[Finding] = []
        self.waiting: list[Half] = []
        # The index and the id of the record that was asked for last: a record may have many findings.
        self._last_id: tuple[int, str | None] = (-1, None)
        #: The types of the vendor's records that were built, by the index of the half that came last.
        self.vendor_types: dict[int, str] = {}

    def write(self, index: int, line: bytes) -> None:
        """Write the one line of a record."""
        self.lines.append(Lines([index], [Raw(line)]))

    @cached_property
    def _may_hold_secrets(self) -> bool:
        """False if there is certainly no secret in the batch; small records are looked at all at once."""
        joined = b"\n".join(self.batch.texts)
        return len(joined) > _SMALL_RECORD * len(self.batch.texts) or secrets.may_hold(joined)

    def redact(self, index: int, secret_members: Mapping[str, str]) -> bytes | None:
        """Redact the secrets in the text of a record and report them; None if it cannot be searched."""
        from dspy_schema.secrets.redaction import redact

        if not secret_members and not self._may_hold_secrets:
            return self.batch.texts[index]
        try:
            record, pointers = redact(self.batch.texts[index], secret_members)
        except RecursionError:
            message = "it is nested too deep to be searched for secrets; --keep-secrets converts it as it is"
            self.report(index, "DSP107", Severity.ERROR, message)
            return None
        for pointer in pointers:
            name = next((part for part in reversed(pointer.split("/")) if not part.isdigit()), "")
            message = f"`{secrets.redact_pointer(name)}` holds a secret, which is redacted; --keep-secrets keeps it"
            self.report(index, "DSP401", Severity.INFO, message, pointer)
        return record

    def report(self, index: int, code: str, severity: Severity, message: str, pointer: str = "") -> None:
        """Report a finding on a record."""
        self.findings.append(self._locate(index, code, severity, message, pointer))

    def describe_unpaired(self, half: Half, to: str) -> Finding:
        """Describe a job or run whose other half never comes."""
        own, other = ("run", "job") if half.is_run else ("job", "run")
        message = f"the {other} of this {own} is missing; a record of {to} is built from both"
        return self._locate(half.index, "DSP404", Severity.ERROR, message, "/job" if half.is_run else "")

    def _locate(self, index: int, code: str, severity: Severity, message: str, pointer: str) -> Finding:
        if self._last_id[0] != index:
            self._last_id = index, read_text(decode_outline(self.batch.texts[index]).get("id"))
        diagnostic = Diagnostic(code, message, pointer, severity)
        return self.batch.locate(diagnostic, index, id_=self._last_id[1], type_=self.types[index])


def _check_vendor_records(output: _BatchOutput, checker: Checker, to: str) -> Iterator[Finding]:
    """Warn of records that were built from a pair, and are not what the vendor would have written."""
    for index, text in chain.from_iterable(output.lines):
        findings = checker.iter_findings(Batch(source=output.batch.source, texts=[text]))
        error = _find_error(findings)
        type_ = output.vendor_types.get(index)
        if error is not None and type_ and error.type != type_:
            # What is built may look like a record of another vendor, but is judged as one of this.
            error = _find_error(Checker(type_).iter_findings(Batch(source=output.batch.source, texts=[text])))
        if error is not None:
            message = f"the record that it becomes is not as {to} writes it: {error.message} [{error.pointer}]"
            diagnostic = Diagnostic("DSP407", message, severity=Severity.WARNING)
            yield output.batch.locate(diagnostic, index, id_=error.id, type_=error.type)


def _find_error(findings: Iterable[Finding]) -> Finding | None:
    return next((one for one in findings if one.severity is Severity.ERROR and one.code != _UNKNOWN_TYPE), None)


def put_on_one_line(record: bytes) -> bytes:
    """Remove line breaks from the JSON text of a record; its tokens stay as they are."""
    record = record.strip()
    return msgspec.json.format(record, indent=-1) if b"\n" in record or b"\r" in record else record


def _put_on_lines(texts: Sequence[bytes], types: Sequence[str | None]) -> list[bytes]:
    """Put the texts that have a type on one line each; the others are left as they are, since they may not be JSON."""
    return [text if type_ is None else put_on_one_line(text) for text, type_ in zip(texts, types, strict=True)]


def _find_uniform_records(type_: str | None) -> UniformRecords | None:
    vendor, _, class_ = (type_ or "").rpartition(":")
    return vendors.find_uniform_records(vendor, class_) if vendor else None


def _find_secret_members(type_: str) -> Mapping[str, str]:
    vendor, _, class_ = type_.rpartition(":")
    return vendors.find_converter(vendor).crosswalk.secrets.get(class_, _NO_SECRETS) if vendor else _NO_SECRETS


def _list_indices(types: Sequence[str | None], type_: str | None) -> list[int]:
    return [index for index, other in enumerate(types) if other == type_]
