"""Field codecs: how the value of one vendor member becomes slots, and comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dspy_schema import timestamps
from dspy_schema.conversion.crosswalk import Draft, MappingContext, Note, RecordPair
from dspy_schema.conversion.slots import is_utc
from dspy_schema.jsontext.raw import Raw, encode, is_same_value, read_elements, read_members, read_text, to_raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.conversion.slots import Slot


class FieldCodec:
    """A bidirectional mapping of one member: `decode` turns its value into slots, `encode` turns slots into its value.

    Without overrides, the value is copied as it is written. `decode` says whether `encode` gives the very same JSON
    value again; where it does not, the converter keeps the value in the run's `extra` too.

    `name` is the member's. `to` has its slots by `job.<slot>` or `run.<slot>`, of those that this class of jobs has.
    `slot` is the one that the member is read back from: the first, unless another member is read back from that; then
    it is None. `others` are the rest.
    """

    def __init__(self, name: str, to: Mapping[str, Slot], slot: Slot | None, context: MappingContext) -> None:
        self.name = name
        self.to = to
        self.slot = slot
        self.others = {key: other for key, other in to.items() if other is not slot}
        self.context = context

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill slots from the vendor's value; return whether `encode` gives the same JSON value again."""
        for slot in self.others.values():
            draft.put(slot, value)
        return draft.put(self.slot, value)

    def encode(self, pair: RecordPair) -> Raw | None:
        """Build the vendor's value from slots; None if they do not hold it."""
        return pair.get(self.slot)

    def agrees(self, kept: Raw, pair: RecordPair) -> bool:
        """Return whether the slot still holds what the value that `extra` kept was decoded to."""
        draft = Draft({}, pair.reinforces)
        self.decode(kept, draft)
        if self.slot is None:
            return True
        then = (draft.run if self.slot.in_run else draft.job).get(self.slot.name)
        now = pair.get(self.slot)
        return now is None or (then is not None and is_same_value(then, now))


class Verbatim(FieldCodec):
    """A value that is copied as it is written."""


_WITHOUT_ZONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?").fullmatch
_WHOLE_NUMBER = re.compile(rb"-?[1-9][0-9]{0,17}").fullmatch


class TimeText(FieldCodec):
    """Unix seconds, Unix milliseconds or RFC 3339 text to UTC text; back to the shortest number of seconds."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot with the time in UTC."""
        written = bytes(value)
        if written == b"0":
            return False  # some clients write 0 for no time
        if _WHOLE_NUMBER(written) and abs(number := int(written)) <= timestamps.MILLISECONDS_FROM:
            moment = timestamps.to_utc(number)
            return moment is not None and draft.put(self.slot, to_raw(moment))
        text = read_text(value)
        moment = timestamps.to_utc(written.decode() if text is None else text)
        if moment is None:
            self._note_missing_zone(text, draft)
            return False
        return (
            draft.put(self.slot, to_raw(moment)) and text is None and timestamps.to_seconds(moment) == written.decode()
        )

    def encode(self, pair: RecordPair) -> Raw | None:
        """Build the number of seconds."""
        seconds = timestamps.to_seconds(read_text(pair.get(self.slot)) or "")
        return None if seconds is None else Raw(seconds.encode())

    def _note_missing_zone(self, text: str | None, draft: Draft) -> None:
        if text is not None and _WITHOUT_ZONE(text):
            message = f"`{draft.name}` has no time zone, so it cannot be converted to UTC; it is kept in `extra`"
            draft.notes.append(Note("DSP406", message, f"/{draft.name}"))


class Timestamp(TimeText):
    """RFC 3339 text to UTC text, as it is written if it is in UTC; and back."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot with the time in UTC."""
        text = read_text(value)
        if text is not None and is_utc(text):
            return draft.put(self.slot, value)
        return super().decode(value, draft) and False

    def encode(self, pair: RecordPair) -> Raw | None:
        """Get the text."""
        return pair.get(self.slot)


class Status(FieldCodec):
    """The vendor's status, kept as it is, and the training status that it stands for."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot of the vendor's status, and the others if the status is known."""
        status = self.context.statuses.get(read_text(value) or "")
        for slot in self.others.values() if status else ():
            draft.put(slot, to_raw(status))
        return draft.put(self.slot, value)

    def encode(self, pair: RecordPair) -> Raw | None:
        """Get the vendor's status; if there is none, or another was set, the vendor's first for that one."""
        kept, known = pair.get(self.slot), self.context.statuses
        status = next((text for slot in self.others.values() if (text := read_text(pair.get(slot)))), None)
        if kept is not None and known.get(read_text(kept) or "", status) == status:
            return kept
        return next((to_raw(name) for name, meaning in known.items() if meaning == status), kept)


class ListOfOne(FieldCodec):
    """A text to a list with it."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot with the list."""
        return draft.put(self.slot, Raw(b"[%b]" % bytes(value)))

    def encode(self, pair: RecordPair) -> Raw | None:
        """Get the first item of the list."""
        items = read_elements(pair.get(self.slot))
        return items[0] if items else None


class Model(FieldCodec):
    """The name of a model, and with the vendor before it the name that LiteLLM has for it."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slots."""
        name = read_text(value)
        for key, slot in self.others.items():
            draft.put(slot, to_raw(f"{self.context.vendor}/{name}") if key == "job.model" and name else value)
        return draft.put(self.slot, value)

    def encode(self, pair: RecordPair) -> Raw | None:
        """Get the name, without the vendor before it."""
        if (kept := pair.get(self.slot)) is not None:
            return kept
        name = read_text(pair.get(self.others.get("job.model")))
        return None if name is None else to_raw(name.removeprefix(f"{self.context.vendor}/"))


class Error(FieldCodec):
    """Why a job failed; an object without any text in it means that there is no error."""

    _members = ("code", "message", "param")

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot with the members that errors have; verbatim, if it has no others."""
        members = read_members(value)
        if members is None or not any(read_text(member) for member in members.values()):
            return False
        if draft.put(self.slot, value):
            return True
        kept = {name: text for name, text in members.items() if name in self._members and read_text(text) is not None}
        return bool(kept) and draft.put(self.slot, Raw(encode(kept))) and False


CODECS: dict[str, type[FieldCodec]] = {
    "verbatim": Verbatim,
    "time": TimeText,
    "timestamp": Timestamp,
    "status": Status,
    "list": ListOfOne,
    "model": Model,
    "error": Error,
}
"""The codecs that every vendor has, by the name that `as:` gives them in the schema."""
