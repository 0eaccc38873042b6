"""The lines of Python that convert a member of uniform records, for each codec.

A `LineWriter` in `LINE_WRITERS` has the lines of a codec. A package with codecs of its own may add to `LINE_WRITERS`
before it generates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dspy_schema.conversion import codecs, openai, uniform
from dspy_schema.conversion.slots import FORBIDDEN, TIMES
from dspy_schema.timestamps import MILLISECONDS_FROM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dspy_schema.conversion.codecs import FieldCodec


NON_EMPTY = "Annotated[str, Meta(min_length=1)]"
"""The type of texts with at least one character, as source."""


class SlotTypes(msgspec.Struct, frozen=True):
    """The types of uniform values of slots, as source (None: no value is uniform), and the slots without spaces."""

    types: dict[str, str | None]
    spaceless: frozenset[str]


class CodeWriter:
    """The lines that fill slots from the members of one `record`, whose `number` is known.

    Every slot has a variable, empty at first. Texts that could hold secrets are added to lists: to `spaceless` those
    that must not have a space, to `words` others, to `prose` sentences, to `nested` JSON texts. The number of a record
    that turns out not to be uniform is added to `odd`.
    """

    def __init__(self, fields: Mapping[str, str], types: SlotTypes) -> None:
        self.types = types
        self.lines: list[str] = []
        self.before: list[str] = []
        self.slots: dict[str, None] = {}
        self.constants: dict[str, str] = {}
        self.imports: dict[str, set[str]] = {uniform.__name__: {uniform.GatheredTexts.__name__}}
        self._fields = fields

    def field(self, member: str) -> str:
        """Return the expression for a member."""
        return f"record.{self._fields[member]}"

    def begin(self, member: str, condition: str = "") -> None:
        """Begin the lines for a member: lines that are added from now on run if it has a `value`.

        The condition on the value must hold, too.
        """
        condition = f" and ({condition})" if condition else ""
        self.lines += [f"value = {self.field(member)}", f"if value is not None and value is not unset{condition}:"]

    def add(self, *lines: str) -> None:
        """Add lines."""
        self.lines += [f"    {line}" for line in lines]

    def fill(self, slots: Iterable[str], expression: str) -> None:
        """Fill slots with the value of an expression."""
        for slot in slots:
            self.slots[slot] = None
            self.add(f"{slot_variable(slot)} = {expression}")

    def take(self, member: str) -> None:
        """Take a member from what stays in `extra`."""
        self.add(f"{self.field(member)} = unset")

    def check(self, member: str, module: str, function: str) -> None:
        """Check a JSON text by a function of a run-time module, once for each text."""
        name = f"{self._fields[member]}_is_uniform"
        self.imports.setdefault(module, set()).add(function)
        self.imports[uniform.__name__].add(uniform.CheckedTexts.__name__)
        self.constants[name] = f"{uniform.CheckedTexts.__name__}({function})"
        self.add(f"if not {name}[bytes(value)]:", "    odd.append(number)")

    def keep(self, member: str) -> None:
        """Leave a member in `extra`; a value that all records have is added to `nested` once."""
        last = f"last_{self._fields[member]}"
        self.before.append(f"{last} = None")
        self.lines += [f"value = {self.field(member)}", f"if value != {last} and value is not unset:"]
        self.add(f"{last} = value", "nested.append(value)")

    def check_rules(self) -> None:
        """Add the records whose runs would break a rule to `odd`; see `Slot.allows`."""
        for slot, statuses in FORBIDDEN.items():
            if slot in self.slots and "run.run_status" in self.slots:
                variable = slot_variable(slot)
                name = f"WITHOUT_{variable.upper()}"
                self.constants[name] = render_set(statuses)
                self.lines += [f"if {variable} is not unset and run_run_status in {name}:", "    odd.append(number)"]
        for later, earlier_times in TIMES.items():
            for earlier in (f"run.{name}" for name in earlier_times):
                if later in self.slots and earlier in self.slots:
                    one, other = slot_variable(earlier), slot_variable(later)
                    given = f"{one} is not unset and {other} is not unset"
                    self.lines += [f"if {given} and {one} > {other}:", "    odd.append(number)"]


def slot_variable(slot: str) -> str:
    """Return the variable of a slot, which is named `job.<slot>` or `run.<slot>`."""
    return slot.replace(".", "_")


def render_set(values: Iterable[str]) -> str:
    """Render a frozenset of texts, in the same order every time."""
    listed = ", ".join(map(repr, sorted(values)))
    return f"frozenset({{{listed}}})" if listed else "frozenset()"


class LineWriter(NamedTuple):
    """Writes the lines of a codec: they do with a uniform value what the codec's `decode` does with any value."""

    write: Callable[[FieldCodec, CodeWriter], None]
    #: The type of uniform values, as source; None if it is that of the slots.
    value_type: str | None = None
    #: Whether the lines depend on what other members put into the same slots, and which jobs become ReinforceJobs.
    depends_on_others: bool = False


