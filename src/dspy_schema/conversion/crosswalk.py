"""The crosswalk of a vendor, and what the conversion of one record works on: draft, pair, context, notes."""

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
    """The slots of a member, as `job.<slot>` and `run.<slot>`, and the codec that converts its value.

    It is read back from the first slot. `aliases` are other spellings of its name. A member without slots stays in the
    run's `extra`. `constant` is the text that it has in every record.
    """

    to: tuple[str, ...] = ()
    codec: str = msgspec.field(name="as", default="verbatim")
    aliases: tuple[str, ...] = ()
    constant: str | None = None


class Crosswalk(msgspec.Struct, frozen=True):
    """The training status for each status of the vendor, and the members of each class of job records.

    `secrets` lists the members of a class that hold secrets: {class: {pointer, with `*` for items: kind}}.
    """

    statuses: dict[str, str] = {}
    classes: dict[str, dict[str, Member]] = {}
    secrets: dict[str, dict[str, str]] = {}


@cache
def load_crosswalk(folder: str) -> Crosswalk:
    """Read the crosswalk in the folder of a vendor's artefacts."""
    with open(os.path.join(folder, "crosswalk.json"), "rb") as file:
        return msgspec.json.decode(file.read(), type=Crosswalk)


class Note(msgspec.Struct, frozen=True):
    """A remark on a conversion; the pointer is into the record that was converted."""

    code: str
    message: str
    pointer: str


class Draft(msgspec.Struct):
    """A job and a run while they are built from a vendor's record.

    `members` are those of the record that are left; what stays of them goes to the run's `extra`. `reinforces` is true
    if the job is a ReinforceJob. `name` is the name that the record gives to the member that is being converted.
    """

    members: Outline
    reinforces: bool
    job: dict[str, Any] = {}
    run: dict[str, Any] = {}
    notes: list[Note] = []
    name: str = ""

    def put(self, slot: Slot | None, value: Raw) -> bool:
        """Fill a slot if it can hold the value and is empty; return whether it holds the value now."""
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
        """Get the value of a slot; None if it is empty or null."""
        if slot is None:
            return None
        value = (self.run if slot.in_run else self.job).get(slot.name)
        return None if value == NULL else value


class MappingContext(msgspec.Struct, frozen=True):
    """The vendor's name and statuses, and the members of the class of records that a codec serves."""

    vendor: str
    statuses: Mapping[str, str]
    members: Mapping[str, Member]

    def find(self, name: str, outline: Outline) -> Raw | None:
        """Find a member of a record by its name or its other spellings; None if it is absent or null."""
        for spelling in (name, *(self.members[name].aliases if name in self.members else ())):
            if spelling in outline:
                return None if outline[spelling] == NULL else outline[spelling]
        return None
