"""Collect the facts that converted records state, in memory that grows with their ids only."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import secrets
from dspy_schema.conversion.pipeline import OF_ANOTHER_KIND
from dspy_schema.findings import Diagnostic, Finding, Severity, with_article
from dspy_schema.governance import contradictions
from dspy_schema.governance.facts import CONTRADICTION, decode_members
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.conversion.pipeline import ConvertedBatch
    from dspy_schema.governance.facts import Facts, Members


RUN = "TrainingRun"
_TIMES = ("created_at", "started_at", "updated_at", "finished_at")


class Unused(msgspec.Struct, frozen=True, gc=False):
    """A record, or an input as a whole (without a number), that is not used since it has an error: the first one."""

    source: str
    record: int | None
    line: int | None
    id: str | None
    code: str
    message: str


class _Typed(msgspec.Struct, gc=False):
    type: str | None = msgspec.field(default=None, name="@type")


_decode_typed = msgspec.json.Decoder(_Typed).decode
_decode_text = msgspec.json.Decoder(str | None).decode


class Collector:
    """The facts of each resource, which is a job or a run, by its id, and totals.

    Records of one id, such as the states of a job that was fetched again and again, are one resource, which has the
    facts that the latest of them states: the one with the latest time, and of several the one that was read last. A job
    and a run of one id are one resource with the facts of both. `date` is that of the report, or empty.
    """

    def __init__(self, facts: Facts, date: str = "") -> None:
        self._facts = facts
        self._date = date
        # The times of the record that is being added.
        self._times: dict[str, str] = {}
        #: The bits of the facts of each job and run.
        self.resources: dict[str, int] = {}
        #: The latest time in the records that the facts come from, where there is one: of runs, and of jobs.
        self._moments: dict[str, str] = {}
        self._moments_of_jobs: dict[str, str] = {}
        #: The ids of the runs, each with that of its job.
        self.runs: dict[tuple[str, str], None] = {}
        #: The provider and the owner of each run.
        self.parties: dict[str, tuple[str, str]] = {}
        self._parties: dict[tuple[str, str], tuple[str, str]] = {}
        self.unused: list[Unused] = []
        #: The number of records that were read, and of those that are used.
        self.records = 0
        self.used = 0
        #: The earliest and the latest moment that a run names, without its zone, which is UTC.
        self.first = ""
        self.last = ""

    def add_batch(self, converted: ConvertedBatch) -> list[Finding]:
        """Add the records of a batch; returns findings on records that are valid and yet cannot be used."""
        self.records += len(converted.batch.texts)
        self._add_unused(converted.findings)
        findings = []
        # A job and its run stand side by side, and one of them alone is not used.
        for index, records in groupby(converted, key=itemgetter(0)):
            diagnostic = None
            texts = [(text, members, _read_times(members)) for _, text in records for members in [decode_members(text)]]
            # A job has no times: its run, which is read with it, says when both were so.
            moment = max((moment for _, _, times in texts for moment in times.values()), default="")
            for text, members, times in texts:
                self._times = times
                if diagnostic := self._add_record(text, members, converted.types[index] or "", moment):
                    findings.append(converted.locate(diagnostic, index, text))
                    break
            self.used += diagnostic is None
        self._add_unused(findings)
        return findings

    def _add_unused(self, findings: Iterable[Finding]) -> None:
        seen: set[int | None] = set()
        for finding in findings:
            is_unused = finding.severity is Severity.ERROR or finding.code in OF_ANOTHER_KIND
            if is_unused and (finding.record is None or finding.record not in seen):
                seen.add(finding.record)
                # Names of files can have secrets.
                source, message = map(secrets.redact_for_display, (finding.source, finding.message))
                self.unused.append(Unused(source, finding.record, finding.line, finding.id, finding.code, message))

    def _add_record(self, text: bytes, members: Members, type_: str, moment: str) -> Diagnostic | None:
        class_ = (_decode_typed(text).type or "") if ":" in type_ else type_
        if class_ not in terms.load_table().records:
            message = f"{with_article(class_)} is not a job or run, so it is not evidence of training"
            return Diagnostic("DSP680", message, severity=Severity.INFO)
        id_ = _read_text(members, "id")
        job = _read_text(members, "job") if class_ == RUN else ""
        if secrets.REDACTED in id_ or secrets.REDACTED in job:
            pointer = "/id" if secrets.REDACTED in id_ else "/job"
            return Diagnostic("DSP681", "this id is redacted, so it could be that of another record", pointer)
        bits = self._facts.extract(members, class_)
        if class_ == RUN:
            for name in contradictions.find_in_run(members, self._times, self._date):
                bits |= self._facts.add(CONTRADICTION + name)
            self.runs[id_, job] = None
            self._add_run(id_, bits, moment, members)
        else:
            self._replace(id_, bits | self._facts.add(type_), moment, self._moments_of_jobs, ~self._facts.of_jobs)
        for time in self._times.values():
            if not self._facts.placeholders.is_unset_time(time):
                self.first = min(self.first or time, time)
                self.last = max(self.last, time)
        return None

    def _add_run(self, id_: str, bits: int, moment: str, members: Members) -> None:
        if self._replace(id_, bits, moment, self._moments, self._facts.of_jobs):
            parties = _read_text(members, "provider"), _read_text(members, "owner")
            self.parties[id_] = self._parties.setdefault(parties, parties)

    def _replace(self, id_: str, bits: int, moment: str, moments: dict[str, str], others: int) -> bool:
        """Replace the facts of a resource unless later ones are known, but not those of the other kind."""
        is_latest = moment >= moments.get(id_, "")
        if is_latest:
            self.resources[id_] = self._facts.intern(self.resources.get(id_, 0) & others | bits)
            if moment:
                moments[id_] = moment
        return is_latest

    def find_moment(self, run: str) -> str:
        """Return the latest time in the record that the facts of a run come from, or nothing."""
        return self._moments.get(run, "")


def _read_times(members: Members) -> dict[str, str]:
    """Read the times of a record, by name, without their zone, UTC: their order is that of the texts."""
    return {
        name: text.removesuffix("Z").removesuffix("+00:00")
        for name in _TIMES
        if name in members and (text := _decode_text(members[name]))
    }


def _read_text(members: Members, name: str) -> str:
    return _decode_text(members[name]) or "" if name in members else ""
