"""The code that converts plain records of one class: put together line by line, and compiled once.

A loop over the members of a record, with a call for each, takes three times as long as straight lines for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from dspy_schema.conversion.slots import FORBIDDEN, TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Check = Callable[[bytes], bool]


_MOST_PLAIN = 10_000


class UniformRecords(dict[bytes, bool]):
    """Whether a JSON text is plain, which is checked when it is asked for the first time."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check

    def __missing__(self, text: bytes) -> bool:
        if len(self) > _MOST_PLAIN:
            self.clear()
        self[text] = self._check(text)
        return self[text]


class CodeWriter:
    """Lines that fill slots from the members of one `record`, whose `number` is known.

    Every slot has a variable, empty at first. `names` are objects that lines refer to by name. Texts are gathered to be
    looked at for secrets: in the list `spaceless` those that must have no space, in `words` others, in `prose`
    sentences, in `nested` JSON texts. The number of a record that turns out not to be plain goes to `odd`.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.names: dict[str, Any] = {"UNSET": UNSET}
        self._fields = fields
        self._lines: list[str] = []
        self._slots: dict[str, None] = {}
        self._kept: list[str] = []

    def field(self, member: str) -> str:
        """The expression for a member."""
        return f"record.{self._fields[member]}"

    def given(self, member: str, condition: str = "True") -> None:
        """Begin the lines for a member: those that `add` adds from now on are for a `value` that is given.

        Of it the condition must be true, too.
        """
        condition = "" if condition == "True" else f" and ({condition})"
        self._lines += [f"value = {self.field(member)}", f"if value is not None and value is not UNSET{condition}:"]

    def add(self, *lines: str) -> None:
        """Add lines."""
        self._lines += [f"    {line}" for line in lines]

    def fill(self, slots: Iterable[str], made: str) -> None:
        """Fill slots with what an expression makes."""
        for slot in slots:
            self._slots[slot] = None
            self.add(f"{slot_variable(slot)} = {made}")

    def take(self, member: str) -> None:
        """Take a member from what stays in `extra`."""
        self.add(f"{self.field(member)} = UNSET")

    def check(self, member: str, check: Check) -> None:
        """Have a JSON text checked, unless the same text was found to be plain before: few are used again and again."""
        field = self._fields[member]
        self.names[f"is_plain_{field}"] = UniformRecords(check)
        self._lines += [
            f"value = {self.field(member)}",
            f"if value is not UNSET and not is_plain_{field}[bytes(value)]:",
            "    odd.append(number)",
        ]

    def keep(self, member: str) -> None:
        """Leave a member in `extra`; what all records have is looked at for secrets once."""
        field = self._fields[member]
        self._kept.append(field)
        self._lines += [
            f"value = record.{field}",
            f"if value != last_{field} and value is not UNSET:",
            f"    last_{field} = value",
            "    nested.append(value)",
        ]

    def keep_rules(self) -> None:
        """Find records odd whose runs would break a rule; see `Slot.allows`."""
        for slot, statuses in FORBIDDEN.items():
            if slot in self._slots and "run.run_status" in self._slots:
                name = f"not_with_{slot_variable(slot)}"
                self.names[name] = statuses
                self._lines += [
                    f"if {slot_variable(slot)} is not UNSET and run_run_status in {name}:",
                    "    odd.append(number)",
                ]
        for later, earlier_ones in TIMES.items():
            for earlier in (f"run.{each}" for each in earlier_ones):
                if later in self._slots and earlier in self._slots:
                    one, other = slot_variable(earlier), slot_variable(later)
                    given = f"{one} is not UNSET and {other} is not UNSET"
                    self._lines += [f"if {given} and {one} > {other}:", "    odd.append(number)"]

    def slots(self) -> list[str]:
        """The slots that are filled."""
        return list(self._slots)

    def compiled(self, ending: Sequence[str]) -> Callable[..., list[Any]]:
        """A function of a list of records, which puts together what the lines of `ending` add to `made`."""
        head = ["def convert(records, spaceless, words, prose, nested, odd):", "    made = []"]
        head += [f"    last_{field} = None" for field in self._kept]
        head += ["    for number, record in enumerate(records):"]
        empty = [f"{''.join(f'{slot_variable(slot)} = ' for slot in self._slots)}UNSET"]
        body = [f"        {line}" for line in [*empty, *self._lines, *ending]]
        scope = dict(self.names)
        exec("\n".join([*head, *body, "    return made"]), scope)  # noqa: S102  # all lines are made here, of table names
        convert: Callable[..., list[Any]] = scope["convert"]
        return convert


def slot_variable(slot: str) -> str:
    """The variable of a slot, which is named `job.<slot>` or `run.<slot>`."""
    return slot.replace(".", "_")
