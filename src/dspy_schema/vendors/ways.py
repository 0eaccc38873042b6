"""The ways in which a member of a vendor's record becomes slots of a job and its run, and comes back.

A way is made for one member. `forward` fills slots from the member's value and says whether `backward` gives the very
same JSON value again; where it does not, the engine keeps the value in the run's `extra` too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import msgspec
from msgspec import UNSET, Meta, UnsetType

from dspy_schema.vendors.making import Made, Pair
from dspy_schema.vendors.texts import Raw, elements, encode, members, raw, text
from dspy_schema.vendors.way import Way
from dspy_schema.vendors.ways_of_time import Time, Timestamp

if TYPE_CHECKING:
    from dspy_schema.vendors.code import Code

__all__ = ["WAYS", "Error", "ListOfOne", "Made", "Model", "Pair", "Status", "Time", "Timestamp", "Verbatim", "Way"]


class Verbatim(Way):
    """As it is written."""

    def plain_type(self) -> Any:
        """Texts, whole numbers and lists, of which decoding loses nothing."""
        types = {_plain(slot.type) for slot in self.to.values()}
        return types.pop() if len(types) == 1 else None

    def plain_code(self, code: Code) -> None:
        """Move the value."""
        code.given(self.name)
        code.fill(self.to, "value")
        code.take(self.name)
        kind = self.plain_type()
        if kind in {list[str], list[Raw]}:
            code.add("words += value" if kind == list[str] else "nested += value")
        elif (get_args(kind) or (kind,))[0] is str:
            is_spaceless = any(slot.spaceless for slot in self.to.values())
            code.add("spaceless.append(value)" if is_spaceless else "words.append(value)")


class Status(Way):
    """The vendor's word, kept as it is, and the training status that it stands for."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot of the word, and the others if the word is known."""
        status = self.context.statuses.get(text(value) or "")
        for each in self.others.values() if status else ():
            made.put(each, raw(status))
        return made.put(self.slot, value)

    def plain_type(self) -> Any:
        """Texts."""
        return str

    def plain_code(self, code: Code) -> None:
        """Look the word up; an unknown one is odd."""
        code.names["statuses"] = dict(self.context.statuses)
        code.given(self.name)
        code.add("status = statuses.get(value)", "if status is None:", "    odd.append(number)")
        code.fill(self.others, "status")
        code.fill([self.slot.key] if self.slot else [], "value")
        code.take(self.name)

    def backward(self, pair: Pair) -> Raw | None:
        """The vendor's word; if there is none, or a status was changed, the first word for that status."""
        word, known = pair.get(self.slot), self.context.statuses
        status = next((told for each in self.others.values() if (told := text(pair.get(each)))), None)
        if word is not None and known.get(text(word) or "", status) == status:
            return word
        return next((raw(each) for each, meant in known.items() if meant == status), word)


class ListOfOne(Way):
    """A text to a list with it."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot with the list."""
        return made.put(self.slot, Raw(b"[%b]" % bytes(value)))

    def plain_type(self) -> Any:
        """Texts."""
        return str

    def plain_code(self, code: Code) -> None:
        """Make a list of the value."""
        code.given(self.name)
        code.fill(self.to, "[value]")
        code.add("words.append(value)")
        code.take(self.name)

    def backward(self, pair: Pair) -> Raw | None:
        """The first item of the list."""
        items = elements(pair.get(self.slot))
        return items[0] if items else None


class Model(Way):
    """The name of a model, and with the vendor before it the name that LiteLLM has for it."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slots."""
        name = text(value)
        for key, each in self.others.items():
            made.put(each, raw(f"{self.context.vendor}/{name}") if key == "job.model" and name else value)
        return made.put(self.slot, value)

    def plain_type(self) -> Any:
        """Texts that are not empty."""
        return Annotated[str, Meta(min_length=1)]

    def plain_code(self, code: Code) -> None:
        """Move the value, and put the vendor before it."""
        code.given(self.name)
        code.fill([key for key in self.to if key != "job.model"], "value")
        if "job.model" in self.to:
            code.fill(["job.model"], f'f"{self.context.vendor}/{{value}}"')
        code.add("spaceless.append(value)")
        code.take(self.name)

    def backward(self, pair: Pair) -> Raw | None:
        """The name, without the vendor before it."""
        if (told := pair.get(self.slot)) is not None:
            return told
        name = text(pair.get(self.others.get("job.model")))
        return None if name is None else raw(name.removeprefix(f"{self.context.vendor}/"))


class Error(Way):
    """Why a job failed; an object without any text in it says that there is no error."""

    _members = ("code", "message", "param")

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot with what errors have; verbatim, if that is all."""
        told = members(value)
        if told is None or not any(text(each) for each in told.values()):
            return False
        if made.put(self.slot, value):
            return True
        kept = {name: each for name, each in told.items() if name in self._members and text(each) is not None}
        return bool(kept) and made.put(self.slot, Raw(encode(kept))) and False

    def plain_type(self) -> Any:
        """Objects with these members."""
        return _Error

    def plain_code(self, code: Code) -> None:
        """Move the value, if there is a text in it."""
        code.given(self.name, "value.code or value.message or value.param")
        code.fill(self.to, "value")
        code.add("prose += [each for each in (value.code, value.message, value.param) if each]")
        code.take(self.name)


_NonEmpty = Annotated[str, Meta(min_length=1)]


class _Error(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    code: _NonEmpty | UnsetType | None = UNSET
    message: _NonEmpty | UnsetType | None = UNSET
    param: _NonEmpty | UnsetType | None = UNSET


def _plain(type_: Any) -> Any:
    """The type of values that decoding and encoding leave as they are, of those that a slot of a type holds."""
    inner = [each for each in get_args(type_) if each not in {type(None), UnsetType}]
    if len(inner) != 1:
        return None
    of_base, *_ = get_args(inner[0]) if get_origin(inner[0]) is Annotated else inner
    if of_base is int:
        return Annotated[int, Meta(ge=1)]  # 0 may be written as -0
    return inner[0] if of_base is str or inner[0] == list[str] else list[Raw] if inner[0] is Raw else None


WAYS: dict[str, type[Way]] = {
    "verbatim": Verbatim,
    "time": Time,
    "timestamp": Timestamp,
    "status": Status,
    "list": ListOfOne,
    "model": Model,
    "error": Error,
}
"""The ways that every vendor has, by the name that `as:` gives them."""
