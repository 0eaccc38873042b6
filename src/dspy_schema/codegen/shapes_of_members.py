"""What vendors' records do and LinkML cannot say: words that are added any day, objects in place of lists."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SchemaDefinition, SlotDefinition

    from dspy_schema.codegen.schema import Schema

Document = dict[str, Any]
OBJECT, LIST, MAP, MAP_OF_STRING = "object", "list", "map", "map of string"


def is_open_enum(schema: Schema, slot: SlotDefinition) -> bool:
    """True where other words than those listed are no error."""
    enum = schema.view.get_enum(slot.range) if slot.range else None
    return enum is not None and "open" in enum.annotations and bool(enum.annotations["open"].value)


def shapes(slot: SlotDefinition) -> list[str]:
    """The forms that a member with several objects may have, as its annotation `shapes` tells."""
    return str(slot.annotations["shapes"].value).split(", ") if "shapes" in slot.annotations else []


def values(slot: SlotDefinition) -> list[str]:
    """The JSON types of the values of a map, as the annotation `values` of a member tells; none for any value."""
    return str(slot.annotations["values"].value).split(", ") if "values" in slot.annotations else []


def with_open_words(schema: Schema) -> SchemaDefinition:
    """The schema, in which any text is a word of an open enumeration; a rule tells the words that are not listed."""
    definition = copy.deepcopy(schema.view.schema)
    for class_ in definition.classes.values():
        for slot in class_.attributes.values():
            if is_open_enum(schema, slot):
                slot.range = "string"
    return definition


def allow_maps(document: Document, schema: Schema) -> None:
    """Let members take the forms that their annotations `shapes` and `values` list, each with exact errors."""
    for name in schema.concrete_classes:
        for member, slot in schema.members(name).items():
            if types := values(slot):
                description = {"description": str(slot.description)}
                map_ = {"type": ["object", *["null"] * (not slot.required)], "additionalProperties": {"type": types}}
                document["$defs"][name]["properties"][member] = description | map_
            if forms := shapes(slot):
                node = document["$defs"][name]["properties"][member]
                item = node.pop("items", None) or node.pop("additionalProperties")
                node.update(_choice(forms, item, ["null"] * (not slot.required)))


def _choice(forms: list[str], item: Document, null: list[str]) -> Document:
    types = [*["array"] * (LIST in forms), "object", *null]
    values = item
    if MAP_OF_STRING in forms:
        values = {"type": ["object", "string"], "if": {"type": "object"}, "then": item}
    choice: Document = {"additionalProperties": values}
    if OBJECT in forms:
        # An object that tells its type, or has no object in it, is one of the objects; any other is a map.
        flat = {"minProperties": 1, "additionalProperties": {"not": {"type": "object"}}}
        told = {"properties": {"type": {"type": "string"}}, "required": ["type"]}
        one = {"type": "object", "anyOf": [told, flat]}
        choice = {"if": one, "then": item, "else": choice}
    if LIST in forms:
        choice = {"if": {"type": "array"}, "then": {"items": item}, "else": choice}
    return {"type": types, **choice}
