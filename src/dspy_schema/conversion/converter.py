"""The converter of one vendor's records: to pairs of a job and a run, and back.

What a slot can hold goes to the slot, and what cannot be read back from slots exactly as it was written stays in the
run's `extra`, under the name that it was written with. So the pair holds all of the record.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.conversion.codecs import CODECS, FieldCodec
from dspy_schema.conversion.crosswalk import Draft, MappingContext, Note, RecordPair, load_crosswalk
from dspy_schema.conversion.slots import TIMES, Slot, load_slots
from dspy_schema.errors import VendorError
from dspy_schema.jsontext.raw import NULL, Outline, Raw, decode_outline, read_elements, read_members, read_text, to_raw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dspy_schema.conversion.crosswalk import Crosswalk
    from dspy_schema.plugins import Vendor


JOB, REINFORCE = "TrainingJob", "ReinforceJob"
_BEGINNING = ("@type", "id", "job", "provider")
# Vendors whose types are written as IRIs, as JSON-LD has them.
_BASE = "https://w3id.org/lmodel/dspy/vendors/"
_TYPE = "@type"
# Whether another slot can be filled depends on these.
_FIRST = ("run.provider_status", *TIMES)


class ConvertedPair(msgspec.Struct, frozen=True):
    """The job and the run of a record, whose values are JSON texts or plain text, and notes."""

    job: dict[str, Any]
    run: dict[str, Any]
    notes: list[Note]


class Converter:
    """Converts records of one vendor to pairs of a job and a run, and pairs back to records."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        self.crosswalk = load_crosswalk(vendor.folder)
        self._first = next(iter(self.crosswalk.classes), "")
        self._conversion = cache(self._create_conversion)

    def is_job(self, class_: str) -> bool:
        """Return whether records of a class are job records; others are not converted."""
        return class_ in self.crosswalk.classes

    def to_dspy(self, record: bytes, class_: str) -> ConvertedPair:
        """Convert a record, a JSON text of a class of job records, to a job and a run."""
        members = decode_outline(record)
        reinforces = self.vendor.reinforces is not None and self.vendor.reinforces(members)
        marker = self._build_marker(members.pop(_TYPE, None), class_)
        job, run, notes = self._conversion(class_, reinforces).to_dspy(members)
        if marker is not None:
            members[_TYPE] = marker
        if members:
            run["extra"] = members
        if not _name_pair(job, run, self.vendor.name, record):
            notes.append(Note("DSP403", f"it has no job id, and so is named after its content: {job['id']}", ""))
        return ConvertedPair(job, run, notes)

    def to_vendor(self, job: bytes, run: bytes) -> Outline:
        """Convert a job and its run, two JSON texts, to a record."""
        job_members, run_members = decode_outline(job), decode_outline(run)
        extra = read_members(run_members.get("extra")) or {}
        class_, own = self._read_marker(extra.pop(_TYPE, None))
        reinforces = _is_reinforce_job(job_members)
        record = self._conversion(class_, reinforces).to_vendor(job_members, run_members, extra)
        return record if own is None else {_TYPE: own, **record}

    def find_type(self, run: bytes) -> str:
        """Find the type of the record that a run, a JSON text, becomes."""
        extra = read_members(decode_outline(run).get("extra")) or {}
        return f"{self.vendor.name}:{self._read_marker(extra.get(_TYPE))[0]}"

    def find_contradictions(self, job: bytes, run: bytes) -> list[Note]:
        """Find the slots of a job, a JSON text, that contradict its run, from which the record is built."""
        job_members, run_members = decode_outline(job), decode_outline(run)
        notes = []
        status, other = read_text(job_members.get("training_status")), read_text(run_members.get("run_status"))
        if status is not None and other is not None and status != other:
            message = f"`training_status` is not the `run_status` of its run, {other}, which the record is built from"
            notes.append(Note("DSP408", message, "/training_status"))
        models = [text for name in ("base_model", "fine_tuned_model") if (text := read_text(run_members.get(name)))]
        model = (read_text(job_members.get("model")) or "").removeprefix(f"{self.vendor.name}/")
        if model and read_text(run_members.get("base_model")) and model not in models:
            message = f"`model` is not a model of its run, {models[0]}, which the record is built from"
            notes.append(Note("DSP408", message, "/model"))
        return notes

    def _create_conversion(self, class_: str, reinforces: bool) -> _ClassConversion:
        return _ClassConversion(self.vendor, self.crosswalk, class_, reinforces=reinforces)

    def _build_marker(self, own: Raw | None, class_: str) -> Raw | None:
        """Build what `extra` has as `@type`: nothing or the record's own, if that names the class; else a list.

        The list is of the type, and of the record's own `@type` if it has one; so no record's own is taken for it.
        """
        if self._read_marker(own) == (class_, own):
            return own
        return to_raw([f"{self.vendor.name}:{class_}"] if own is None else [f"{self.vendor.name}:{class_}", own])

    def _read_marker(self, marker: Raw | None) -> tuple[str, Raw | None]:
        """Read the class of a record from the `@type` in `extra`, and the record's own `@type`."""
        listed = read_elements(marker) or []
        if listed and (class_ := self._read_class(listed[0])) is not None:
            return class_, listed[1] if len(listed) > 1 else None
        return self._read_class(marker) or self._first, marker

    def _read_class(self, type_: Raw | None) -> str | None:
        name = (read_text(type_) or "").removeprefix(_BASE).replace("/", ":")
        vendor, _, class_ = name.partition(":")
        return class_ if vendor == self.vendor.name and self.is_job(class_) else None


