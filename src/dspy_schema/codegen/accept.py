"""The accept path: msgspec structs that decode only what JSON Schema takes, and leave any JSON value raw.

What a struct refuses is no verdict; the full check decides. What it takes must be valid, but for what the module's
users still owe: well-formed text inside raw values, the type's marks, names that differ, and `SPACELESS` patterns.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dspy_schema.codegen import accept_rules, accept_signs, accept_structs, types_table
from dspy_schema.codegen.accept_structs import SPACELESS, is_any, python_pattern, scalar_base

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.codegen.schema import Schema

_GENERATED = (
    "# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema.codegen`; do not edit.\n"
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


def generate(schemas: list[Schema]) -> dict[str, bytes]:
    """`accept/base.py`, a module of `accept/` for each record type, and `accept/__init__.py` that lists them."""
    signs = accept_signs.Signs(schemas)
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
    parts = [*accept_structs.structs(schema, name), _spaceless_texts(schema, name)]
    if accept_rules.tests(schema, name):
        parts.append(accept_rules.function(schema, name))
    parts += [signs] * bool(signs)
    parts.append(_accept(schema, name))
    body = "\n\n".join(parts)
    names = (
        *("ABSENT", "Absent", "Accept", "Impossible", "NonEmpty", "every_year", "is_set"),
        *("not_before", "number_not_before", "text_not_before"),
    )
    imported = ", ".join(each for each in names if re.search(rf"\b{each}\b", body))
    # Making a pattern takes long: a module has those that its structs use.
    aliases = [line for each, line in accept_structs.pattern_types(schema).items() if re.search(rf"\b{each}\b", body)]
    body = "\n".join([*aliases, "\n"]) * bool(aliases) + body
    uses_re = "import re\n" * ("re.compile" in body)
    return _MODULE.format(re=uses_re, name=name, generated=_GENERATED, imported=imported) + body


def _accept(schema: Schema, name: str) -> str:
    is_dspy = schema.name == "dspy"
    marks = json.loads(types_table.generate(schema)["types.json"])["records"][name]["marks"] if is_dspy else []
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
        f"    keeps_rules={'keeps_rules' if accept_rules.tests(schema, name) else None},",
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
        if not accept_structs.is_told(slot):
            continue
        if any(_has_floats(schema, inner) for inner in accept_structs.alternatives(schema, slot)):
            return True
        ranges = [str(branch.range) for branch in [slot, *slot.any_of] if branch.range in schema.view.all_types()]
        if any(scalar_base(schema, each) == "float" for each in ranges):
            return True
    return False


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
