"""caikit: its times are text, and the messages of exceptions a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.conversion.codecs import FieldCodec, Timestamp
from dspy_schema.jsontext.raw import Raw, encode, read_elements, read_members, read_text, to_raw

if TYPE_CHECKING:
    from dspy_schema.conversion.crosswalk import Draft, RecordPair


class Messages(FieldCodec):
    """Messages of exceptions to one error, a line for each; back to a list of its message."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill the slot."""
        messages = [text for item in read_elements(value) or () if (text := read_text(item)) is not None]
        is_filled = bool(messages) and draft.put(self.slot, to_raw({"message": "\n".join(messages)}))
        return is_filled and len(messages) == 1

    def encode(self, pair: RecordPair) -> Raw | None:
        """Build a list of the one message."""
        message = (read_members(pair.get(self.slot)) or {}).get("message")
        return None if read_text(message) is None else Raw(encode([message]))


CODECS = {"time": Timestamp, "messages": Messages}
