"""caikit: times are text, and the messages of exceptions a list."""

from __future__ import annotations

from dspy_schema import registry
from dspy_schema.registry import Vendor
from dspy_schema.vendors.texts import Raw, elements, encode, members, raw, text
from dspy_schema.vendors.ways import Made, Pair, Timestamp, Way


class Messages(Way):
    """Messages of exceptions, as those of one error, a line each."""

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill the slot."""
        messages = [told for each in elements(value) or () if (told := text(each)) is not None]
        filled = bool(messages) and made.put(self.slot, raw({"message": "\n".join(messages)}))
        return filled and len(messages) == 1

    def backward(self, pair: Pair) -> Raw | None:
        """A list of the one message."""
        message = (members(pair.get(self.slot)) or {}).get("message")
        return None if text(message) is None else Raw(encode([message]))


VENDOR = Vendor(name="caikit", folder=registry.folders()["caikit"], ways={"time": Timestamp, "messages": Messages})
