"""Convert the records of a class of a vendor's job records to pairs of a job and a run, and pairs back.

What a slot can hold goes to the slot, and what cannot be read back from slots exactly as it was written stays in the
run's `extra`, under the name that it was written with. So the pair holds all of the record.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.vendors import crosswalk
from dspy_schema.vendors.making import Context, Made, Note, Pair
from dspy_schema.vendors.slots import TIMES, Slot, slots
from dspy_schema.vendors.texts import NULL, Outline, raw, text
from dspy_schema.vendors.way import Way
from dspy_schema.vendors.ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dspy_schema.registry import Vendor
    from dspy_schema.vendors.crosswalk import Crosswalk
    from dspy_schema.vendors.plain import PlainConversion

JOB, REINFORCE = "TrainingJob", "ReinforceJob"
_BEGINNING = ("@type", "id", "job", "provider")
# Whether another slot can be filled depends on these.
_FIRST = ("run.provider_status", *TIMES)


class Step(msgspec.Struct, frozen=True):
    """How one member is converted; `names` are its own and its other spellings."""

    names: tuple[str, ...]
    way: Way

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
        context = Context(vendor.name, table.statuses, table.classes[class_])
        known = slots(self.job_type)
        self._slots = [slot.name for slot in known.values()]
        self._steps = list(_steps(context, WAYS | dict(vendor.ways), known))
        self._in_order = sorted(self._steps, key=_turn)
        self._constants = {name: raw(each.constant) for name, each in context.members.items() if each.constant}
        self._context = context
        self._known = known
        #: Whether plain records may be converted at once.
        self._may_be_plain = not reinforces and class_ not in table.secrets
        self._required = partial(crosswalk.required, vendor.folder, class_)
        self._some_reinforce = vendor.reinforces is not None

    @cached_property
    def plain(self) -> PlainConversion | None:
        """What converts plain records at once; None where there is no such thing."""
        from dspy_schema.vendors import plain

        ways = [step.way for step in self._in_order]
        if self._may_be_plain and plain.is_possible(ways, self._required(), reinforces=self._some_reinforce):
            return plain.PlainConversion(self._context, ways, self._known, self.job_type)
        return None

    def to_dspy(self, members: Outline) -> tuple[dict[str, Any], dict[str, Any], list[Note]]:
        """The job, the run and notes on what there is to say; values are JSON texts.

        `members` is used up; what stays of it becomes the run's `extra`.
        """
        job: dict[str, Any] = {"@type": self.job_type, "id": ""}
        run: dict[str, Any] = {"@type": "TrainingRun", "id": "", "job": "", "provider": self._vendor}
        made = Made(members, self._reinforces, job, run, [])
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
        pair = Pair(self._reinforces, job, run, dict(extra))
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


def _steps(context: Context, ways: Mapping[str, type[Way]], known: Mapping[str, Slot]) -> Iterator[Step]:
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


def identified(job: dict[str, Any], run: dict[str, Any], vendor: str, record: bytes) -> bool:
    """Name a job and its run after the vendor's id of the job; after the record's content if it has none: False."""
    told = text(job.get("job_id"))
    if told is None:
        from hashlib import sha256

        job["id"] = f"{vendor}:sha256:{sha256(msgspec.json.format(record, indent=-1)).hexdigest()[:32]}"
    else:
        job["id"] = f"{vendor}:{told}"
    run["job"] = job["id"]
    run["id"] = f"{job['id']}#run"
    return told is not None
