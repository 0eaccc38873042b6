"""Gather what converted records tell, in memory that grows with their ids only."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import secrets
from dspy_schema.findings import Diagnostic, Finding, Severity, with_article
from dspy_schema.governance.facts import outline
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dspy_schema.conversion.pipeline import ConvertedBatch
    from dspy_schema.governance.facts import Facts


RUN = "TrainingRun"
_TIMES = ("created_at", "started_at", "updated_at", "finished_at")
_text = msgspec.json.Decoder(str | None).decode


class Unused(msgspec.Struct, frozen=True, gc=False):
    """A record, or an input as a whole (without a number), that is no evidence since it has an error: the first one."""

    source: str
    record: int | None
    line: int | None
    id: str | None
    code: str
    message: str


class _Typed(msgspec.Struct, gc=False):
    type: str | None = msgspec.field(default=None, name="@type")


_type = msgspec.json.Decoder(_Typed).decode


class Collector:
    """What the records of a run tell: the facts of each resource by its id, and totals.

    Records of one id, such as the states of a job that was asked for again and again, are one resource, as they are in
    RDF: its facts are those that any of them tells.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        #: The bits of the facts of each job and run.
        self.resources: dict[str, int] = {}
        #: The ids of the runs, each with that of its job.
        self.runs: dict[tuple[str, str], None] = {}
        #: How many runs each provider has.
        self.providers: Counter[str] = Counter()
        self.unused: list[Unused] = []
        #: How many records there were, as they were read, and how many of them are evidence.
        self.records = 0
        self.used = 0
        #: The earliest and the latest moment that a run names, without its zone, which is UTC.
        self.first = ""
        self.last = ""

    def take(self, converted: ConvertedBatch) -> list[Finding]:
        """Take in a batch; gives findings on records that are no evidence although they are valid."""
        self.records += len(converted.batch.texts)
        self._unused(converted.findings)
        findings = []
        # A job and its run stand side by side, and one of them alone is no evidence.
        for index, records in groupby(converted, key=itemgetter(0)):
            diagnostic = None
            for _, text in records:
                if diagnostic := self._record(text, converted.types[index] or ""):
                    findings.append(converted.locate(diagnostic, index, text))
                    break
            self.used += diagnostic is None
        self._unused(findings)
        return findings

    def _unused(self, findings: Iterable[Finding]) -> None:
        seen: set[int | None] = set()
        for each in findings:
            if each.severity is Severity.ERROR and (each.record is None or each.record not in seen):
                seen.add(each.record)
                self.unused.append(Unused(each.source, each.record, each.line, each.id, each.code, each.message))

    def _record(self, text: bytes, type_: str) -> Diagnostic | None:
        class_ = (_type(text).type or "") if ":" in type_ else type_
        if class_ not in terms.load_table().records:
            return Diagnostic("DSP680", f"{with_article(class_)} is not a job or run, and not evidence of a training")
        members = outline(text)
        id_ = _member(members, "id")
        job = _member(members, "job") if class_ == RUN else ""
        if secrets.REDACTED in id_ or secrets.REDACTED in job:
            pointer = "/id" if secrets.REDACTED in id_ else "/job"
            return Diagnostic("DSP681", "this id is redacted, so it could be that of another record", pointer)
        told = self._facts.of(members, class_) | self.resources.get(id_, 0)
        if class_ != RUN:
            told |= self._facts.add(type_)
        elif (id_, job) not in self.runs:
            self.runs[id_, job] = None
            if provider := _member(members, "provider"):
                self.providers[provider] += 1
        self.resources[id_] = self._facts.shared(told)
        self._times(members)
        return None

    def _times(self, members: Mapping[str, msgspec.Raw]) -> None:
        for name in _TIMES:
            if moment := _member(members, name):
                # Without a zone, texts are in the order of the moments.
                moment = moment.removesuffix("Z").removesuffix("+00:00")
                self.first = min(self.first or moment, moment)
                self.last = max(self.last, moment)


def _member(members: Mapping[str, msgspec.Raw], name: str) -> str:
    return _text(members[name]) or "" if name in members else ""
