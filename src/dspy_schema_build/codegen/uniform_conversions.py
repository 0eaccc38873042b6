"""Python modules that convert the uniform records of a vendor's class: straight lines, from its crosswalk.

A loop over the members of a record, with a call for each, takes three times as long as straight lines for all. What a
module needs at run time is in `dspy_schema.conversion.uniform`, which loads it.

Each codec has lines of its own here: a `LineWriter` in `LINE_WRITERS`. A class gets a module if all its members have
one. A package with codecs of its own may add to `LINE_WRITERS` before it generates.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dspy_schema.conversion import codecs, openai, uniform
from dspy_schema.conversion.converter import JOB, order_steps, plan_steps
from dspy_schema.conversion.crosswalk import Crosswalk, MappingContext
from dspy_schema.conversion.slots import FORBIDDEN, RESERVED, RUN, TIMES, Slot
from dspy_schema.conversion.vendors import create_vendor
from dspy_schema.timestamps import MILLISECONDS_FROM
from dspy_schema_build.codegen import vendors
from dspy_schema_build.codegen.fast_structs import structs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.conversion.codecs import FieldCodec
    from dspy_schema.jsontext.raw import Raw
    from dspy_schema.plugins import Vendor
    from dspy_schema_build.codegen.schema import Schema


_NON_EMPTY = "Annotated[str, Meta(min_length=1)]"
# A field of one of these names would hide what the annotations of the fields behind it need.
_IN_ANNOTATIONS = frozenset(
    {"UNSET", "Absent", "Annotated", "Any", "Meta", "Raw", "UnsetType", "int", "list", "str"}
    | {uniform.UniformError.__name__}
)
_MODULE = '''"""Converts uniform records of {vendor}:{class_}, many at once; see dspy_schema.conversion.uniform."""

# Generated from the schema of {vendor} by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

{imports}

Absent: TypeAlias = None | UnsetType
FORMAT = {format}
VENDOR_CODECS = {codecs}
MINDS_REINFORCEMENT = {minds_reinforcement}
SPACELESS = {spaceless}
{constants}


class Record(Struct, forbid_unknown_fields=True, gc=False{rename}):
    """A uniform record."""

{record}


class Job(Struct, tag_field="@type", tag={job_type!r}, gc=False):
    """The job of a record."""

{job}


class Run(Struct, tag_field="@type", tag={run_type!r}, gc=False):
    """The run of a record; `extra` is what is left of the record."""

{run}


def convert(records: Sequence[Record], texts: GatheredTexts, odd: list[int]) -> list[Any]:
    """Convert records, which are used up, to job, run, job, run, …; `odd` gets the numbers of those not uniform."""
    spaceless, words, prose, nested = texts.spaceless, texts.words, texts.prose, texts.nested
    pairs: list[Any] = []
    unset = UNSET  # a local name is faster
{before}
    for number, record in enumerate(records):
{body}
    return pairs
'''


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
    #: Whether the lines mind what other members put into the same slots, and which jobs become ReinforceJobs.
    minds_others: bool = False


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
    codecs.Model: LineWriter(_write_model, _NON_EMPTY),
    codecs.Error: LineWriter(_write_error, uniform.UniformError.__name__),
    openai.Settings: LineWriter(_write_openai_settings, "Raw", minds_others=True),
}
"""The lines of each codec; a subclass of one does not have them, since it may decode otherwise."""


def find_value_type(codec: FieldCodec, types: SlotTypes) -> str | None:
    """Find the type of the uniform values of a codec, as source; None if it has no lines."""
    writer = LINE_WRITERS.get(type(codec))
    if writer is None or writer.value_type is not None:
        return writer and writer.value_type
    slot_types = {types.types[key] for key in codec.to}
    return slot_types.pop() if len(slot_types) == 1 else None


def generate_conversions(schema: Schema, dspy: Schema, vendor: Vendor | None = None) -> dict[str, bytes]:
    """Generate `convert_<class>.py` for the class of a vendor's job records, if all its members have lines.

    `schema` is the vendor's, `dspy` the one of jobs and runs. `vendor` has the codecs; by default, those that
    dspy-schema has for a vendor of that name.
    """
    vendor = create_vendor(schema.name, "") if vendor is None else vendor
    crosswalk = msgspec.convert(vendors.crosswalk_table(schema), Crosswalk)
    # Records of another class need a marker in `extra`, so they are not uniform; and neither are those with secrets.
    class_ = next(iter(crosswalk.classes), None)
    if class_ is None or class_ in crosswalk.secrets:
        return {}
    if any(member.codec not in {**codecs.CODECS, **vendor.codecs} for member in crosswalk.classes[class_].values()):
        return {}  # a codec of the vendor's own package
    types = _find_slot_types(dspy)
    slots = {key: Slot(key, key.partition(".")[2], key.startswith("run."), _refuse) for key in types.types}
    context = MappingContext(vendor.name, crosswalk.statuses, crosswalk.classes[class_])
    ordered = [step.codec for step in order_steps(plan_steps(vendor, context, slots))]
    required = [member for member, slot in schema.members(class_).items() if slot.required]
    if not _has_lines(ordered, types, required, reinforces=vendor.reinforces is not None):
        return {}
    text = _render_module(vendor, class_, context, ordered, types)
    return {f"{uniform.name_module(class_)}.py": text.encode()}


def _refuse(_: Raw) -> bool:
    raise NotImplementedError("code generation puts no value into a slot")


def _find_slot_types(dspy: Schema) -> SlotTypes:
    members = {
        f"{'run' if class_ == RUN else 'job'}.{name}": slot
        for class_ in (JOB, RUN)
        for name, slot in dspy.members(class_).items()
        if name not in RESERVED
    }
    return SlotTypes(
        {key: _render_type(dspy, slot) for key, slot in members.items()},
        frozenset(key for key, slot in members.items() if slot.range in structs.SPACELESS and not slot.multivalued),
    )


def _render_type(dspy: Schema, slot: SlotDefinition) -> str | None:
    """Render the type of the values of a slot that decoding and encoding leave as they are; None if there is none."""
    if slot.multivalued and structs.is_any(dspy, slot):
        return "list[Raw]"
    if slot.any_of or slot.range not in dspy.view.all_types():
        return None
    base = structs.scalar_base(dspy, slot.range)
    if base == "int" and not slot.multivalued and slot.maximum_value is None:
        return f"Annotated[int, Meta(ge={max(1, slot.minimum_value or 1)})]"  # 0 may be written as -0
    if base == "str" and not slot.multivalued and slot.range in structs.SPACELESS:
        return _NON_EMPTY
    if base != "str" or slot.pattern or dspy.view.get_type(slot.range).pattern:
        return None
    return "list[str]" if slot.multivalued else "str"


def _has_lines(ordered: Sequence[FieldCodec], types: SlotTypes, required: Collection[str], *, reinforces: bool) -> bool:
    """Return whether all members of a class have lines, and none gets in the way of another.

    Of the required members one must stay in `extra`, so that there is one. Where some records become ReinforceJobs
    (`reinforces`), the lines of one codec must mind that.
    """
    if not all(find_value_type(codec, types) for codec in ordered):
        return False
    minding = [codec for codec in ordered if LINE_WRITERS[type(codec)].minds_others]
    own = [key for codec in ordered if codec not in minding for key in codec.to]
    return (
        len(own) == len(set(own))
        and "job.job_id" in own
        and not {codec.name for codec in ordered}.issuperset(required)
        and (not reinforces or bool(minding))
    )


def _render_module(
    vendor: Vendor, class_: str, context: MappingContext, ordered: Sequence[FieldCodec], types: SlotTypes
) -> str:
    fields = {
        member: member if _can_name_field(member) else f"member_{number}"
        for number, member in enumerate(context.members)
    }
    code = CodeWriter(fields, types)
    value_types: dict[str, str | None] = dict.fromkeys(context.members)
    for codec in ordered:
        value_types[codec.name] = find_value_type(codec, types)
        LINE_WRITERS[type(codec)].write(codec, code)
    for member in (name for name, type_ in value_types.items() if type_ is None):
        code.keep(member)
    code.check_rules()
    filled = [key for key in types.types if key in code.slots]
    job, run = ([key for key in filled if key.startswith(prefix)] for prefix in ("job.", "run."))
    arguments = (", ".join(map(slot_variable, keys)) for keys in (job, run))
    body = [
        f"{''.join(f'{slot_variable(slot)} = ' for slot in code.slots)}unset",
        *code.lines,
        "if job_job_id is unset:",
        "    odd.append(number)",
        f'id_ = f"{vendor.name}:{{job_job_id}}"',
        f"pairs.append(Job(id_, {next(arguments)}))",
        f'pairs.append(Run(f"{{id_}}#run", id_, {vendor.name!r}, {next(arguments)}, record))',
    ]
    renamed = {field: member for member, field in fields.items() if field != member}
    return _MODULE.format(
        vendor=vendor.name,
        class_=class_,
        imports="\n".join(
            f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(code.imports.items())
        ),
        format=uniform.FORMAT,
        codecs=render_set(vendor.codecs),
        minds_reinforcement=any(LINE_WRITERS[type(codec)].minds_others for codec in ordered),
        spaceless=tuple((key in run, key.partition(".")[2]) for key in filled if key in types.spaceless),
        constants="\n".join(f"{name} = {value}" for name, value in code.constants.items()),
        rename=f", rename={renamed!r}" if renamed else "",
        record=_indent(f"{field}: {_render_optional(value_types[member])} = UNSET" for member, field in fields.items()),
        job_type=JOB,
        job=_render_fields(["id", *(key.partition(".")[2] for key in job)]),
        run_type=RUN,
        run=_render_fields(["id", "job", "provider", *(key.partition(".")[2] for key in run), "extra"]),
        before=_indent(code.before),
        body=_indent(body, "        "),
    )


def _can_name_field(member: str) -> bool:
    is_name = member.isidentifier() and member.isascii() and not keyword.iskeyword(member)
    return is_name and member[0] != "_" and member not in _IN_ANNOTATIONS


def _render_optional(type_: str | None) -> str:
    return "Raw | UnsetType" if type_ in {None, "Raw"} else f"{type_} | Absent"


def _render_fields(names: Iterable[str]) -> str:
    return _indent(f"{name}: Any = UNSET" for name in names)


def _indent(lines: Iterable[str], by: str = "    ") -> str:
    return "\n".join(f"{by}{line}" for line in lines)
