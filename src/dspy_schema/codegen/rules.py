"""The table of cross-field rules: those of schema/rules.yaml, and those that the schema's `rules:` state.

The latter are in JSON Schema already; the table tells their codes and messages, in the order of its `allOf`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from dspy_schema.codegen.schema import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.codegen.schema import Schema

Entry = dict[str, Any]


def generate(schema: Schema) -> dict[str, bytes]:
    """`rules.json`: {"data": {class: [entries…]}, "schema": {class: [entries…]}}.

    An entry of `data` has the keys of schema/rules.yaml and `at`: the path from a record of the class to the
    object that the rule is about, `*` standing for every item.
    """
    stated = yaml.safe_load(RULES.read_text())
    table = {
        "data": {name: rules for name in schema.concrete_classes if (rules := list(data_rules(schema, name, stated)))},
        "schema": {name: rules for name in schema.concrete_classes if (rules := schema_rules(schema, name))},
    }
    return {"rules.json": (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode()}


def data_rules(schema: Schema, root: str, stated: list[Entry]) -> Iterator[Entry]:
    """The rules on a record of class `root`, and on the objects inside it."""
    for name, at in _occurrences(schema, root, ()):
        for rule in stated:
            if rule["class"] == name:
                yield {key: value for key, value in rule.items() if key != "class"} | {"at": list(at)}


def schema_rules(schema: Schema, name: str) -> list[Entry]:
    """Code, severity, message and source of each rule that the class itself states."""
    entries = []
    for rule in schema.class_(name).rules:
        notes = {str(key): str(rule.annotations[key].value) for key in ("code", "severity", "source")}
        entries.append(notes | {"message": " ".join(str(rule.description).split())})
    return entries


def _occurrences(schema: Schema, name: str, at: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield name, at
    for member, slot in schema.members(name).items():
        inner = schema.range_class(slot)
        if inner and not schema.class_(inner).abstract:
            yield from _occurrences(schema, inner, (*at, member, *(["*"] if slot.multivalued else [])))
