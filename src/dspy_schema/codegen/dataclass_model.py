"""Dataclasses: linkml's, which coerce what they are given and do not validate."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from linkml.generators.pythongen import PythonGenerator

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SchemaDefinition

    from dspy_schema.codegen.schema import Schema

_HEADER = """\
# Generated from schema/dspy.yaml by `python -m dspy_schema.codegen`; do not edit.
# These classes build objects. They do not validate (a number becomes a text, a text a list of one), and
# linkml's dumpers lose nulls and empty values inside any JSON value: dspy_schema.validate judges records.
"""


def generate(schema: Schema) -> dict[str, bytes]:
    """`dataclass_model.py`."""
    source = PythonGenerator(prepared(schema)).serialize()
    return {"dataclass_model.py": (_HEADER + re.sub(r"[ \t]+$", "", source, flags=re.MULTILINE)).encode()}


def prepared(schema: Schema) -> SchemaDefinition:
    """The schema with types that stand on their `base` alone.

    linkml derives the classes of others from Python's datetime and Decimal, which cut nanoseconds and write
    0.02 with fifty digits.
    """
    definition = copy.deepcopy(schema.view.schema)
    for type_ in definition.types.values():
        if type_.base and type_.typeof in {"datetime", "decimal"}:
            type_.typeof = None
    return definition
