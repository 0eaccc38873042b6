"""Convert the job records of one vendor, whatever their class."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.vendors import crosswalk
from dspy_schema.vendors.conversion import REINFORCE, Conversion, identified
from dspy_schema.vendors.making import Note
from dspy_schema.vendors.texts import Outline, Raw, elements, members, outline, raw, text

if TYPE_CHECKING:
    from dspy_schema.registry import Vendor
    from dspy_schema.vendors.plain import PlainConversion

# Vendors whose types are written as IRIs, as JSON-LD has them.
_BASE = "https://w3id.org/lmodel/dspy/vendors/"
_TYPE = "@type"


class Converted(msgspec.Struct, frozen=True):
    """The job and the run of a record, whose values are JSON texts or plain text, and what there is to say."""

    job: dict[str, Any]
    run: dict[str, Any]
    notes: list[Note]


class Converter:
    """Converts records of one vendor to pairs of a job and a run, and pairs back to records."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        self.crosswalk = crosswalk.read(vendor.folder)
        self._first = next(iter(self.crosswalk.classes), "")
        self._conversion = cache(self._make)

    def is_job(self, class_: str) -> bool:
        """Whether records of a class are of jobs; the others are not converted."""
        return class_ in self.crosswalk.classes

    def plain(self, class_: str) -> PlainConversion | None:
        """What converts plain records of a class at once; None if there is nothing to do so."""
        # What another class would need, its mark in `extra`, is not plain.
        return self._conversion(class_, False).plain if class_ == self._first else None

    def to_dspy(self, record: bytes, class_: str) -> Converted:
        """The job and the run of a record, a JSON text of a class of job records."""
        members = outline(record)
        reinforces = self.vendor.reinforces is not None and self.vendor.reinforces(members)
        marker = self._marker(members.pop(_TYPE, None), class_)
        job, run, notes = self._conversion(class_, reinforces).to_dspy(members)
        if marker is not None:
            members[_TYPE] = marker
        if members:
            run["extra"] = members
        if not identified(job, run, self.vendor.name, record):
            notes.append(Note("DSP403", f"it has no job id, and so is named after its content: {job['id']}", ""))
        return Converted(job, run, notes)

    def to_vendor(self, job: bytes, run: bytes) -> Outline:
        """The record of a pair, two JSON texts."""
        of_job, of_run = outline(job), outline(run)
        extra = members(of_run.get("extra")) or {}
        class_, own = self._marked(extra.pop(_TYPE, None))
        reinforces = is_reinforce_job(of_job)
        record = self._conversion(class_, reinforces).to_vendor(of_job, of_run, extra)
        return record if own is None else {_TYPE: own, **record}

    def overruled(self, job: bytes, run: bytes) -> list[Note]:
        """What to say where a job, a JSON text, tells otherwise than its run, from which the record is made."""
        of_job, of_run = outline(job), outline(run)
        notes = []
        status, other = text(of_job.get("training_status")), text(of_run.get("run_status"))
        if status is not None and other is not None and status != other:
            message = f"`training_status` is not the `run_status` of its run, {other}, which the record is made from"
            notes.append(Note("DSP408", message, "/training_status"))
        models = [told for name in ("base_model", "fine_tuned_model") if (told := text(of_run.get(name)))]
        model = (text(of_job.get("model")) or "").removeprefix(f"{self.vendor.name}/")
        if model and text(of_run.get("base_model")) and model not in models:
            message = f"`model` is not a model of its run, {models[0]}, which the record is made from"
            notes.append(Note("DSP408", message, "/model"))
        return notes

    def _make(self, class_: str, reinforces: bool) -> Conversion:
        return Conversion(self.vendor, self.crosswalk, class_, reinforces=reinforces)

    def _marker(self, own: Raw | None, class_: str) -> Raw | None:
        """What `extra` has as `@type`: nothing or the record's own, if that tells the class; else a list.

        The list is of the type, and of the record's own `@type` if it has one; no record's own is taken for it.
        """
        if self._marked(own) == (class_, own):
            return own
        return raw([f"{self.vendor.name}:{class_}"] if own is None else [f"{self.vendor.name}:{class_}", own])

    def _marked(self, marker: Raw | None) -> tuple[str, Raw | None]:
        """The class of the record that an `@type` in `extra` tells, and what the record has as its own."""
        listed = elements(marker) or []
        if listed and (class_ := self._class(listed[0])) is not None:
            return class_, listed[1] if len(listed) > 1 else None
        return self._class(marker) or self._first, marker

    def _class(self, type_: Raw | None) -> str | None:
        name = (text(type_) or "").removeprefix(_BASE).replace("/", ":")
        vendor, _, class_ = name.partition(":")
        return class_ if vendor == self.vendor.name and self.is_job(class_) else None


def is_reinforce_job(job: Outline) -> bool:
    """Whether a job is a ReinforceJob, by its type or by members that only that has."""
    named = text(job.get(_TYPE))
    if named is not None:
        return named.endswith(REINFORCE)
    return not job.keys().isdisjoint({"current_model", "checkpoints", "last_checkpoint", "pending_batch_ids"})
