"""The msgspec structs of record types, as Python source.

A struct that refuses a record gives no verdict: the full check decides. A record that it takes is valid, but for what
the fast path proves for many records at once: well-formed text inside raw values, the discriminating members of the
type, names that differ, rules, and the patterns of the types in `SPACELESS`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dspy_schema_build.codegen.fast_structs import rules
from dspy_schema_build.codegen.schema import ANY, map_value_types, member_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import AnonymousSlotExpression, ClassDefinition, SlotDefinition

    from dspy_schema_build.codegen.fast_structs.rules import Limits
    from dspy_schema_build.codegen.schema import Schema


# Patterns that every non-empty printable text without a space matches: checked for many records at once.
SPACELESS = frozenset({"Identifier", "ModelName"})
# In its place, the days that exist in every year: the full check looks at the 29th of February, and at year 0.
_MONTH_AND_DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_EVERY_YEAR = "((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
_JSON_TYPES = {"boolean": "bool", "number": "float | int", "string": "str"}
_SCALARS = {
    "string": "str",
    "datetime": "str",
    "boolean": "bool",
    "integer": "int",
    "float": "float",
    "double": "float",
    "decimal": "float",
}


def build_structs(schema: Schema, name: str) -> Iterator[str]:
    """Yield the struct of a record type: before it those of the classes inside it, after it the one with `@type`."""
    for inner in dict.fromkeys(_inner_classes(schema, name)):
        yield _struct(schema, inner, record=False)
    yield _struct(schema, name, record=True)
    tag = schema.type_name(name)
    yield f'class Tagged{name}({name}, tag_field="@type", tag="{tag}"):\n    """{name} with its `@type`."""\n'


def _inner_classes(schema: Schema, name: str) -> Iterator[str]:
    for slot in schema.members(name).values():
        if is_decoded(slot):
            for inner in list_alternatives(schema, slot):
                yield from _inner_classes(schema, inner)
                yield inner


def _struct(schema: Schema, name: str, *, record: bool) -> str:
    members = schema.members(name)
    kind = "" if record else _type_tag(schema, name)
    tag = f', tag_field="type", tag="{kind}"' if kind else ""
    lines = [f"class {name}(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True{tag}):"]
    lines.append(f'    """A valid {name}."""\n')
    if record:
        lines += [
            '    at_context: Raw | UnsetType = field(default=UNSET, name="@context")',
            '    at_id: str | UnsetType = field(default=UNSET, name="@id")',
        ]
    keyed = rules.objects_with_keys(schema, name)
    for member, slot in members.items():
        if kind and member == "type":
            continue
        limits = rules.render_limits(schema, name, member)
        type_ = "dict[str, Raw]" if member in keyed else _member_type(schema, slot, limits, record=record)
        if not is_decoded(slot):
            lines.append(f"    {member}: {'Impossible' if slot.required else 'Absent = UNSET'}")
        elif slot.required:
            lines.append(f"    {member}: {type_}")
        else:
            absent = "UnsetType" if type_ == "Raw" else "Absent"
            lines.append(f"    {member}: {type_} | {absent} = UNSET")
    return "\n".join(lines) + "\n"


def is_decoded(slot: SlotDefinition) -> bool:
    """Return True where a struct can tell which values of a slot are valid; elsewhere it takes none."""
    return not member_shapes(slot)


def _type_tag(schema: Schema, name: str) -> str:
    """Return the `type` of a class that is one of several in the same place; "" for a class that stands alone."""
    is_one_of_several = any(name in names for names in schema.unions.values())
    return str(schema.members(name)["type"].equals_string) if is_one_of_several else ""


def list_alternatives(schema: Schema, slot: SlotDefinition) -> list[str]:
    """List the classes that the values of a slot may be of."""
    inner = schema.range_class(slot)
    return [] if inner is None else schema.unions.get(inner, [inner])


def _member_type(schema: Schema, slot: SlotDefinition, limits: Limits, *, record: bool) -> str:
    for constraint in ("exactly_one_of", "all_of", "none_of", "minimum_cardinality", "maximum_cardinality"):
        if getattr(slot, constraint):
            raise NotImplementedError(f"{slot.name}: no struct has {constraint} yet")
    if slot.multivalued:
        if record and is_any(schema, slot):
            return "Raw"
        items = f"list[{_value_type(schema, slot, {}, whole=False)}]"
        return f"Annotated[{items}, Meta(max_length={limits['items']})]" if "items" in limits else items
    return _value_type(schema, slot, limits, whole=record)


def _value_type(schema: Schema, slot: SlotDefinition, limits: Limits, *, whole: bool) -> str:
    """Render the type of one value; `whole` where it is all that the member of a record has."""
    if slot.any_of:
        return " | ".join(_scalar_type(schema, branch, limits) for branch in slot.any_of)
    if inner := schema.view.get_class(slot.range):
        values = map_value_types(slot)
        if values == ["string"] or limits:
            return _render_limited_object(limits)
        if values:
            return f"dict[str, {' | '.join(_JSON_TYPES[value] for value in values)}]"
        return _object_type(schema, slot, inner)
    if enum := schema.view.get_enum(slot.range):
        return f"Literal[{', '.join(repr(str(value)) for value in enum.permissible_values)}]"
    return "NonEmpty" if whole and slot.range in SPACELESS else _scalar_type(schema, slot, limits)


def _object_type(schema: Schema, slot: SlotDefinition, inner: ClassDefinition) -> str:
    if inner.class_uri != ANY:
        return " | ".join(list_alternatives(schema, slot))
    return "dict[str, Raw]" if inner.name == "JsonObject" else "Raw"


def _render_limited_object(limits: Limits) -> str:
    """Render a map of texts with at most so many of them, and at most so long."""
    key, value = (
        f"Annotated[str, Meta(max_length={limits[part]})]" if part in limits else "str" for part in ("key", "value")
    )
    type_ = f"dict[{key}, {value}]"
    return f"Annotated[{type_}, Meta(max_length={limits['items']})]" if "items" in limits else type_


def _scalar_type(schema: Schema, slot: SlotDefinition | AnonymousSlotExpression, limits: Limits) -> str:
    if slot.equals_string:
        return f"Literal[{str(slot.equals_string)!r}]"
    if schema.view.get_type(slot.range).pattern:
        return str(slot.range)
    scalar = scalar_base(schema, slot.range)
    stated = {"pattern": python_pattern(slot.pattern) if slot.pattern else None}
    stated |= {"ge": slot.minimum_value, "le": slot.maximum_value} | limits
    meta = ", ".join(f"{name}={value!r}" for name, value in stated.items() if value is not None)
    return f"Annotated[{scalar}, Meta({meta})]" if meta else scalar


def scalar_base(schema: Schema, type_name: str) -> str:
    """Return the Python type, as source, that values of a scalar type are decoded to."""
    return next(_SCALARS[str(name)] for name in schema.view.type_ancestors(type_name) if name in _SCALARS)


def pattern_types(schema: Schema) -> dict[str, str]:
    """Render an alias for each type that has a pattern, by the name of the type."""
    aliases = {}
    for name, type_ in schema.view.all_types().items():
        if type_.pattern:
            pattern = python_pattern(str(type_.pattern))
            if "datetime" in schema.view.type_ancestors(name):
                if _MONTH_AND_DAY not in pattern:
                    raise NotImplementedError(f"{name}: no {_MONTH_AND_DAY} in its pattern, so its days are unknown")
                pattern = pattern.replace(_MONTH_AND_DAY, _EVERY_YEAR).replace("^", "^(?!0000)", 1)
            aliases[str(name)] = f"{name}: TypeAlias = Annotated[str, Meta(pattern={pattern!r})]"
    return aliases


def python_pattern(pattern: str) -> str:
    """Translate a pattern for Python, whose `$` also matches before a last line feed."""
    return re.sub(r"\$$", r"\\Z", pattern)


def is_any(schema: Schema, slot: SlotDefinition) -> bool:
    """Return True where the slot holds any JSON value."""
    return str(slot.range) == "Any" and schema.view.get_class("Any").class_uri == ANY


def has_floats(schema: Schema, name: str) -> bool:
    """Return True where a record may hold a floating-point number, whose text may change when it is encoded again."""
    for slot in schema.members(name).values():
        if not is_decoded(slot):
            continue
        if any(has_floats(schema, inner) for inner in list_alternatives(schema, slot)):
            return True
        ranges = [str(branch.range) for branch in [slot, *slot.any_of] if branch.range in schema.view.all_types()]
        if any(scalar_base(schema, range_) == "float" for range_ in ranges):
            return True
    return False
