"""Python classes of the schema: pydantic models and dataclasses, from linkml's, corrected."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from linkml.generators.pydanticgen import PydanticGenerator
from linkml.generators.pythongen import PythonGenerator

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SchemaDefinition

    from dspy_schema_build.codegen.schema import Schema


_PYDANTIC_HEADER = "# Generated from schema/dspy.yaml by `python -m dspy_schema_build.codegen`; do not edit.\n"
_DATACLASS_HEADER = """\
# Generated from schema/dspy.yaml by `python -m dspy_schema_build.codegen`; do not edit.
# These classes build objects. They do not validate (a number becomes a text, a text a list of one), and
# linkml's dumpers lose nulls and empty values inside any JSON value: dspy_schema.validate judges records.
"""


def generate_pydantic(schema: Schema) -> dict[str, bytes]:
    """Generate `pydantic_model.py`."""
    source = PydanticGenerator(prepare_pydantic_schema(schema)).serialize()
    for name in schema.concrete_classes:
        if schema.is_open(name):
            source = open_pydantic_models(source, name)
    source = replace_json_object(source)
    for name in schema.unions:
        source = discriminate_unions(source, name, schema.unions[name])
    return {"pydantic_model.py": (_PYDANTIC_HEADER + re.sub(r"[ \t]+$", "", source, flags=re.MULTILINE)).encode()}


def prepare_pydantic_schema(schema: Schema) -> SchemaDefinition:
    """Copy the schema, with the pattern of a type on its slots: linkml writes validators for slots alone.

    JsonObject becomes an ordinary class, since linkml would take its objects for any value; see `replace_json_object`.
    """
    definition = copy.deepcopy(schema.view.schema)
    for slot in definition.slots.values():
        type_ = schema.view.get_type(slot.range) if slot.range else None
        if type_ is not None and type_.pattern and not slot.pattern:
            # Python's `$` also matches before a last line feed.
            slot.pattern = re.sub(r"\$$", r"\\Z", str(type_.pattern))
    definition.classes["JsonObject"].class_uri = None
    return definition


def open_pydantic_models(source: str, name: str) -> str:
    """Let a class that has `extra_slots` take any member."""
    return _replace_once(
        rf'(class {name}\(.*?\n    """\n)(    linkml_meta)',
        r'\1    model_config = ConfigDict(extra="allow")\n\2',
        source,
    )


def replace_json_object(source: str) -> str:
    """Replace the model JsonObject, which has no members, by a dict with any members."""
    source = _replace_once(r"\n\nclass JsonObject\(.*?\n(?=\n\nclass )", r"\n\nJsonObject = dict[str, Any]\n", source)
    return _replace_once(r"JsonObject\.model_rebuild\(\)\n", "", source)


def discriminate_unions(source: str, name: str, kinds: list[str]) -> str:
    """Read a member with objects of several classes as the class of its `type`, not as their parent."""
    union = f'Any{name} = Annotated[Union[{", ".join(kinds)}], Field(discriminator="type")]'
    source = _replace_once(r"from typing import \(\n", "from typing import (\n    Annotated,\n", source)
    source = source.replace(f"list[{name}]", f"list[Any{name}]")
    return _replace_once(r"\n(?=\w+\.model_rebuild\(\))", f"\n{union}\n", source)


def _replace_once(pattern: str, replacement: str, source: str) -> str:
    replaced, count = re.subn(pattern, replacement, source, count=1, flags=re.DOTALL)
    if not count:
        raise ValueError(f"linkml's output is not of the expected form: no {pattern!r}")
    return replaced


def generate_dataclasses(schema: Schema) -> dict[str, bytes]:
    """Generate `dataclass_model.py`."""
    source = PythonGenerator(prepare_dataclass_schema(schema)).serialize()
    return {"dataclass_model.py": (_DATACLASS_HEADER + re.sub(r"[ \t]+$", "", source, flags=re.MULTILINE)).encode()}


def prepare_dataclass_schema(schema: Schema) -> SchemaDefinition:
    """Copy the schema, with types that have their `base` alone.

    linkml derives the classes of others from Python's datetime and Decimal, which cut nanoseconds and write
    0.02 with fifty digits.
    """
    definition = copy.deepcopy(schema.view.schema)
    for type_ in definition.types.values():
        if type_.base and type_.typeof in {"datetime", "decimal"}:
            type_.typeof = None
    return definition