def _write_verbatim(codec: FieldCodec, code: CodeWriter) -> None:
    """Copy texts, whole numbers and lists, of which decoding loses nothing."""
    type_ = find_value_type(codec, code.types) or ""
    code.begin(codec.name)
    code.fill(codec.to, "value")
    code.take(codec.name)
    if type_.startswith("list["):
        code.add("words += value" if type_ == "list[str]" else "nested += value")
    elif "int" not in type_:
        is_spaceless = not code.types.spaceless.isdisjoint(codec.to)
        code.add("spaceless.append(value)" if is_spaceless else "words.append(value)")


def _write_time(codec: FieldCodec, code: CodeWriter) -> None:
    """Convert whole seconds, which are positive, to UTC text."""
    code.imports.setdefault("dspy_schema.timestamps", set()).add("split_time")
    code.constants["days, minutes, seconds"] = "split_time()"
    code.begin(codec.name)
    code.fill(codec.to, 'f"{days[value // 86400]}{minutes[value // 60 % 1440]}{seconds[value % 60]}"')
    code.take(codec.name)


def _write_status(codec: FieldCodec, code: CodeWriter) -> None:
    """Look the vendor's status up; a record with an unknown one is odd."""
    statuses = (f"    {name!r}: {status!r}," for name, status in codec.context.statuses.items())
    code.constants["STATUSES"] = "\n".join(["{", *statuses, "}"])
    code.begin(codec.name)
    code.add("status = STATUSES.get(value)", "if status is None:", "    odd.append(number)")
    code.fill(codec.others, "status")
    code.fill([codec.slot.key] if codec.slot else [], "value")
    code.take(codec.name)


def _write_list(codec: FieldCodec, code: CodeWriter) -> None:
    """Put a text into a list."""
    code.begin(codec.name)
    code.fill(codec.to, "[value]")
    code.add("words.append(value)")
    code.take(codec.name)


def _write_model(codec: FieldCodec, code: CodeWriter) -> None:
    """Copy the name of a model, and put the vendor before it."""
    code.begin(codec.name)
    code.fill([key for key in codec.to if key != "job.model"], "value")
    if "job.model" in codec.to:
        code.fill(["job.model"], f'f"{codec.context.vendor}/{{value}}"')
    code.add("spaceless.append(value)")
    code.take(codec.name)


def _write_error(codec: FieldCodec, code: CodeWriter) -> None:
    """Copy an error, if there is a text in it."""
    code.imports[uniform.__name__].add(uniform.UniformError.__name__)
    code.begin(codec.name, "value.code or value.message or value.param")
    code.fill(codec.to, "value")
    code.add("prose += [text for text in (value.code, value.message, value.param) if text]")
    code.take(codec.name)


def _write_openai_settings(codec: FieldCodec, code: CodeWriter) -> None:
    """Copy settings; leave a method in `extra`, and fill in what it is. A method other than supervised is odd."""
    code.begin(codec.name)
    if codec.name == "hyperparameters":
        code.check(codec.name, openai.__name__, openai.are_settings.__name__)
        code.fill([openai.SETTINGS], "value")
        code.take(codec.name)
    else:
        code.check(codec.name, openai.__name__, openai.is_supervised_method.__name__)
        code.imports[openai.__name__].add("COMPLETION_MODELS")
        code.fill([openai.METHOD], repr(openai.SUPERVISED))
        is_completion = f"{code.field('model')} in COMPLETION_MODELS"
        code.fill([openai.FORMAT], f'"completion" if {is_completion} else "chat"')


LINE_WRITERS: dict[type[FieldCodec], LineWriter] = {
    codecs.Verbatim: LineWriter(_write_verbatim),
    codecs.TimeText: LineWriter(_write_time, f"Annotated[int, Meta(ge=1, le={MILLISECONDS_FROM})]"),
    codecs.Status: LineWriter(_write_status, "str"),
    codecs.ListOfOne: LineWriter(_write_list, "str"),
    codecs.Model: LineWriter(_write_model, NON_EMPTY),
    codecs.Error: LineWriter(_write_error, uniform.UniformError.__name__),
    openai.Settings: LineWriter(_write_openai_settings, "Raw", depends_on_others=True),
}
"""The lines of each codec; a subclass of one does not have them, since it may decode otherwise."""


def find_value_type(codec: FieldCodec, types: SlotTypes) -> str | None:
    """Find the type of the uniform values of a codec, as source; None if it has no lines."""
    writer = LINE_WRITERS.get(type(codec))
    if writer is None or writer.value_type is not None:
        return writer and writer.value_type
    slot_types = {types.types[key] for key in codec.to}
    return slot_types.pop() if len(slot_types) == 1 else None
