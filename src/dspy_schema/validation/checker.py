"""Check batches of records: the fast path first, the full check for what it rejects; and keep the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from dspy_schema import artifacts
from dspy_schema.findings import UNREADABLE, Finding, Severity, Summary
from dspy_schema.interrupts import hold_interrupts
from dspy_schema.validation.fast_path import FastPath

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dspy_schema.findings import Tally
    from dspy_schema.records.batch import Batch
    from dspy_schema.validation.full_check import Outcome
    from dspy_schema.validation.policy import FindingPolicy


AUTO = "auto"
# The codes for records of which the type is not clear; others without a type could not be read.
UNDETECTED = frozenset({"DSP201", "DSP202"})


class CheckedBatch(msgspec.Struct):
    """The types of the records of a batch, None where a record has an error, and the findings of all of them."""

    types: list[str | None]
    findings: list[Finding]


class Watch(Protocol):
    """Follows a run."""

    def source(self, name: str) -> None:
        """Called before a source is read, with its name in findings."""

    def progress(self, summary: Summary) -> None:
        """Called after each batch of records, with the totals so far."""


class Checker:
    """Checks batches of records of `type_`, or with AUTO of the type that the format gives, or that is detected.

    `strict_json` looks for repeated names at every level, at the speed of a checking parser;
    `watch` gets the sources and the totals, `tally` counts records by type, and `policy` decides which findings are
    reported, and as what. Saved programs are compared with `tree`, a ProgramTree. Raises UnknownTypeError.
    """

    def __init__(
        self,
        type_: str = AUTO,
        *,
        strict_json: bool = False,
        summary: Summary | None = None,
        watch: Watch | None = None,
        tally: Tally | None = None,
        policy: FindingPolicy | None = None,
        tree: Mapping[str, Any] | None = None,
    ) -> None:
        self.summary = summary or Summary()
        self.tally = tally
        self.policy = policy
        self.watch = watch
        self.type = type_
        self.strict_json = strict_json
        self.tree = tree
        self._type = None if type_ == AUTO else artifacts.resolve_type(type_)
        self._fast_path = FastPath(self._type)
        self._fast_paths = {self._type: self._fast_path}

    def iter_findings(self, batch: Batch) -> Iterator[Finding]:
        """The findings of a batch, in the order of its records."""
        seen = 0
        if batch.findings:
            yield from self.report(batch.findings)
        rejected = range(len(batch.texts)) if self.strict_json else self._find_rejected(batch)
        for index, outcome in self._outcomes(batch, rejected):
            yield from self.report([*outcome.locate(batch, index)], accepted=index - seen, judged=1, type_=outcome.type)
            seen = index + 1
        self.end(len(batch.texts) - seen)

    def report(
        self, findings: Sequence[Finding], *, accepted: int = 0, judged: int = 0, type_: str | None = None
    ) -> Iterator[Finding]:
        """The findings of an input (`judged` is 0) or of a record, counted with the records `accepted` before it.

        A record, which is of `type_`, is counted as a whole and findings one by one, since the caller may stop after
        any. An interrupt waits until all are with the caller.
        """
        with hold_interrupts():
            findings = self.apply_policy(findings)
            invalid = judged * any(finding.severity is Severity.ERROR for finding in findings)
            self.summary.count_records(accepted + judged - invalid, invalid)
            if self.tally is not None:
                if type_ is None and all(finding.code not in UNDETECTED for finding in findings):
                    type_ = UNREADABLE
                self.tally.count(type_, valid=judged - invalid, invalid=invalid)
            yield from map(self.summary.count_finding, findings)

    def apply_policy(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return the findings that are reported, with the severities that the policy gives them."""
        return self.policy.apply(findings) if self.policy and findings else findings

    def check(self, batch: Batch, verbatim: Sequence[Any] | None = None) -> CheckedBatch:
        """The findings of a batch, and the types of those of its records that have no error.

        `verbatim`, if given, are the records as structs that hold what is written.
        """
        findings = [*self.report(batch.findings)]
        judged = 0
        types: list[str | None] = [None] * len(batch.texts)
        if not self.strict_json:
            types = self._accept(batch, verbatim)
            self._count_types(types)
        for index, outcome in self._outcomes(batch, [index for index, type_ in enumerate(types) if type_ is None]):
            reported = [*self.report([*outcome.locate(batch, index)], judged=1, type_=outcome.type)]
            findings += reported
            judged += 1
            # An error that is not reported as one stands in the way of a conversion all the same.
            is_valid = outcome.is_valid and not any(finding.severity is Severity.ERROR for finding in reported)
            types[index] = outcome.type if is_valid else None
            if self.tally is not None and not outcome.is_valid:
                is_reported = any(finding.severity is Severity.ERROR for finding in reported)
                self.tally.count(outcome.type, left_out=not is_reported)
        self.end(len(batch.texts) - judged)
        return CheckedBatch(types, findings)

    def _find_rejected(self, batch: Batch) -> Sequence[int]:
        if batch.types or batch.further_faults:
            types = self._accept(batch)
            self._count_types(types)
            return [index for index, type_ in enumerate(types) if type_ is None]
        return self._fast_path.find_rejected(batch, self.tally)

    def _count_types(self, types: Sequence[str | None]) -> None:
        """Count the types of the records that are valid for certain."""
        if self.tally is not None:
            for type_ in set(types):
                if type_ is not None:
                    self.tally.count(type_, valid=types.count(type_))

    def _accept(self, batch: Batch, verbatim: Sequence[Any] | None = None) -> list[str | None]:
        """The types of the records that are valid for certain; None of the others."""
        if batch.types and self._type is None:
            accepted = self._accept_by_type(batch)
        else:
            accepted = self._fast_path.find_types(batch, verbatim)
        for index in batch.further_faults:
            accepted[index] = None
        return accepted

    def _accept_by_type(self, batch: Batch) -> list[str | None]:
        accepted: list[str | None] = [None] * len(batch.texts)
        for type_ in set(batch.types):
            indices = [index for index, given in enumerate(batch.types) if given == type_]
            part = msgspec.structs.replace(batch, texts=[batch.texts[index] for index in indices])
            if type_ not in self._fast_paths:
                self._fast_paths[type_] = FastPath(type_)
            for index, accepted_type in zip(indices, self._fast_paths[type_].find_types(part), strict=True):
                accepted[index] = accepted_type
        return accepted

    def _outcomes(self, batch: Batch, rejected: Sequence[int]) -> Iterator[tuple[int, Outcome]]:
        """The indices of the rejected records, and what the full check says of them."""
        if not rejected:
            return
        # Imported here, so that a run in which nothing fails never pays for the engines.
        from dspy_schema.validation.full_check import Outcome, check_record

        for index in rejected:
            if index in batch.faults:
                outcome = Outcome([batch.faults[index]])
            else:
                type_ = self._type or (batch.types[index] if batch.types else None)
                outcome = check_record(batch.texts[index], type_, every_level=self.strict_json, tree=self.tree)
            if index in batch.further_faults:
                outcome = outcome.join(batch.further_faults[index])
            yield index, outcome

    def end(self, accepted: int) -> None:
        """Count the records of a batch that no finding was about."""
        with hold_interrupts():
            self.summary.count_records(accepted)
        if self.watch:
            self.watch.progress(self.summary)
