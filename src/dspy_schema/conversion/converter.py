"""One vendor, one class: forward and back.

What a slot can hold goes to the slot, and what cannot be read back from slots exactly as it was written stays in the
run's `extra`, under the name that it was written with. So the pair holds all of the record.
"""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.conversion import crosswalk
from dspy_schema.conversion.codecs import WAYS, FieldCodec
from dspy_schema.conversion.crosswalk import Draft, MappingContext, Note, RecordPair
from dspy_schema.conversion.slots import TIMES, Slot, load_slots
from dspy_schema.jsontext.raw import NULL, Outline, Raw, decode_outline, read_elements, read_members, read_text, to_raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dspy_schema.conversion.compiled import CompiledConversion
    from dspy_schema.conversion.crosswalk import Crosswalk
    from dspy_schema.plugins import Vendor


_BEGINNING = ("@type", "id", "job", "provider")
# Vendors whose types are written as IRIs, as JSON-LD has them.
_BASE = "https://w3id.org/lmodel/dspy/vendors/"
_TYPE = "@type"
JOB, REINFORCE = "TrainingJob", "ReinforceJob"
# Whether another slot can be filled depends on these.
_FIRST = ("run.provider_status", *TIMES)


class Step(msgspec.Struct, frozen=True):
    """How one member is converted; `names` are its own and its other spellings."""

    names: tuple[str, ...]
    way: FieldCodec

    def found(self, outline: Outline) -> str | None:
        """The first of the names that is there."""
        for name in self.names:
            if name in outline:
                return name
        return None


class Conversion:
    """Converts the records of one class that become TrainingJobs, or with `reinforces` ReinforceJobs."""

    def __init__(self, vendor: Vendor, table: Crosswalk, class_: str, *, reinforces: bool) -> None:
        self.job_type = REINFORCE if reinforces else JOB
        self._reinforces = reinforces
        self._vendor = vendor.name
        context = MappingContext(vendor.name, table.statuses, table.classes[class_])
        known = load_slots(self.job_type)
        self._slots = [slot.name for slot in known.values()]
        self._steps = list(_steps(context, WAYS | dict(vendor.ways), known))
        self._in_order = sorted(self._steps, key=_turn)
        self._constants = {name: to_raw(each.constant) for name, each in context.members.items() if each.constant}
        self._context = context
        self._known = known
        #: Whether plain records may be converted at once.
        self._may_be_plain = not reinforces and class_ not in table.secrets
        self._required = partial(crosswalk.required_members, vendor.folder, class_)
        self._some_reinforce = vendor.reinforces is not None

    @cached_property
    def plain(self) -> CompiledConversion | None:
        """What converts plain records at once; None where there is no such thing."""
        from dspy_schema.conversion import compiled

        ways = [step.way for step in self._in_order]
        if self._may_be_plain and compiled.can_compile(ways, self._required(), reinforces=self._some_reinforce):
            return compiled.CompiledConversion(self._context, ways, self._known, self.job_type)
        return None

    def to_dspy(self, members: Outline) -> tuple[dict[str, Any], dict[str, Any], list[Note]]:
        """The job, the run and notes on what there is to say; values are JSON texts.

        `members` is used up; what stays of it becomes the run's `extra`.
        """
        job: dict[str, Any] = {"@type": self.job_type, "id": ""}
        run: dict[str, Any] = {"@type": "TrainingRun", "id": "", "job": "", "provider": self._vendor}
        made = Draft(members, self._reinforces, job, run, [])
        for step in self._in_order:
            name = step.found(members)
            if name is None or members[name] == NULL:
                continue
            made.name = name
            is_exact = step.way.forward(members[name], made)
            # Another spelling is kept in extra, and so is the usual one beside it: it must not be taken for that.
            if is_exact and name == step.names[0] and not any(each in members for each in step.names[1:]):
                del members[name]
        return _ordered(job, self._slots), _ordered(run, self._slots), made.notes

    def to_vendor(self, job: Outline, run: Outline, extra: Outline) -> Outline:
        """The record of a pair; `extra` is what the run's holds, and is used up."""
        pair = RecordPair(self._reinforces, job, run, dict(extra))
        record: Outline = {}
        for step in self._steps:
            kept = step.found(extra)
            told = step.way.backward(pair)
            if kept is None:
                if told is not None:
                    record[step.names[0]] = told
            else:
                value = extra.pop(kept)
                record[kept] = value if told is None or step.way.agrees(value, pair) else told
        return self._constants | record | extra


def _steps(context: MappingContext, ways: Mapping[str, type[FieldCodec]], known: Mapping[str, Slot]) -> Iterator[Step]:
    owned: set[str] = set()
    for name, member in context.members.items():
        to = {each: known[each] for each in member.to if each in known}
        if not to:
            continue
        first = next(iter(to))
        slot = None if first in owned else to[first]
        owned.add(first)
        yield Step((name, *member.aliases), ways[member.way](name, to, slot, context))


