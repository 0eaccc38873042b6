"""The generated table; draft, pair, context."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.jsontext.raw import NULL, Outline, Raw

if TYPE_CHECKING:
    from dspy_schema.conversion.slots import Slot


class Member(msgspec.Struct, frozen=True):
    """Where a member goes: `to` has slots as `job.<slot>` and `run.<slot>`, the one it is read back from first.

    `way` names how its value is rewritten; `aliases` are other spellings of its name. A member without slots stays in
    the run's `extra`. `constant` is the text that it has in every record.
    """

    to: tuple[str, ...] = ()
    way: str = msgspec.field(name="as", default="verbatim")
    aliases: tuple[str, ...] = ()
    constant: str | None = None


class Crosswalk(msgspec.Struct, frozen=True):
    """`statuses` has the training status of the vendor's words, `classes` the members of each class of job records.

    `secrets` tells of classes which members, by pointer (`*` for items), hold secrets, and of which kind.
    """

    statuses: dict[str, str] = {}
    classes: dict[str, dict[str, Member]] = {}
    secrets: dict[str, dict[str, str]] = {}


@cache
def load_crosswalk(folder: str) -> Crosswalk:
    """The table in the folder of a vendor's artefacts."""
    with open(os.path.join(folder, "crosswalk.json"), "rb") as file:
        return msgspec.json.decode(file.read(), type=Crosswalk)


def required_members(folder: str, class_: str) -> list[str]:
    """The members that every record of a class has, after its JSON Schema."""
    with open(os.path.join(folder, f"{class_}.schema.json"), "rb") as file:
        names: list[str] = msgspec.json.decode(file.read()).get("required", [])
    return names


class Note(msgspec.Struct, frozen=True):
    """What there is to say about a conversion; the pointer is of the record that was converted."""

    code: str
    message: str
    pointer: str


class Draft(msgspec.Struct):
    """A pair in the making: the members that the record has left, the job, the run, and notes.

    What stays in `members` to the end goes to the run's `extra`; `reinforces` if the job is a ReinforceJob. `name` is
    that of the member that is being converted, as the record has it.
    """

    members: Outline
    reinforces: bool
    job: dict[str, Any] = {}
    run: dict[str, Any] = {}
    notes: list[Note] = []
    name: str = ""

    def put(self, slot: Slot | None, value: Raw) -> bool:
        """Fill a slot, if it can hold the value and does not hold another; returns whether it holds it now."""
        if slot is None or not slot.fits(value) or not slot.allows(value, self.run):
            return False
        holder = self.run if slot.in_run else self.job
        return bool(holder.setdefault(slot.name, value) is value)


class RecordPair(msgspec.Struct, frozen=True):
    """The slots of a job (`reinforces` if it is a ReinforceJob) and of its run, and what the run's `extra` has."""

    reinforces: bool
    job: Outline
    run: Outline
    extra: Outline

    def get(self, slot: Slot | None) -> Raw | None:
        """What a slot holds; None where that is nothing or null."""
        if slot is None:
            return None
        value = (self.run if slot.in_run else self.job).get(slot.name)
        return None if value == NULL else value


class MappingContext(msgspec.Struct, frozen=True):
    """What a way is made for: the vendor's name and statuses, and the members of the class of records."""

    vendor: str
    statuses: Mapping[str, str]
    members: Mapping[str, Member]

    def find(self, name: str, outline: Outline) -> Raw | None:
        """A member of a record under the first of its names that the record has; None for null, too."""
        for each in (name, *(self.members[name].aliases if name in self.members else ())):
            if each in outline:
                return None if outline[each] == NULL else outline[each]
        return None