class Step(msgspec.Struct, frozen=True):
    """The conversion of one member; `names` are its own and its other spellings."""

    names: tuple[str, ...]
    codec: FieldCodec

    def find_name(self, outline: Outline) -> str | None:
        """Find the first of the names that a record has."""
        for name in self.names:
            if name in outline:
                return name
        return None


def plan_steps(vendor: Vendor, context: MappingContext, slots: Mapping[str, Slot]) -> list[Step]:
    """Plan the conversion of the members of a class that have slots, in the order of the members.

    Raises VendorError for a codec that there is not.
    """
    codecs = CODECS | dict(vendor.codecs)
    owned: set[str] = set()
    steps = []
    for name, member in context.members.items():
        to = {key: slots[key] for key in member.to if key in slots}
        if not to:
            continue
        if member.codec not in codecs:
            raise VendorError(f"vendor {vendor.name!r} has no codec {member.codec!r}, which its member {name!r} needs")
        first = next(iter(to))
        slot = None if first in owned else to[first]
        owned.add(first)
        steps.append(Step((name, *member.aliases), codecs[member.codec](name, to, slot, context)))
    return steps


def order_steps(steps: Sequence[Step]) -> list[Step]:
    """Order steps for decoding: first what others depend on, and last the base model.

    A slot for the model to call takes the newest model, if there is one.
    """
    return sorted(steps, key=_rank_step)


def _rank_step(step: Step) -> tuple[bool, int]:
    first = next(iter(step.codec.to))
    return "run.base_model" in step.codec.to, _FIRST.index(first) if first in _FIRST else len(_FIRST)


class _ClassConversion:
    """Converts the records of one class that become TrainingJobs, or with `reinforces` ReinforceJobs."""

    def __init__(self, vendor: Vendor, table: Crosswalk, class_: str, *, reinforces: bool) -> None:
        self._job_type = REINFORCE if reinforces else JOB
        self._reinforces = reinforces
        self._vendor = vendor.name
        context = MappingContext(vendor.name, table.statuses, table.classes[class_])
        slots = load_slots(self._job_type)
        self._job_slots, self._run_slots = (
            [slot.name for slot in slots.values() if slot.in_run is in_run] for in_run in (False, True)
        )
        self._steps = plan_steps(vendor, context, slots)
        self._in_order = order_steps(self._steps)
        self._constants = {name: to_raw(member.constant) for name, member in context.members.items() if member.constant}

    def to_dspy(self, members: Outline) -> tuple[dict[str, Any], dict[str, Any], list[Note]]:
        """Convert a record to a job, a run and notes; values are JSON texts.

        `members` is used up; what stays of it becomes the run's `extra`.
        """
        job: dict[str, Any] = {"@type": self._job_type, "id": ""}
        run: dict[str, Any] = {"@type": "TrainingRun", "id": "", "job": "", "provider": self._vendor}
        draft = Draft(members, self._reinforces, job, run, [])
        for step in self._in_order:
            name = step.find_name(members)
            if name is None or members[name] == NULL:
                continue
            draft.name = name
            is_exact = step.codec.decode(members[name], draft)
            # Another spelling is kept in extra, and so is the usual one beside it: it must not be taken for that.
            if is_exact and name == step.names[0] and not any(alias in members for alias in step.names[1:]):
                del members[name]
        return _order_slots(job, self._job_slots), _order_slots(run, self._run_slots), draft.notes

    def to_vendor(self, job: Outline, run: Outline, extra: Outline) -> Outline:
        """Convert a pair to a record; `extra` is the run's, and is used up."""
        pair = RecordPair(self._reinforces, job, run, dict(extra))
        record: Outline = {}
        for step in self._steps:
            kept = step.find_name(extra)
            encoded = step.codec.encode(pair)
            if kept is None:
                if encoded is not None:
                    record[step.names[0]] = encoded
            else:
                value = extra.pop(kept)
                record[kept] = value if encoded is None or step.codec.agrees(value, pair) else encoded
        return self._constants | record | extra


def _order_slots(record: dict[str, Any], slots: Sequence[str]) -> dict[str, Any]:
    return {name: record[name] for name in (*_BEGINNING, *slots) if name in record}


def _name_pair(job: dict[str, Any], run: dict[str, Any], vendor: str, record: bytes) -> bool:
    """Name a job and its run after the vendor's id of the job; without one after the record's content: False."""
    job_id = read_text(job.get("job_id"))
    if job_id is None:
        from hashlib import sha256

        job["id"] = f"{vendor}:sha256:{sha256(msgspec.json.format(record, indent=-1)).hexdigest()[:32]}"
    else:
        job["id"] = f"{vendor}:{job_id}"
    run["job"] = job["id"]
    run["id"] = f"{job['id']}#run"
    return job_id is not None


def _is_reinforce_job(job: Outline) -> bool:
    """Return whether a job is a ReinforceJob, by its type or by members that only such jobs have."""
    type_ = read_text(job.get(_TYPE))
    if type_ is not None:
        return type_.endswith(REINFORCE)
    return not job.keys().isdisjoint({"current_model", "checkpoints", "last_checkpoint", "pending_batch_ids"})
