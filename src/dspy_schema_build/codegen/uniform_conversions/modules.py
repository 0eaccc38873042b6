"""The module of a class: its records, job and run as structs, and the function that converts many records at once.

A loop over the members of a record, with a call for each, takes three times as long as straight lines for all. What a
module needs at run time is in `dspy_schema.conversion.uniform`, which loads it.

A class gets a module if all its members have lines: see `line_writers`.
"""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.conversion import codecs, uniform
from dspy_schema.conversion.converter import JOB, order_steps, plan_steps
from dspy_schema.conversion.crosswalk import Crosswalk, MappingContext
from dspy_schema.conversion.slots import RESERVED, RUN, Slot
from dspy_schema.conversion.vendors import create_vendor
from dspy_schema_build.codegen import vendors
from dspy_schema_build.codegen.fast_structs import structs
from dspy_schema_build.codegen.uniform_conversions.line_writers import (
    LINE_WRITERS,
    NON_EMPTY,
    CodeWriter,
    SlotTypes,
    find_value_type,
    render_set,
    slot_variable,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.conversion.codecs import FieldCodec
    from dspy_schema.jsontext.raw import Raw
    from dspy_schema.plugins import Vendor
    from dspy_schema_build.codegen.schema import Schema


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
DEPENDS_ON_REINFORCEMENT = {depends_on_reinforcement}
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
        return NON_EMPTY
    if base != "str" or slot.pattern or dspy.view.get_type(slot.range).pattern:
        return None
    return "list[str]" if slot.multivalued else "str"


def _has_lines(ordered: Sequence[FieldCodec], types: SlotTypes, required: Collection[str], *, reinforces: bool) -> bool:
    """Return whether all members of a class have lines, and none gets in the way of another.

    Of the required members one must stay in `extra`, so that there is one. Where some records become ReinforceJobs
    (`reinforces`), the lines of one codec must depend on that.
    """
    if not all(find_value_type(codec, types) for codec in ordered):
        return False
    dependent = [codec for codec in ordered if LINE_WRITERS[type(codec)].depends_on_others]
    own = [key for codec in ordered if codec not in dependent for key in codec.to]
    return (
        len(own) == len(set(own))
        and "job.job_id" in own
        and not {codec.name for codec in ordered}.issuperset(required)
        and (not reinforces or bool(dependent))
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
        depends_on_reinforcement=any(LINE_WRITERS[type(codec)].depends_on_others for codec in ordered),
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
