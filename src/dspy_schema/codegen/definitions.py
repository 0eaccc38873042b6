"""Remedies for the definitions of linkml's JSON Schema; each takes the document and mends one thing in place."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from dspy_schema.codegen.schema import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.codegen.schema import Schema

Document = dict[str, Any]


def any_is_any_value(document: Document, schema: Schema) -> None:
    """Any is any JSON value, arrays included (linkml leaves them out); JsonObject is any object."""
    for name, each in schema.view.all_classes().items():
        if each.class_uri == ANY:
            kind = {"type": "object"} if name == "JsonObject" else {}
            document["$defs"][name] = {"title": name, "description": str(each.description), **kind}


def null_counts_as_absent(document: Document) -> None:
    """In a rule, a member that is null is absent, as it is everywhere else."""
    for definition in document["$defs"].values():
        for rule in definition.get("allOf", ()):
            for name in rule["if"].get("required", ()):
                rule["if"]["properties"][name] = rule["if"]["properties"][name] or {"not": {"type": "null"}}
            for name in rule["then"].pop("not", {}).get("required", ()):
                rule["then"]["properties"][name] = {"type": "null"}


def optional_words_may_be_null(document: Document) -> None:
    """A member that has one value, or null: `const` refuses the null that its type allows."""
    for node in walk(document):
        if "const" in node and "null" in node.get("type", ()):
            del node["type"]
            node["enum"] = [node.pop("const"), None]


def type_labels(name: str, schema: Schema) -> list[str]:
    """The values of `@type` that name a class: its CURIE and IRI, and its name alone if it is of `dspy`."""
    labels = [f"{schema.name}:{name}", f"{schema.view.schema.id}/{name}"]
    return [name, *labels] if schema.name == "dspy" else labels


def with_json_ld_keywords(definition: Document, name: str, schema: Schema) -> Document:
    """The definition of a record: `@type`, `@id` and `@context` are allowed at its top."""
    root = copy.deepcopy(definition)
    root["properties"] = {
        "@context": {"description": "JSON-LD context."},
        "@id": {"description": "IRI of the record.", "type": "string"},
        "@type": {"description": "Class of the record.", "enum": type_labels(name, schema)},
        **root.get("properties", {}),
    }
    return root


def reachable(root: Document, definitions: dict[str, Document]) -> list[str]:
    """Names of the definitions that `root` refers to, at any depth, sorted."""
    found: set[str] = set()
    todo = [root]
    while todo:
        for node in walk(todo.pop()):
            name = str(node.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                todo.append(definitions[name])
    return sorted(found)


def walk(node: Any) -> Iterator[Document]:
    """Every object in a JSON value, the value itself first."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)
