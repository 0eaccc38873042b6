"""Corrections of linkml's JSON Schema.

A value that fits none of several alternatives is reported as such, which helps nobody. linkml's alternatives are
of five kinds, each of which has a form with exact errors and the same verdict.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from dspy_schema_build.codegen.schema import ANY, map_value_types, member_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SchemaDefinition

    from dspy_schema_build.codegen.schema import Schema


_NULL = {"type": "null"}
_JSON_LD = ("@context", "@id", "@type")
Document = dict[str, Any]


def allow_any_value(document: Document, schema: Schema) -> None:
    """Let Any be any JSON value, arrays included (linkml leaves them out), and JsonObject any object."""
    for name, class_ in schema.view.all_classes().items():
        if class_.class_uri == ANY:
            kind = {"type": "object"} if name == "JsonObject" else {}
            document["$defs"][name] = {"title": name, "description": str(class_.description), **kind}


def require_present(document: Document, schema: Schema) -> None:
    """Require the members that are always written, but may be null, or if lists empty; annotation `present`."""
    for name in schema.concrete_classes:
        for member, slot in schema.members(name).items():
            if "present" in slot.annotations:
                document["$defs"][name].setdefault("required", []).append(member)
                if slot.multivalued:
                    document["$defs"][name]["properties"][member]["type"] = "array"


def choose_free_members(document: Document, schema: Schema) -> None:
    """Let the members that a class does not name be objects of the last of two classes, if they have what it requires.

    Others are of the first. linkml also lets them be null, and its alternatives do not say what is wrong with one.
    """
    for name in schema.concrete_classes:
        if not (ranges := schema.free_ranges(name)):
            continue
        first, last = ({"$ref": f"#/$defs/{range_}"} for range_ in (ranges[-1], ranges[0]))
        sign = next(member for member, slot in schema.members(ranges[-1]).items() if slot.required)
        # A value that is not an object is reported once, and not for each class.
        choice = {"if": {"required": [sign]}, "then": first, "else": last}
        document["$defs"][name]["additionalProperties"] = {"type": "object", "if": {"type": "object"}, "then": choice}
        # At least one beside those that the class names, and those of JSON-LD.
        named: Document = {member: {} for member in (*_JSON_LD, *schema.members(name))}
        document["$defs"][name]["not"] = {"properties": named, "additionalProperties": False}


def allow_null(document: Document) -> None:
    """Take a member that is null for absent in rules, as it is everywhere else."""
    for definition in document["$defs"].values():
        for rule in definition.get("allOf", ()):
            for name in rule["if"].get("required", ()):
                rule["if"]["properties"][name] = rule["if"]["properties"][name] or {"not": {"type": "null"}}
            for name in rule["then"].pop("not", {}).get("required", ()):
                rule["then"]["properties"][name] = {"type": "null"}


def allow_null_values(document: Document) -> None:
    """Let a member have one value, or null: `const` refuses the null that its type allows."""
    for node in iter_schemas(document):
        if "const" in node and "null" in node.get("type", ()):
            del node["type"]
            node["enum"] = [node.pop("const"), None]


def type_labels(name: str, schema: Schema) -> list[str]:
    """List the values of `@type` that name a class: its CURIE and IRI, and its name alone if it is of `dspy`."""
    labels = [f"{schema.name}:{name}", f"{schema.view.schema.id}/{name}"]
    return [name, *labels] if schema.name == "dspy" else labels


def add_json_ld_keywords(definition: Document, name: str, schema: Schema) -> Document:
    """Copy the definition of a record, and allow `@type`, `@id` and `@context` at its top."""
    root = copy.deepcopy(definition)
    root["properties"] = {
        "@context": {"description": "JSON-LD context."},
        "@id": {"description": "IRI of the record.", "type": "string"},
        "@type": {"description": "Class of the record.", "enum": type_labels(name, schema)},
        **root.get("properties", {}),
    }
    return root


def reachable_definitions(root: Document, definitions: dict[str, Document]) -> list[str]:
    """List the names of the definitions that `root` refers to, at any depth, sorted."""
    names: set[str] = set()
    todo = [root]
    while todo:
        for node in iter_schemas(todo.pop()):
            name = str(node.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in names:
                names.add(name)
                todo.append(definitions[name])
    return sorted(names)


def iter_schemas(node: Any) -> Iterator[Document]:
    """Yield every object in a JSON value, the value itself first."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from iter_schemas(child)


