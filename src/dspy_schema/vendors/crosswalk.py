"""The generated table of a vendor: which members its job records have, and where each goes."""

from __future__ import annotations

import os
from functools import cache

import msgspec


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
def read(folder: str) -> Crosswalk:
    """The table in the folder of a vendor's artefacts."""
    with open(os.path.join(folder, "crosswalk.json"), "rb") as file:
        return msgspec.json.decode(file.read(), type=Crosswalk)


def required(folder: str, class_: str) -> list[str]:
    """The members that every record of a class has, after its JSON Schema."""
    with open(os.path.join(folder, f"{class_}.schema.json"), "rb") as file:
        names: list[str] = msgspec.json.decode(file.read()).get("required", [])
    return names
