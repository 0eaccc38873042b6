"""Check batches of records, and keep the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from dspy_schema import artifacts
from dspy_schema.findings import Finding, Summary
from dspy_schema.validation.fast_path import FastPath

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dspy_schema.records.batch import Batch
    from dspy_schema.validation.full_check import Outcome


AUTO = "auto"


class CheckedBatch(msgspec.Struct):
    """The types of the records of a batch, None where a record has an error, and the findings of all of them."""

    types: list[str | None]
    findings: list[Finding]


class Watch(Protocol):
    """Is told how a run goes on."""

    def source(self, name: str) -> None:
        """Called before a source is read, with what findings call it."""

    def progress(self, summary: Summary) -> None:
        """Called after each batch of records, with the totals so far."""


class Checker:
    """Checks batches of records of `type_`, or with AUTO of the type that the format tells, or each shows.

    `strict_json` looks for repeated names at every level, at the speed of a checking parser;
    `watch` is told of sources and totals. Raises UnknownTypeError.
    """

    def __init__(
        self,
        type_: str = AUTO,
        *,
        strict_json: bool = False,
        summary: Summary | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.summary = summary or Summary()
        self.watch = watch
        self.type = type_
        self.strict_json = strict_json
        self._type = None if type_ == AUTO else artifacts.resolve_type(type_)
        self._acceptor = FastPath(self._type)
        self._acceptors = {self._type: self._acceptor}

    def findings(self, batch: Batch) -> Iterator[Finding]:
        """The findings of a batch, in the order of its records."""
        yield from map(self.summary.count_finding, batch.findings)
        rejected = range(len(batch.texts)) if self.strict_json else self._rejected(batch)
        for index, outcome in self._outcomes(batch, rejected):
            yield from map(self.summary.count_finding, outcome.locate(batch, index))

    def checked(self, batch: Batch, verbatim: Sequence[Any] | None = None) -> CheckedBatch:
        """The findings of a batch, and the types of those of its records that have no error.

        `verbatim`, if given, are the records as structs that hold what is written.
        """
        findings = list(map(self.summary.count_finding, batch.findings))
        types: list[str | None] = [None] * len(batch.texts)
        if not self.strict_json:
            types = self._accepted(batch, verbatim)
        for index, outcome in self._outcomes(batch, [index for index, type_ in enumerate(types) if type_ is None]):
            findings += map(self.summary.count_finding, outcome.locate(batch, index))
            types[index] = outcome.type if outcome.is_valid else None
        return CheckedBatch(types, findings)

    def _rejected(self, batch: Batch) -> Sequence[int]:
        if batch.types or batch.further_faults:
            return [index for index, type_ in enumerate(self._accepted(batch)) if type_ is None]
        return self._acceptor.rejected(batch)

    def _accepted(self, batch: Batch, verbatim: Sequence[Any] | None = None) -> list[str | None]:
        """The types of the records that are valid for certain; None of the others."""
        if batch.types and self._type is None:
            accepted = self._of_told_types(batch)
        else:
            accepted = self._acceptor.types(batch, verbatim)
        for index in batch.further_faults:
            accepted[index] = None
        return accepted

    def _of_told_types(self, batch: Batch) -> list[str | None]:
        accepted: list[str | None] = [None] * len(batch.texts)
        for type_ in set(batch.types):
            indices = [index for index, told in enumerate(batch.types) if told == type_]
            part = msgspec.structs.replace(batch, texts=[batch.texts[index] for index in indices])
            if type_ not in self._acceptors:
                self._acceptors[type_] = FastPath(type_)
            for index, found in zip(indices, self._acceptors[type_].types(part), strict=True):
                accepted[index] = found
        return accepted

    def _outcomes(self, batch: Batch, rejected: Sequence[int]) -> Iterator[tuple[int, Outcome]]:
        """What the full check says of the rejected records; counts all of the batch."""
        seen = 0
        if rejected:
            # Imported here, so that a run in which nothing fails never pays for the engines.
            from dspy_schema.validation.full_check import Outcome, check_record

            for index in rejected:
                if index in batch.faults:
                    outcome = Outcome([batch.faults[index]])
                else:
                    told = self._type or (batch.types[index] if batch.types else None)
                    outcome = check_record(batch.texts[index], told, every_level=self.strict_json)
                if index in batch.further_faults:
                    outcome = outcome.join(batch.further_faults[index])
                # Counted one by one, since the caller may stop after any finding.
                self.summary.count_records(index - seen + outcome.is_valid, int(not outcome.is_valid))
                seen = index + 1
                yield index, outcome
        self.summary.count_records(len(batch.texts) - seen)
        if self.watch:
            self.watch.progress(self.summary)

    def count(self, part: Summary) -> None:
        """Add the totals of records that another checker checked."""
        self.summary.add(part)
        if self.watch:
            self.watch.progress(self.summary)