def make_alternatives_exact(document: Document) -> None:
    """Replace every `anyOf` of the document in place."""
    definitions: dict[str, Document] = document["$defs"]
    for node in list(iter_schemas(document)):
        if "anyOf" not in node:
            continue
        branches = node.pop("anyOf")
        nullable = _NULL in branches
        branches = [branch for branch in branches if branch != _NULL]
        targets = [definitions[branch["$ref"].removeprefix("#/$defs/")] for branch in branches if "$ref" in branch]
        if not targets:
            node.update(_scalars(branches, nullable))
        elif len(targets) > 1:
            node.update(_union(branches, targets, nullable))
        elif "enum" in targets[0]:
            node.update(_enum(targets[0], nullable))
        elif targets[0].get("type") != "object":
            node.update(branches[0])  # any value, null included
        else:
            node.update(_object(branches[0], nullable))
    for node in list(iter_schemas(document)):
        target = definitions.get(str(node.get("$ref", "")).removeprefix("#/$defs/"), {})
        if "enum" in target:
            del node["$ref"]
            node.update(_enum(target, False))
    for name in [name for name, definition in definitions.items() if "enum" in definition]:
        del definitions[name]


def _enum(target: Document, nullable: bool) -> Document:
    return {"enum": [*target["enum"], *([None] if nullable else [])]}


def _scalars(branches: list[Document], nullable: bool) -> Document:
    types = [branch["type"] for branch in branches if "const" not in branch]
    words = [branch["const"] for branch in branches if "const" in branch]
    node: Document = {"type": [*types, *(["string"] if words else []), *(["null"] if nullable else [])]}
    if words:
        node |= {"if": {"type": "string"}, "then": {"enum": words}}
    return node


def _object(branch: Document, nullable: bool) -> Document:
    if not nullable:
        return branch
    return {"type": ["object", "null"], "if": {"type": "object"}, "then": branch}


def _union(branches: list[Document], targets: list[Document], nullable: bool) -> Document:
    """Choose among classes by the one value that the member `type` has in each."""
    words = [target["properties"]["type"]["const"] for target in targets]
    return {
        "type": ["object", "null"] if nullable else "object",
        "required": ["type"],
        "properties": {"type": {"enum": words}},
        "allOf": [
            # A value that is not an object has no properties that differ: without `type`, all branches would apply.
            {"if": {"type": "object", "properties": {"type": {"const": word}}, "required": ["type"]}, "then": branch}
            for word, branch in zip(words, branches, strict=True)
        ],
    }


OBJECT, LIST, MAP_OF_STRING = "object", "list", "map of string"


def open_enums(schema: Schema) -> SchemaDefinition:
    """Copy the schema, with any text a value of an open enumeration; a rule reports those that are not listed."""
    definition = copy.deepcopy(schema.view.schema)
    for class_ in definition.classes.values():
        for slot in class_.attributes.values():
            if schema.is_open_enum(slot):
                slot.range = "string"
    return definition


def allow_maps(document: Document, schema: Schema) -> None:
    """Let members take the forms that their annotations `shapes` and `values` list, each with exact errors."""
    for name in schema.concrete_classes:
        for member, slot in schema.members(name).items():
            if types := map_value_types(slot):
                description = {"description": str(slot.description)}
                map_ = {"type": ["object", *["null"] * (not slot.required)], "additionalProperties": {"type": types}}
                document["$defs"][name]["properties"][member] = description | map_
            if forms := member_shapes(slot):
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
        # An object with a type, or without an object in it, is one of the objects; any other is a map.
        flat = {"minProperties": 1, "additionalProperties": {"not": {"type": "object"}}}
        typed = {"properties": {"type": {"type": "string"}}, "required": ["type"]}
        one = {"type": "object", "anyOf": [typed, flat]}
        choice = {"if": one, "then": item, "else": choice}
    if LIST in forms:
        choice = {"if": {"type": "array"}, "then": {"items": item}, "else": choice}
    return {"type": types, **choice}
