"""What all ways have in common in which a member of a vendor's record becomes slots of a job and its run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema.vendors.making import Context, Made, Pair
from dspy_schema.vendors.texts import Raw, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.vendors.code import Code
    from dspy_schema.vendors.slots import Slot


class Way:
    """What all ways have in common: verbatim, there and back, if they do not say otherwise.

    `name` is the member's. `to` has its slots, of those that this class of jobs has, by `job.<slot>` or `run.<slot>`.
    `slot` is the one it is read back from: the first, unless a member before it is read back from that.

    Many plain records are converted at once by code that is put together from what each way contributes, if all ways
    of a class do: `plain_type` is the type of plain values and `plain_code` the lines that do with one of them what
    `forward` does with a value of any kind.
    """

    #: Whether `plain_code` minds what other members put into the same slots, and which jobs become ReinforceJobs.
    minds_others = False

    def __init__(self, name: str, to: Mapping[str, Slot], slot: Slot | None, context: Context) -> None:
        self.name = name
        self.to = to
        self.slot = slot
        self.others = {key: each for key, each in to.items() if each is not slot}
        self.context = context

    def forward(self, value: Raw, made: Made) -> bool:
        """Fill slots; True if `backward` gives the same JSON value again."""
        for each in self.others.values():
            made.put(each, value)
        return made.put(self.slot, value)

    def backward(self, pair: Pair) -> Raw | None:
        """The member's value, from slots; None if they do not tell it."""
        return pair.get(self.slot)

    def agrees(self, kept: Raw, pair: Pair) -> bool:
        """Whether the value that `extra` kept says what the slot holds, so that nobody has changed that since."""
        made = Made({}, pair.reinforces)
        self.forward(kept, made)
        if self.slot is None:
            return True
        then = (made.run if self.slot.in_run else made.job).get(self.slot.name)
        now = pair.get(self.slot)
        return now is None or (then is not None and same(then, now))

    def plain_type(self) -> Any:
        """The type of plain values, as msgspec has types; None if this way has no `plain_code`."""
        return None

    def plain_code(self, code: Code) -> None:
        """Add the lines that fill the slots from a plain value; see `dspy_schema.vendors.code`."""
        raise NotImplementedError
