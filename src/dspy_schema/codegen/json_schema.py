"""JSON Schema: linkml's, made exact; one document a class, and one that chooses by `@type`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linkml.generators.jsonschemagen import JsonSchemaGenerator

from dspy_schema.codegen import alternatives, definitions

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema

Document = dict[str, Any]


def generate(schema: Schema) -> dict[str, bytes]:
    """`json_schema/<Class>.schema.json` for each concrete class, and `json_schema/dspy.schema.json`."""
    stock = json.loads(JsonSchemaGenerator(schema.view.schema, include_range_class_descendants=True).serialize())
    definitions.any_is_any_value(stock, schema)
    definitions.null_counts_as_absent(stock)
    alternatives.make_exact(stock)
    base = str(schema.view.schema.id)
    names = schema.concrete_classes
    documents = {name: _of_class(stock, name, schema, base) for name in names}
    documents["dspy"] = _of_choice(stock, names, schema, base)
    return {
        f"json_schema/{name}.schema.json": (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
        for name, document in documents.items()
    }


def _of_class(stock: Document, name: str, schema: Schema, base: str) -> Document:
    root = definitions.with_json_ld_keywords(stock["$defs"][name], name, base)
    used = definitions.reachable(root, stock["$defs"])
    return {
        "$schema": stock["$schema"],
        "$id": f"{base}/json_schema/{name}.schema.json",
        "version": str(schema.view.schema.version),
        **root,
        "$defs": {each: stock["$defs"][each] for each in used},
    }


def _of_choice(stock: Document, names: list[str], schema: Schema, base: str) -> Document:
    roots = {name: definitions.with_json_ld_keywords(stock["$defs"][name], name, base) for name in names}
    used = sorted({each for root in roots.values() for each in definitions.reachable(root, stock["$defs"])})
    return {
        "$schema": stock["$schema"],
        "$id": f"{base}/json_schema/dspy.schema.json",
        "version": str(schema.view.schema.version),
        "title": "dspy",
        "description": "A record of any class; its member @type says which.",
        "type": "object",
        "required": ["@type"],
        "properties": {"@type": {"enum": [label for name in names for label in definitions.type_labels(name, base)]}},
        "allOf": [
            {
                "if": {
                    "type": "object",
                    "properties": {"@type": {"enum": definitions.type_labels(name, base)}},
                    "required": ["@type"],
                },
                "then": {"$ref": f"#/$defs/record.{name}"},
            }
            for name in names
        ],
        "$defs": {
            **{each: stock["$defs"][each] for each in used},
            **{f"record.{name}": root for name, root in roots.items()},
        },
    }
