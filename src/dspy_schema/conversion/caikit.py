"""caikit: times are text, and the messages of exceptions a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import plugins
from dspy_schema.conversion.codecs import FieldCodec, Timestamp
from dspy_schema.jsontext.raw import Raw, encode, read_elements, read_members, read_text, to_raw
from dspy_schema.plugins import Vendor

if TYPE_CHECKING:
    from dspy_schema.conversion.crosswalk import Draft, RecordPair


class Messages(FieldCodec):
    """Messages of exceptions, as those of one error, a line each."""

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill the slot."""
        messages = [told for each in read_elements(value) or () if (told := read_text(each)) is not None]
        filled = bool(messages) and made.put(self.slot, to_raw({"message": "\n".join(messages)}))
        return filled and len(messages) == 1

    def backward(self, pair: RecordPair) -> Raw | None:
        """A list of the one message."""
        message = (read_members(pair.get(self.slot)) or {}).get("message")
        return None if read_text(message) is None else Raw(encode([message]))


VENDORS = {
    "caikit": Vendor(
        name="caikit", folder=plugins.vendor_folders()["caikit"], ways={"time": Timestamp, "messages": Messages}
    )
}
