"""Msgspec structs of the fast path.

What a struct refuses is no verdict; the full check decides. What it takes must be valid, but for what the module's
users still owe: well-formed text inside raw values, the type's marks, names that differ, and `SPACELESS` patterns.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dspy_schema_build.codegen import fast_conditions, json_schema_fixes, tables
from dspy_schema_build.codegen.schema import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import AnonymousSlotExpression, ClassDefinition, SlotDefinition

    from dspy_schema_build.codegen.fast_conditions import Limits
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
_GENERATED = (
    "# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.\n"
)
_PACKAGE = '''"""Structs that accept valid records fast, a module a record type; see dspy_schema.validation.accept."""

'''
_BASE = '''"""What the structs of all record types need."""

{generated}
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

Absent: TypeAlias = None | UnsetType
ABSENT = (None, UNSET)
NonEmpty: TypeAlias = Annotated[str, Meta(min_length=1)]
Impossible: TypeAlias = Annotated[int, Meta(ge=1, le=0)]
_UTC = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]([.][0-9]+)?Z").fullmatch


class Never(Struct, tag_field="@type", tag=""):
    """No record is of this type; msgspec asks for a tag only where it has a choice."""

    impossible: Impossible


class Accept(Struct, frozen=True):
    """How records of a type are accepted."""

    #: Structs, without and with `@type`.
    record: type[Struct]
    tagged: type[Struct]
    #: A record without `@type` is of this type for certain if it has one of these members,
    marks: tuple[str, ...]
    #: or if it has the signs that this finds, of a vendor's record.
    has_signs: Callable[[Any], bool] | None
    #: Members with their patterns, which every non-empty printable text without a space matches.
    spaceless: dict[str, str]
    #: All text of each of these members in some records.
    spaceless_texts: Callable[[Sequence[Any]], tuple[str, ...]]
    #: Raw members that must be arrays or null.
    arrays: tuple[str, ...]
    #: True only of records that break no rule.
    keeps_rules: Callable[[Any], bool] | None
    #: Encoding a decoded record never gives a longer text than the shortest that it was decoded from.
    exact_length: bool


def not_before(earlier: str | Absent, later: str | Absent) -> bool:
    """True if both texts are times in UTC and in order for certain, or if one is absent."""
    if earlier in ABSENT or later in ABSENT:
        return True
    if len(earlier) == len(later) and earlier[-1] == later[-1]:  # type: ignore[index,arg-type]
        return earlier <= later  # type: ignore[operator]
    return earlier[:19] < later[:19]  # type: ignore[index]


def text_not_before(earlier: str | Absent, later: str | Absent) -> bool:
    """As not_before, of texts that need not be times in UTC."""
    if earlier in ABSENT or later in ABSENT:
        return True
    return bool(_UTC(earlier) and _UTC(later)) and not_before(earlier, later)  # type: ignore[arg-type]


def number_not_before(earlier: float | Absent, later: float | Absent) -> bool:
    """True if both numbers are in order, or if one is absent or 0."""
    return not earlier or not later or earlier <= later


def every_year(text: str | Absent) -> bool:
    """True if the text is a time on a day that every year has, or is absent."""
    return text in ABSENT or bool(_UTC(text) and text[8:10] < "29")  # type: ignore[arg-type,index]


def is_set(value: Any) -> bool:
    """False for what is absent or empty, and for an object all of whose members are absent."""
    if isinstance(value, dict):
        return any(
            bytes(each) not in {b"null", b'""'} if isinstance(each, Raw) else each not in (None, "")
            for each in value.values()
        )
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            if getattr(value, name) not in (None, UNSET, ""):
                return True
        return False
    return value is True or value is False or (value is not UNSET and value not in (None, "", [], 0))
'''
_MODULE = '''"""Structs that accept valid records of type {name}."""

{generated}
{re}from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.accept.base import {imported}


'''


def build_structs(schema: Schema, name: str) -> Iterator[str]:
    """The struct of a record type, those of the classes inside it first, and last the one that is tagged by `@type`."""
    for inner in dict.fromkeys(_inner_classes(schema, name)):
        yield _struct(schema, inner, record=False)
    yield _struct(schema, name, record=True)
    tag = schema.type_name(name)
    yield f'class Tagged{name}({name}, tag_field="@type", tag="{tag}"):\n    """{name} with its `@type`."""\n'


def _inner_classes(schema: Schema, name: str) -> Iterator[str]:
    for slot in schema.members(name).values():
        if is_tagged(slot):
            for inner in list_alternatives(schema, slot):
                yield from _inner_classes(schema, inner)
                yield inner


def _struct(schema: Schema, name: str, *, record: bool) -> str:
    members = schema.members(name)
    kind = "" if record else _kind(schema, name)
    tag = f', tag_field="type", tag="{kind}"' if kind else ""
    lines = [f"class {name}(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True{tag}):"]
    lines.append(f'    """A valid {name}."""\n')
    if record:
        lines += [
            '    at_context: Raw | UnsetType = field(default=UNSET, name="@context")',
            '    at_id: str | UnsetType = field(default=UNSET, name="@id")',
        ]
    keyed = fast_conditions.objects_with_keys(schema, name)
    for member, slot in members.items():
        if kind and member == "type":
            continue
        limits = fast_conditions.render_limits(schema, name, member)
        type_ = "dict[str, Raw]" if member in keyed else _type(schema, slot, limits, record=record)
        if not is_tagged(slot):
            lines.append(f"    {member}: {'Impossible' if slot.required else 'Absent = UNSET'}")
        elif slot.required:
            lines.append(f"    {member}: {type_}")
        else:
            absent = "UnsetType" if type_ == "Raw" else "Absent"
            lines.append(f"    {member}: {type_} | {absent} = UNSET")
    return "\n".join(lines) + "\n"


def is_tagged(slot: SlotDefinition) -> bool:
    """True where a struct can tell which values of a slot are valid; elsewhere it takes none."""
    return not json_schema_fixes.member_shapes(slot)


def _kind(schema: Schema, name: str) -> str:
    """The `type` that tells a class from others where any of them may stand; "" for a class that stands alone."""
    is_one_of_several = any(name in names for names in schema.unions.values())
    return str(schema.members(name)["type"].equals_string) if is_one_of_several else ""


def list_alternatives(schema: Schema, slot: SlotDefinition) -> list[str]:
    """The classes that the values of a slot may be of."""
    inner = schema.range_class(slot)
    return [] if inner is None else schema.unions.get(inner, [inner])


def _type(schema: Schema, slot: SlotDefinition, limits: Limits, *, record: bool) -> str:
    for constraint in ("exactly_one_of", "all_of", "none_of", "minimum_cardinality", "maximum_cardinality"):
        if getattr(slot, constraint):
            raise NotImplementedError(f"{slot.name}: no struct has {constraint} yet")
    if slot.multivalued:
        if record and is_any(schema, slot):
            return "Raw"
        items = f"list[{_one(schema, slot, {}, whole=False)}]"
        return f"Annotated[{items}, Meta(max_length={limits['items']})]" if "items" in limits else items
    return _one(schema, slot, limits, whole=record)


def _one(schema: Schema, slot: SlotDefinition, limits: Limits, *, whole: bool) -> str:
    """The type of one value; `whole` where it is all that the member of a record has."""
    if slot.any_of:
        return " | ".join(_scalar(schema, branch, limits) for branch in slot.any_of)
    if inner := schema.view.get_class(slot.range):
        values = json_schema_fixes.enum_values(slot)
        if values == ["string"] or limits:
            return _limited_object(limits)
        return (
            f"dict[str, {' | '.join(_JSON_TYPES[each] for each in values)}]" if values else _object(schema, slot, inner)
        )
    if enum := schema.view.get_enum(slot.range):
        return f"Literal[{', '.join(repr(str(value)) for value in enum.permissible_values)}]"
    return "NonEmpty" if whole and slot.range in SPACELESS else _scalar(schema, slot, limits)


def _object(schema: Schema, slot: SlotDefinition, inner: ClassDefinition) -> str:
    if inner.class_uri != ANY:
        return " | ".join(list_alternatives(schema, slot))
    return "dict[str, Raw]" if inner.name == "JsonObject" else "Raw"


def _limited_object(limits: Limits) -> str:
    """A map of texts with at most so many of them, and at most so long; other values are not told."""
    key, value = (
        f"Annotated[str, Meta(max_length={limits[part]})]" if part in limits else "str" for part in ("key", "value")
    )
    type_ = f"dict[{key}, {value}]"
    return f"Annotated[{type_}, Meta(max_length={limits['items']})]" if "items" in limits else type_


def _scalar(schema: Schema, slot: SlotDefinition | AnonymousSlotExpression, limits: Limits) -> str:
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


def generate_fast_structs(schemas: list[Schema]) -> dict[str, bytes]:
    """`accept/base.py`, a module of `accept/` for each record type, and `accept/__init__.py` that lists them."""
    signs = fast_conditions.SignatureConditions(schemas)
    modules = {}
    made = {"accept/base.py": _BASE.replace("{generated}", _GENERATED).encode()}
    for schema in schemas:
        for name in schema.record_types:
            module = _snake_case(schema.type_name(name).replace(":", "_"))
            modules[schema.type_name(name)] = f"dspy_schema_model.accept.{module}"
            made[f"accept/{module}.py"] = _module(schema, name, signs.function(schema, name)).encode()
    made["accept/__init__.py"] = f"{_PACKAGE}{_GENERATED}\nMODULES = {_shown(modules)}\n".encode()
    return made


def _shown(modules: dict[str, str]) -> str:
    return "\n".join(["{", *(f"    {type_!r}: {module!r}," for type_, module in modules.items()), "}"])


def _module(schema: Schema, name: str, signs: str) -> str:
    parts = [*build_structs(schema, name), _spaceless_texts(schema, name)]
    if fast_conditions.render_tests(schema, name):
        parts.append(fast_conditions.render_function(schema, name))
    parts += [signs] * bool(signs)
    parts.append(_accept(schema, name))
    body = "\n\n".join(parts)
    names = (
        *("ABSENT", "Absent", "Accept", "Impossible", "NonEmpty", "every_year", "is_set"),
        *("not_before", "number_not_before", "text_not_before"),
    )
    imported = ", ".join(each for each in names if re.search(rf"\b{each}\b", body))
    # Making a pattern takes long: a module has those that its structs use.
    aliases = [line for each, line in pattern_types(schema).items() if re.search(rf"\b{each}\b", body)]
    body = "\n".join([*aliases, "\n"]) * bool(aliases) + body
    uses_re = "import re\n" * ("re.compile" in body)
    return _MODULE.format(re=uses_re, name=name, generated=_GENERATED, imported=imported) + body


def _accept(schema: Schema, name: str) -> str:
    is_dspy = schema.name == "dspy"
    marks = json.loads(tables.generate_types(schema)["types.json"])["records"][name]["marks"] if is_dspy else []
    spaceless = {
        member: python_pattern(str(schema.view.get_type(slot.range).pattern))
        for member, slot in _spaceless(schema, name).items()
    }
    lines = [
        "ACCEPT = Accept(",
        f"    record={name},",
        f"    tagged=Tagged{name},",
        f"    marks={tuple(marks)!r},",
        f"    has_signs={None if is_dspy else 'has_signs'},",
        f"    spaceless={spaceless!r},",
        "    spaceless_texts=spaceless_texts,",
        f"    arrays={tuple(_raw_arrays(schema, name))!r},",
        f"    keeps_rules={'keeps_rules' if fast_conditions.render_tests(schema, name) else None},",
        f"    exact_length={not _has_floats(schema, name)},",
        ")",
    ]
    return "\n".join(lines) + "\n"


def _spaceless(schema: Schema, name: str) -> dict[str, SlotDefinition]:
    slots = schema.members(name).items()
    return {member: slot for member, slot in slots if slot.range in SPACELESS and not slot.multivalued}


def _spaceless_texts(schema: Schema, name: str) -> str:
    # A list comprehension a member: looking up a fixed attribute is what Python does fastest.
    texts = "\n".join(
        f'        "".join([record.{member}{"" if slot.required else " or " + chr(34) * 2} for record in records]),'
        for member, slot in _spaceless(schema, name).items()
    )
    texts = f"(\n{texts}\n    )" if texts else "()"
    return f"def spaceless_texts(records: Sequence[{name}]) -> tuple[str, ...]:\n    return {texts}\n"


def _raw_arrays(schema: Schema, name: str) -> list[str]:
    return [member for member, slot in schema.members(name).items() if slot.multivalued and is_any(schema, slot)]


def _has_floats(schema: Schema, name: str) -> bool:
    for slot in schema.members(name).values():
        if not is_tagged(slot):
            continue
        if any(_has_floats(schema, inner) for inner in list_alternatives(schema, slot)):
            return True
        ranges = [str(branch.range) for branch in [slot, *slot.any_of] if branch.range in schema.view.all_types()]
        if any(scalar_base(schema, each) == "float" for each in ranges):
            return True
    return False


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
