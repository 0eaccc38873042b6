"""Times: numbers or texts of vendors, UTC texts of runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta

from dspy_schema import times
from dspy_schema.vendors.making import Made, Note, Pair
from dspy_schema.vendors.slots import is_utc
from dspy_schema.vendors.texts import Raw, raw, text
from dspy_schema.vendors.way import Way

if TYPE_CHECKING:
    from dspy_schema.vendors.code import Code

_WITHOUT_ZONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?").fullmatch
_PLAIN_INTEGER = re.compile(rb"-?[1-9][0-9]{0,17}").fullmatch


class Time(Way):
    """Unix seconds, Unix milliseconds or RFC 3339 to UTC text; back to the shortest number of seconds."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot with the time in UTC."""
        written = bytes(value)
        if written == b"0":
            return False  # some clients write 0 for no time
        if _PLAIN_INTEGER(written) and abs(number := int(written)) <= times.MILLISECONDS_FROM:
            moment = times.utc(number)
            return moment is not None and made.put(self.slot, raw(moment))
        told = text(value)
        moment = times.utc(written.decode() if told is None else told)
        if moment is None:
            self.note_missing_zone(told, made)
            return False
        return made.put(self.slot, raw(moment)) and told is None and times.seconds(moment) == written.decode()

    def backward(self, pair: Pair) -> Raw | None:
        """The number of seconds."""
        seconds = times.seconds(text(pair.get(self.slot)) or "")
        return None if seconds is None else Raw(seconds.encode())

    def plain_type(self) -> Any:
        """Whole seconds, positive."""
        return Annotated[int, Meta(ge=1, le=times.MILLISECONDS_FROM)]

    def plain_code(self, code: Code) -> None:
        """Make UTC text of the value."""
        code.names |= dict(zip(("days", "minutes", "seconds"), times.pieces(), strict=True))
        code.given(self.name)
        code.fill(self.to, 'f"{days[value // 86400]}{minutes[value // 60 % 1440]}{seconds[value % 60]}"')
        code.take(self.name)

    def note_missing_zone(self, told: str | None, made: Made) -> None:
        """Say so if a text is a time without a zone, which is no moment."""
        if told is not None and _WITHOUT_ZONE(told):
            message = f"`{made.name}` has no time zone, so it is no moment in UTC; it is kept in `extra`"
            made.notes.append(Note("DSP406", message, f"/{made.name}"))


class Timestamp(Time):
    """RFC 3339 text to UTC text, as it is written where it is in UTC; and back."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot with the time in UTC."""
        told = text(value)
        if told is not None and is_utc(told):
            return made.put(self.slot, value)
        return super().forward(value, made) and False

    def backward(self, pair: Pair) -> Raw | None:
        """The text."""
        return pair.get(self.slot)

    def plain_type(self) -> Any:
        """None: texts are looked at one by one."""
        return None
