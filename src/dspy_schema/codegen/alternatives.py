"""Replace `anyOf` by keywords that say exactly what is wrong, in every engine.

A value that fits none of several alternatives is reported as such, which helps nobody. linkml's alternatives are
of five kinds, each of which has a form with exact errors and the same verdict.
"""

from __future__ import annotations

from typing import Any

from dspy_schema.codegen.definitions import walk

Document = dict[str, Any]
_NULL = {"type": "null"}


def make_exact(document: Document) -> None:
    """Mend every `anyOf` of the document in place."""
    definitions: dict[str, Document] = document["$defs"]
    for node in list(walk(document)):
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
    for node in list(walk(document)):
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
    """Classes that are told apart by the one word that a member, `type`, may have in each."""
    words = [target["properties"]["type"]["const"] for target in targets]
    return {
        "type": ["object", "null"] if nullable else "object",
        "required": ["type"],
        "properties": {"type": {"enum": words}},
        "allOf": [
            # What is no object has no properties that could differ: without its type asked for, all would apply.
            {"if": {"type": "object", "properties": {"type": {"const": word}}, "required": ["type"]}, "then": branch}
            for word, branch in zip(words, branches, strict=True)
        ],
    }
