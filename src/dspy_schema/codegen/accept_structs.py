"""The structs of the accept path, as Python source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dspy_schema.codegen import accept_rules
from dspy_schema.codegen.schema import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.codegen.schema import Schema

# Patterns that every non-empty printable text without a space matches: checked for many records at once.
SPACELESS = frozenset({"Identifier", "ModelName"})
# In its place, the days that exist in every year: the full check looks at the 29th of February, and at year 0.
_MONTH_AND_DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_EVERY_YEAR = "((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
_SCALARS = {
    "string": "str",
    "datetime": "str",
    "boolean": "bool",
    "integer": "int",
    "float": "float",
    "double": "float",
    "decimal": "float",
}


def structs(schema: Schema, name: str) -> Iterator[str]:
    """The struct of a record type, those of the classes inside it first, and last the one that is tagged by `@type`."""
    for inner in dict.fromkeys(_inner_classes(schema, name)):
        yield _struct(schema, inner, record=False)
    yield _struct(schema, name, record=True)
    yield f'class Tagged{name}({name}, tag_field="@type", tag="{name}"):\n    """{name} with its `@type`."""\n'


def _inner_classes(schema: Schema, name: str) -> Iterator[str]:
    for slot in schema.members(name).values():
        if inner := schema.range_class(slot):
            yield from _inner_classes(schema, inner)
            yield inner


def _struct(schema: Schema, name: str, *, record: bool) -> str:
    lines = [f"class {name}(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):"]
    lines.append(f'    """A valid {name}."""\n')
    if record:
        lines += [
            '    at_context: Raw | UnsetType = field(default=UNSET, name="@context")',
            '    at_id: str | UnsetType = field(default=UNSET, name="@id")',
        ]
    keyed = accept_rules.objects_with_keys(schema, name)
    for member, slot in schema.members(name).items():
        type_ = "dict[str, Raw]" if member in keyed else _type(schema, slot, record=record)
        if slot.required:
            lines.append(f"    {member}: {type_}")
        else:
            absent = "UnsetType" if type_ == "Raw" else "Absent"
            lines.append(f"    {member}: {type_} | {absent} = UNSET")
    return "\n".join(lines) + "\n"


def _type(schema: Schema, slot: SlotDefinition, *, record: bool) -> str:
    for constraint in ("any_of", "exactly_one_of", "all_of", "none_of", "minimum_cardinality", "maximum_cardinality"):
        if getattr(slot, constraint):
            raise NotImplementedError(f"{slot.name}: no struct has {constraint} yet")
    inner = schema.view.get_class(slot.range)
    if inner is not None:
        if record and slot.multivalued and is_any(schema, slot):
            return "Raw"
        raw = "dict[str, Raw]" if inner.name == "JsonObject" else "Raw"
        type_ = raw if inner.class_uri == ANY else str(inner.name)
    elif enum := schema.view.get_enum(slot.range):
        type_ = f"Literal[{', '.join(repr(str(value)) for value in enum.permissible_values)}]"
    elif record and not slot.multivalued and slot.range in SPACELESS:
        type_ = "NonEmpty"
    else:
        type_ = _scalar(schema, slot)
    return f"list[{type_}]" if slot.multivalued else type_


def _scalar(schema: Schema, slot: SlotDefinition) -> str:
    if schema.view.get_type(slot.range).pattern:
        return str(slot.range)
    scalar = scalar_base(schema, slot.range)
    limits = [f"pattern={python_pattern(slot.pattern)!r}"] if slot.pattern else []
    limits += [f"ge={slot.minimum_value}"] if slot.minimum_value is not None else []
    limits += [f"le={slot.maximum_value}"] if slot.maximum_value is not None else []
    if slot.equals_string:
        return f"Literal[{str(slot.equals_string)!r}]"
    return f"Annotated[{scalar}, Meta({', '.join(limits)})]" if limits else scalar


def scalar_base(schema: Schema, type_name: str) -> str:
    """The Python type, as source, that values of a scalar type are decoded to."""
    return next(_SCALARS[str(name)] for name in schema.view.type_ancestors(type_name) if name in _SCALARS)


def pattern_types(schema: Schema) -> dict[str, str]:
    """For each type that has a pattern, an alias of its name."""
    aliases = {}
    for name, each in schema.view.all_types().items():
        if each.pattern:
            pattern = python_pattern(str(each.pattern))
            if "datetime" in schema.view.type_ancestors(name):
                if _MONTH_AND_DAY not in pattern:
                    raise NotImplementedError(f"{name}: no {_MONTH_AND_DAY} in its pattern, so its days are unknown")
                pattern = pattern.replace(_MONTH_AND_DAY, _EVERY_YEAR).replace("^", "^(?!0000)", 1)
            aliases[str(name)] = f"{name}: TypeAlias = Annotated[str, Meta(pattern={pattern!r})]"
    return aliases


def python_pattern(pattern: str) -> str:
    """The pattern for Python, whose `$` also matches before a last line feed."""
    return re.sub(r"\$$", r"\\Z", pattern)


def is_any(schema: Schema, slot: SlotDefinition) -> bool:
    """True where the slot holds any JSON value."""
    return str(slot.range) == "Any" and schema.view.get_class("Any").class_uri == ANY
