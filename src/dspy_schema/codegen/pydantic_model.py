"""Pydantic models: linkml's, with what it loses put back (patterns, open classes, kinds of parts, objects)."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from linkml.generators.pydanticgen import PydanticGenerator

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SchemaDefinition

    from dspy_schema.codegen.schema import Schema

_HEADER = "# Generated from schema/dspy.yaml by `python -m dspy_schema.codegen`; do not edit.\n"


def generate(schema: Schema) -> dict[str, bytes]:
    """`pydantic_model.py`."""
    source = PydanticGenerator(prepared(schema)).serialize()
    for name in schema.concrete_classes:
        if schema.is_open(name):
            source = opened(source, name)
    source = any_object(source)
    for name in schema.unions:
        source = discriminated(source, name, schema.unions[name])
    return {"pydantic_model.py": (_HEADER + re.sub(r"[ \t]+$", "", source, flags=re.MULTILINE)).encode()}


def prepared(schema: Schema) -> SchemaDefinition:
    """The schema with each type's pattern on the slots of that type, for which alone linkml makes validators.

    JsonObject is made an ordinary class, since linkml would take its objects for any value; see `any_object`.
    """
    definition = copy.deepcopy(schema.view.schema)
    for slot in definition.slots.values():
        type_ = schema.view.get_type(slot.range) if slot.range else None
        if type_ is not None and type_.pattern and not slot.pattern:
            # Python's `$` also matches before a last line feed.
            slot.pattern = re.sub(r"\$$", r"\\Z", str(type_.pattern))
    definition.classes["JsonObject"].class_uri = None
    return definition


def opened(source: str, name: str) -> str:
    """Let a class that has `extra_slots` take any member."""
    return _replaced(
        rf'(class {name}\(.*?\n    """\n)(    linkml_meta)',
        r'\1    model_config = ConfigDict(extra="allow")\n\2',
        source,
    )


def any_object(source: str) -> str:
    """JsonObject is a dict with any members, not a model without members."""
    source = _replaced(r"\n\nclass JsonObject\(.*?\n(?=\n\nclass )", r"\n\nJsonObject = dict[str, Any]\n", source)
    return _replaced(r"JsonObject\.model_rebuild\(\)\n", "", source)


def discriminated(source: str, name: str, kinds: list[str]) -> str:
    """A member with objects of several classes is read as the class that its `type` tells, not as their parent."""
    union = f'Any{name} = Annotated[Union[{", ".join(kinds)}], Field(discriminator="type")]'
    source = _replaced(r"from typing import \(\n", "from typing import (\n    Annotated,\n", source)
    source = source.replace(f"list[{name}]", f"list[Any{name}]")
    return _replaced(r"\n(?=\w+\.model_rebuild\(\))", f"\n{union}\n", source)


def _replaced(pattern: str, replacement: str, source: str) -> str:
    replaced, count = re.subn(pattern, replacement, source, count=1, flags=re.DOTALL)
    if not count:
        raise ValueError(f"linkml's output is not of the expected form: no {pattern!r}")
    return replaced
