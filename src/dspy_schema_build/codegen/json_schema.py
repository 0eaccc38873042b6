"""JSON Schema: linkml's, made exact; one document a class, and one that chooses by `@type`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linkml.generators.jsonschemagen import JsonSchemaGenerator

from dspy_schema_build.codegen import json_schema_fixes

if TYPE_CHECKING:
    from dspy_schema_build.codegen.schema import Schema


Document = dict[str, Any]


def generate_json_schemas(schema: Schema) -> dict[str, bytes]:
    """Generate `json_schema/<Class>.schema.json` for each concrete class, and `json_schema/dspy.schema.json`."""
    exact = exact_definitions(schema)
    names = schema.concrete_classes
    documents = {name: class_schema(exact, name, schema) for name in names}
    documents["dspy"] = _choice_schema(exact, names, schema)
    return {f"json_schema/{name}.schema.json": encode_schema(document) for name, document in documents.items()}


def exact_definitions(schema: Schema) -> Document:
    """Build linkml's document, with definitions that accept what the schema means and whose errors are exact."""
    definition = json_schema_fixes.open_enums(schema)
    document: Document = json.loads(JsonSchemaGenerator(definition, include_range_class_descendants=True).serialize())
    json_schema_fixes.allow_any_value(document, schema)
    json_schema_fixes.require_present(document, schema)
    json_schema_fixes.choose_free_members(document, schema)
    json_schema_fixes.allow_null(document)
    json_schema_fixes.allow_null_values(document)
    json_schema_fixes.make_alternatives_exact(document)
    json_schema_fixes.allow_maps(document, schema)
    return document


def encode_schema(document: Document) -> bytes:
    """Encode the document as it is written."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def class_schema(stock: Document, name: str, schema: Schema) -> Document:
    """Build the JSON Schema of records of a class."""
    base = str(schema.view.schema.id)
    root = json_schema_fixes.add_json_ld_keywords(stock["$defs"][name], name, schema)
    used = json_schema_fixes.reachable_definitions(root, stock["$defs"])
    return {
        "$schema": stock["$schema"],
        "$id": f"{base}/json_schema/{name}.schema.json",
        "version": str(schema.view.schema.version),
        **root,
        "$defs": {used_name: stock["$defs"][used_name] for used_name in used},
    }


def _choice_schema(stock: Document, names: list[str], schema: Schema) -> Document:
    base = str(schema.view.schema.id)
    roots = {name: json_schema_fixes.add_json_ld_keywords(stock["$defs"][name], name, schema) for name in names}
    used = sorted(
        {
            used_name
            for root in roots.values()
            for used_name in json_schema_fixes.reachable_definitions(root, stock["$defs"])
        }
    )
    return {
        "$schema": stock["$schema"],
        "$id": f"{base}/json_schema/dspy.schema.json",
        "version": str(schema.view.schema.version),
        "title": "dspy",
        "description": "A record of any class; its member @type says which.",
        "type": "object",
        "required": ["@type"],
        "properties": {
            "@type": {"enum": [label for name in names for label in json_schema_fixes.type_labels(name, schema)]}
        },
        "allOf": [
            {
                "if": {
                    "type": "object",
                    "properties": {"@type": {"enum": json_schema_fixes.type_labels(name, schema)}},
                    "required": ["@type"],
                },
                "then": {"$ref": f"#/$defs/record.{name}"},
            }
            for name in names
        ],
        "$defs": {
            **{used_name: stock["$defs"][used_name] for used_name in used},
            **{f"record.{name}": root for name, root in roots.items()},
        },
    }