def _ordered(record: dict[str, Any], slots: Sequence[str]) -> dict[str, Any]:
    """The members of a record that are there from the beginning, then slots in their order."""
    return {name: record[name] for name in (*_BEGINNING, *slots) if name in record}


def _turn(step: Step) -> tuple[bool, int]:
    """The base model comes last: what is called now is another model, if there is one."""
    first = next(iter(step.way.to))
    return "run.base_model" in step.way.to, _FIRST.index(first) if first in _FIRST else len(_FIRST)


def name_pair(job: dict[str, Any], run: dict[str, Any], vendor: str, record: bytes) -> bool:
    """Name a job and its run after the vendor's id of the job; after the record's content if it has none: False."""
    told = read_text(job.get("job_id"))
    if told is None:
        from hashlib import sha256

        job["id"] = f"{vendor}:sha256:{sha256(msgspec.json.format(record, indent=-1)).hexdigest()[:32]}"
    else:
        job["id"] = f"{vendor}:{told}"
    run["job"] = job["id"]
    run["id"] = f"{job['id']}#run"
    return told is not None


class ConvertedPair(msgspec.Struct, frozen=True):
    """The job and the run of a record, whose values are JSON texts or plain text, and what there is to say."""

    job: dict[str, Any]
    run: dict[str, Any]
    notes: list[Note]


class Converter:
    """Converts records of one vendor to pairs of a job and a run, and pairs back to records."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        self.crosswalk = crosswalk.load_crosswalk(vendor.folder)
        self._first = next(iter(self.crosswalk.classes), "")
        self._conversion = cache(self._make)

    def is_job(self, class_: str) -> bool:
        """Whether records of a class are of jobs; the others are not converted."""
        return class_ in self.crosswalk.classes

    def plain(self, class_: str) -> CompiledConversion | None:
        """What converts plain records of a class at once; None if there is nothing to do so."""
        # What another class would need, its mark in `extra`, is not plain.
        return self._conversion(class_, False).plain if class_ == self._first else None

    def to_dspy(self, record: bytes, class_: str) -> ConvertedPair:
        """The job and the run of a record, a JSON text of a class of job records."""
        members = decode_outline(record)
        reinforces = self.vendor.reinforces is not None and self.vendor.reinforces(members)
        marker = self._marker(members.pop(_TYPE, None), class_)
        job, run, notes = self._conversion(class_, reinforces).to_dspy(members)
        if marker is not None:
            members[_TYPE] = marker
        if members:
            run["extra"] = members
        if not name_pair(job, run, self.vendor.name, record):
            notes.append(Note("DSP403", f"it has no job id, and so is named after its content: {job['id']}", ""))
        return ConvertedPair(job, run, notes)

    def to_vendor(self, job: bytes, run: bytes) -> Outline:
        """The record of a pair, two JSON texts."""
        of_job, of_run = decode_outline(job), decode_outline(run)
        extra = read_members(of_run.get("extra")) or {}
        class_, own = self._marked(extra.pop(_TYPE, None))
        reinforces = is_reinforce_job(of_job)
        record = self._conversion(class_, reinforces).to_vendor(of_job, of_run, extra)
        return record if own is None else {_TYPE: own, **record}

    def overruled(self, job: bytes, run: bytes) -> list[Note]:
        """What to say where a job, a JSON text, tells otherwise than its run, from which the record is made."""
        of_job, of_run = decode_outline(job), decode_outline(run)
        notes = []
        status, other = read_text(of_job.get("training_status")), read_text(of_run.get("run_status"))
        if status is not None and other is not None and status != other:
            message = f"`training_status` is not the `run_status` of its run, {other}, which the record is made from"
            notes.append(Note("DSP408", message, "/training_status"))
        models = [told for name in ("base_model", "fine_tuned_model") if (told := read_text(of_run.get(name)))]
        model = (read_text(of_job.get("model")) or "").removeprefix(f"{self.vendor.name}/")
        if model and read_text(of_run.get("base_model")) and model not in models:
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
        return to_raw([f"{self.vendor.name}:{class_}"] if own is None else [f"{self.vendor.name}:{class_}", own])

    def _marked(self, marker: Raw | None) -> tuple[str, Raw | None]:
        """The class of the record that an `@type` in `extra` tells, and what the record has as its own."""
        listed = read_elements(marker) or []
        if listed and (class_ := self._class(listed[0])) is not None:
            return class_, listed[1] if len(listed) > 1 else None
        return self._class(marker) or self._first, marker

    def _class(self, type_: Raw | None) -> str | None:
        name = (read_text(type_) or "").removeprefix(_BASE).replace("/", ":")
        vendor, _, class_ = name.partition(":")
        return class_ if vendor == self.vendor.name and self.is_job(class_) else None


def is_reinforce_job(job: Outline) -> bool:
    """Whether a job is a ReinforceJob, by its type or by members that only that has."""
    named = read_text(job.get(_TYPE))
    if named is not None:
        return named.endswith(REINFORCE)
    return not job.keys().isdisjoint({"current_model", "checkpoints", "last_checkpoint", "pending_batch_ids"})
