"""JSON Schema: linkml's, made exact; one document a class, and one that chooses by `@type`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linkml.generators.jsonschemagen import JsonSchemaGenerator

from dspy_schema.codegen import alternatives, definitions, shapes_of_members

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema

Document = dict[str, Any]


def generate(schema: Schema) -> dict[str, bytes]:
    """`json_schema/<Class>.schema.json` for each concrete class, and `json_schema/dspy.schema.json`."""
    exact = exact_definitions(schema)
    names = schema.concrete_classes
    documents = {name: of_class(exact, name, schema) for name in names}
    documents["dspy"] = _of_choice(exact, names, schema)
    return {f"json_schema/{name}.schema.json": encode(document) for name, document in documents.items()}


def exact_definitions(schema: Schema) -> Document:
    """linkml's document, with definitions that judge as the schema means and say exactly what is wrong."""
    definition = shapes_of_members.with_open_words(schema)
    document: Document = json.loads(JsonSchemaGenerator(definition, include_range_class_descendants=True).serialize())
    definitions.any_is_any_value(document, schema)
    definitions.null_counts_as_absent(document)
    definitions.optional_words_may_be_null(document)
    alternatives.make_exact(document)
    shapes_of_members.allow_maps(document, schema)
    return document


def encode(document: Document) -> bytes:
    """The document as it is written."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def of_class(stock: Document, name: str, schema: Schema) -> Document:
    """The JSON Schema of records of a class."""
    base = str(schema.view.schema.id)
    root = definitions.with_json_ld_keywords(stock["$defs"][name], name, schema)
    used = definitions.reachable(root, stock["$defs"])
    return {
        "$schema": stock["$schema"],
        "$id": f"{base}/json_schema/{name}.schema.json",
        "version": str(schema.view.schema.version),
        **root,
        "$defs": {each: stock["$defs"][each] for each in used},
    }


def _of_choice(stock: Document, names: list[str], schema: Schema) -> Document:
    base = str(schema.view.schema.id)
    roots = {name: definitions.with_json_ld_keywords(stock["$defs"][name], name, schema) for name in names}
    used = sorted({each for root in roots.values() for each in definitions.reachable(root, stock["$defs"])})
    return {
        "$schema": stock["$schema"],
        "$id": f"{base}/json_schema/dspy.schema.json",
        "version": str(schema.view.schema.version),
        "title": "dspy",
        "description": "A record of any class; its member @type says which.",
        "type": "object",
        "required": ["@type"],
        "properties": {"@type": {"enum": [label for name in names for label in definitions.type_labels(name, schema)]}},
        "allOf": [
            {
                "if": {
                    "type": "object",
                    "properties": {"@type": {"enum": definitions.type_labels(name, schema)}},
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
