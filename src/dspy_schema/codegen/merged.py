"""The schema in one file, and its prefixes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from linkml_runtime.utils.schema_as_dict import schema_as_yaml_dump

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.linkml.yaml`, without imports, and `prefixes.json`: {prefix: namespace}."""
    definition = schema.view.schema
    prefixes = {str(each.prefix_prefix): str(each.prefix_reference) for each in definition.prefixes.values()}
    return {
        "dspy.linkml.yaml": whole(schema),
        "prefixes.json": (json.dumps(dict(sorted(prefixes.items())), indent=1) + "\n").encode(),
    }


def whole(schema: Schema) -> bytes:
    """The schema in one file."""
    text: str = schema_as_yaml_dump(schema.view.schema)
    return text.encode()
