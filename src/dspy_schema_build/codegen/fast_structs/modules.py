"""The package `dspy_schema_model.fast_structs`: a module for each record type, the list of them, and their base."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dspy_schema_build.codegen import tables
from dspy_schema_build.codegen.fast_structs import base, rules, structs
from dspy_schema_build.codegen.fast_structs.signatures import Signatures

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema


PACKAGE = "fast_structs"
_GENERATED = (
    "# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.\n"
)
_INIT = '"""Structs that accept valid records fast, a module a type; see dspy_schema.validation.fast_path."""\n\n'
_MODULE = '''"""Structs that accept valid records of type {name}."""

{generated}
{re}from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import {imported}


'''
# What base.py offers to the modules.
_BASE_NAMES = (
    "ABSENT",
    "Absent",
    "Accept",
    "Impossible",
    "NonEmpty",
    "every_year",
    "is_set",
    "not_before",
    "number_not_before",
    "text_not_before",
)


def generate_fast_structs(schemas: list[Schema]) -> dict[str, bytes]:
    """Generate `fast_structs/`: a module for each record type of the schemas, `__init__.py`, and `base.py` as it is."""
    signatures = Signatures(schemas)
    names = {}
    files = {f"{PACKAGE}/base.py": Path(base.__file__).read_bytes()}
    for schema in schemas:
        for name in schema.record_types:
            type_ = schema.type_name(name)
            module = _snake_case(type_.replace(":", "_"))
            names[type_] = f"dspy_schema_model.{PACKAGE}.{module}"
            files[f"{PACKAGE}/{module}.py"] = _render_module(schema, name, signatures).encode()
    listed = "".join(f"    {type_!r}: {module!r},\n" for type_, module in names.items())
    files[f"{PACKAGE}/__init__.py"] = f"{_INIT}{_GENERATED}\nMODULES = {{\n{listed}}}\n".encode()
    return files


def _render_module(schema: Schema, name: str, signatures: Signatures) -> str:
    keeps_rules = rules.render_function(schema, name)
    has_signature = signatures.render_function(schema, name)
    parts = [
        *structs.build_structs(schema, name),
        _render_spaceless_texts(schema, name),
        *filter(None, (keeps_rules, has_signature)),
        _render_accept(schema, name, has_signature=bool(has_signature), keeps_rules=bool(keeps_rules)),
    ]
    body = "\n\n".join(parts)
    imported = ", ".join(base_name for base_name in _BASE_NAMES if re.search(rf"\b{base_name}\b", body))
    # Compiling a pattern takes long: a module has those that its structs use.
    types = structs.pattern_types(schema)
    aliases = [line for type_, line in types.items() if re.search(rf"\b{type_}\b", body)]
    body = "\n".join([*aliases, "\n"]) * bool(aliases) + body
    uses_re = "import re\n" * ("re.compile" in body)
    return _MODULE.format(re=uses_re, name=name, generated=_GENERATED, imported=imported) + body


def _render_accept(schema: Schema, name: str, *, has_signature: bool, keeps_rules: bool) -> str:
    discriminators = tables.types_table(schema)["records"][name]["discriminators"] if schema.name == "dspy" else []
    spaceless = {
        member: structs.python_pattern(str(schema.view.get_type(slot.range).pattern))
        for member, slot in _spaceless_members(schema, name).items()
    }
    arrays = [
        member for member, slot in schema.members(name).items() if slot.multivalued and structs.is_any(schema, slot)
    ]
    lines = [
        "ACCEPT = Accept(",
        f"    record={name},",
        f"    tagged=Tagged{name},",
        f"    discriminators={tuple(discriminators)!r},",
        f"    has_signature={'has_signature' if has_signature else None},",
        f"    spaceless={spaceless!r},",
        "    spaceless_texts=spaceless_texts,",
        f"    arrays={tuple(arrays)!r},",
        f"    keeps_rules={'keeps_rules' if keeps_rules else None},",
        f"    exact_length={not structs.has_floats(schema, name)},",
        ")",
    ]
    return "\n".join(lines) + "\n"


def _spaceless_members(schema: Schema, name: str) -> dict[str, SlotDefinition]:
    slots = schema.members(name).items()
    return {member: slot for member, slot in slots if slot.range in structs.SPACELESS and not slot.multivalued}


def _render_spaceless_texts(schema: Schema, name: str) -> str:
    # A list comprehension a member: looking up a fixed attribute is what Python does fastest.
    texts = "\n".join(
        f'        "".join([record.{member}{"" if slot.required else " or " + chr(34) * 2} for record in records]),'
        for member, slot in _spaceless_members(schema, name).items()
    )
    texts = f"(\n{texts}\n    )" if texts else "()"
    return f"def spaceless_texts(records: Sequence[{name}]) -> tuple[str, ...]:\n    return {texts}\n"


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
