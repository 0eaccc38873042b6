"""How one member becomes slots and comes back.

A way is made for one member. `forward` fills slots from the member's value and says whether `backward` gives the very
same JSON value again; where it does not, the engine keeps the value in the run's `extra` too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import msgspec
from msgspec import UNSET, Meta, UnsetType

from dspy_schema import timestamps
from dspy_schema.conversion.crosswalk import Draft, MappingContext, Note, RecordPair
from dspy_schema.conversion.slots import is_utc
from dspy_schema.jsontext.raw import Raw, encode, is_same_value, read_elements, read_members, read_text, to_raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.conversion.code_writer import CodeWriter
    from dspy_schema.conversion.slots import Slot


class FieldCodec:
    """What all ways have in common: verbatim, there and back, if they do not say otherwise.

    `name` is the member's. `to` has its slots, of those that this class of jobs has, by `job.<slot>` or `run.<slot>`.
    `slot` is the one it is read back from: the first, unless a member before it is read back from that.

    Many plain records are converted at once by code that is put together from what each way contributes, if all ways
    of a class do: `plain_type` is the type of plain values and `plain_code` the lines that do with one of them what
    `forward` does with a value of any kind.
    """

    #: Whether `plain_code` minds what other members put into the same slots, and which jobs become ReinforceJobs.
    minds_others = False

    def __init__(self, name: str, to: Mapping[str, Slot], slot: Slot | None, context: MappingContext) -> None:
        self.name = name
        self.to = to
        self.slot = slot
        self.others = {key: each for key, each in to.items() if each is not slot}
        self.context = context

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill slots; True if `backward` gives the same JSON value again."""
        for each in self.others.values():
            made.put(each, value)
        return made.put(self.slot, value)

    def backward(self, pair: RecordPair) -> Raw | None:
        """The member's value, from slots; None if they do not tell it."""
        return pair.get(self.slot)

    def agrees(self, kept: Raw, pair: RecordPair) -> bool:
        """Whether the value that `extra` kept says what the slot holds, so that nobody has changed that since."""
        made = Draft({}, pair.reinforces)
        self.forward(kept, made)
        if self.slot is None:
            return True
        then = (made.run if self.slot.in_run else made.job).get(self.slot.name)
        now = pair.get(self.slot)
        return now is None or (then is not None and is_same_value(then, now))

    def plain_type(self) -> Any:
        """The type of plain values, as msgspec has types; None if this way has no `plain_code`."""
        return None

    def plain_code(self, code: CodeWriter) -> None:
        """Add the lines that fill the slots from a plain value; see `dspy_schema.conversion.code_writer`."""
        raise NotImplementedError


_WITHOUT_ZONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?").fullmatch
_PLAIN_INTEGER = re.compile(rb"-?[1-9][0-9]{0,17}").fullmatch


class TimeText(FieldCodec):
    """Unix seconds, Unix milliseconds or RFC 3339 to UTC text; back to the shortest number of seconds."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot with the time in UTC."""
        written = bytes(value)
        if written == b"0":
            return False  # some clients write 0 for no time
        if _PLAIN_INTEGER(written) and abs(number := int(written)) <= timestamps.MILLISECONDS_FROM:
            moment = timestamps.to_utc(number)
            return moment is not None and made.put(self.slot, to_raw(moment))
        told = read_text(value)
        moment = timestamps.to_utc(written.decode() if told is None else told)
        if moment is None:
            self.note_missing_zone(told, made)
            return False
        return (
            made.put(self.slot, to_raw(moment)) and told is None and timestamps.to_seconds(moment) == written.decode()
        )

    def backward(self, pair: RecordPair) -> Raw | None:
        """The number of seconds."""
        seconds = timestamps.to_seconds(read_text(pair.get(self.slot)) or "")
        return None if seconds is None else Raw(seconds.encode())

    def plain_type(self) -> Any:
        """Whole seconds, positive."""
        return Annotated[int, Meta(ge=1, le=timestamps.MILLISECONDS_FROM)]

    def plain_code(self, code: CodeWriter) -> None:
        """Make UTC text of the value."""
        code.names |= dict(zip(("days", "minutes", "seconds"), timestamps.split_time(), strict=True))
        code.given(self.name)
        code.fill(self.to, 'f"{days[value // 86400]}{minutes[value // 60 % 1440]}{seconds[value % 60]}"')
        code.take(self.name)

    def note_missing_zone(self, told: str | None, made: Draft) -> None:
        """Say so if a text is a time without a zone, which is no moment."""
        if told is not None and _WITHOUT_ZONE(told):
            message = f"`{made.name}` has no time zone, so it is no moment in UTC; it is kept in `extra`"
            made.notes.append(Note("DSP406", message, f"/{made.name}"))


class Timestamp(TimeText):
    """RFC 3339 text to UTC text, as it is written where it is in UTC; and back."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot with the time in UTC."""
        told = read_text(value)
        if told is not None and is_utc(told):
            return made.put(self.slot, value)
        return super().forward(value, made) and False

    def backward(self, pair: RecordPair) -> Raw | None:
        """The text."""
        return pair.get(self.slot)

    def plain_type(self) -> Any:
        """None: texts are looked at one by one."""
        return None


class Verbatim(FieldCodec):
    """As it is written."""

    def plain_type(self) -> Any:
        """Texts, whole numbers and lists, of which decoding loses nothing."""
        types = {_plain(slot.type) for slot in self.to.values()}
        return types.pop() if len(types) == 1 else None

    def plain_code(self, code: CodeWriter) -> None:
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


class Status(FieldCodec):
    """The vendor's word, kept as it is, and the training status that it stands for."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot of the word, and the others if the word is known."""
        status = self.context.statuses.get(read_text(value) or "")
        for each in self.others.values() if status else ():
            made.put(each, to_raw(status))
        return made.put(self.slot, value)

    def plain_type(self) -> Any:
        """Texts."""
        return str

    def plain_code(self, code: CodeWriter) -> None:
        """Look the word up; an unknown one is odd."""
        code.names["statuses"] = dict(self.context.statuses)
        code.given(self.name)
        code.add("status = statuses.get(value)", "if status is None:", "    odd.append(number)")
        code.fill(self.others, "status")
        code.fill([self.slot.key] if self.slot else [], "value")
        code.take(self.name)

    def backward(self, pair: RecordPair) -> Raw | None:
        """The vendor's word; if there is none, or a status was changed, the first word for that status."""
        word, known = pair.get(self.slot), self.context.statuses
        status = next((told for each in self.others.values() if (told := read_text(pair.get(each)))), None)
        if word is not None and known.get(read_text(word) or "", status) == status:
            return word
        return next((to_raw(each) for each, meant in known.items() if meant == status), word)


class ListOfOne(FieldCodec):
    """A text to a list with it."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot with the list."""
        return made.put(self.slot, Raw(b"[%b]" % bytes(value)))

    def plain_type(self) -> Any:
        """Texts."""
        return str

    def plain_code(self, code: CodeWriter) -> None:
        """Make a list of the value."""
        code.given(self.name)
        code.fill(self.to, "[value]")
        code.add("words.append(value)")
        code.take(self.name)

    def backward(self, pair: RecordPair) -> Raw | None:
        """The first item of the list."""
        items = read_elements(pair.get(self.slot))
        return items[0] if items else None


class Model(FieldCodec):
    """The name of a model, and with the vendor before it the name that LiteLLM has for it."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slots."""
        name = read_text(value)
        for key, each in self.others.items():
            made.put(each, to_raw(f"{self.context.vendor}/{name}") if key == "job.model" and name else value)
        return made.put(self.slot, value)

    def plain_type(self) -> Any:
        """Texts that are not empty."""
        return Annotated[str, Meta(min_length=1)]

    def plain_code(self, code: CodeWriter) -> None:
        """Move the value, and put the vendor before it."""
        code.given(self.name)
        code.fill([key for key in self.to if key != "job.model"], "value")
        if "job.model" in self.to:
            code.fill(["job.model"], f'f"{self.context.vendor}/{{value}}"')
        code.add("spaceless.append(value)")
        code.take(self.name)

    def backward(self, pair: RecordPair) -> Raw | None:
        """The name, without the vendor before it."""
        if (told := pair.get(self.slot)) is not None:
            return told
        name = read_text(pair.get(self.others.get("job.model")))
        return None if name is None else to_raw(name.removeprefix(f"{self.context.vendor}/"))


class Error(FieldCodec):
    """Why a job failed; an object without any text in it says that there is no error."""

    _members = ("code", "message", "param")

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot with what errors have; verbatim, if that is all."""
        told = read_members(value)
        if told is None or not any(read_text(each) for each in told.values()):
            return False
        if made.put(self.slot, value):
            return True
        kept = {name: each for name, each in told.items() if name in self._members and read_text(each) is not None}
        return bool(kept) and made.put(self.slot, Raw(encode(kept))) and False

    def plain_type(self) -> Any:
        """Objects with these members."""
        return _Error

    def plain_code(self, code: CodeWriter) -> None:
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


WAYS: dict[str, type[FieldCodec]] = {
    "verbatim": Verbatim,
    "time": TimeText,
    "timestamp": Timestamp,
    "status": Status,
    "list": ListOfOne,
    "model": Model,
    "error": Error,
}
"""The ways that every vendor has, by the name that `as:` gives them."""
