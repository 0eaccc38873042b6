"""The table of what records are in RDF: the predicate of each member, and what its values become."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dspy_schema.codegen.schema import ANY, PUBLISHING

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.codegen.schema import Schema

_KINDS = {"xsd:dateTime": "time", "xsd:boolean": "boolean"}
_NUMBERS = {"xsd:integer", "xsd:double", "xsd:float", "xsd:decimal"}


def generate(schema: Schema) -> dict[str, bytes]:
    """`rdf.json`: {"prefixes": {…}, "records": [type…], "classes": {class: {"types", "members"}}, "besides": {…}}.

    A member has its predicate (a CURIE), its kind (text, number, boolean, time, json or object), of objects the class,
    and whether it is a list. `besides` are the members that a publisher adds to a record.
    """
    classes: dict[str, Any] = {}
    besides = {
        str(slot.alias or slot.name): _member(schema, slot)
        for slot in schema.view.all_slots().values()
        if PUBLISHING in slot.in_subset
    }
    todo = [*schema.record_types, *(each["class"] for each in besides.values() if "class" in each)]
    while todo:
        name = todo.pop(0)
        members = {member: _member(schema, slot) for member, slot in schema.members(name).items()}
        classes[name] = {"types": types(schema, name), "members": members}
        todo += [each["class"] for each in members.values() if "class" in each and each["class"] not in classes]
    table = {
        "prefixes": _prefixes(schema, [*classes.values(), {"types": [], "members": besides}]),
        "records": schema.record_types,
        "classes": classes,
        "besides": besides,
    }
    return {"rdf.json": (json.dumps(table, indent=1) + "\n").encode()}


def types(schema: Schema, name: str) -> list[str]:
    """What the node of a record is an instance of: its class, and the broader class of PROV-O that it is mapped to.

    What is inside a record is of one class.
    """
    broader = schema.class_(name).broad_mappings if name in schema.record_types else []
    return [f"dspy:{name}", *(str(each) for each in broader if str(each).startswith("prov:"))]


def _member(schema: Schema, slot: SlotDefinition) -> dict[str, Any]:
    member: dict[str, Any] = {"predicate": str(slot.slot_uri or f"dspy:{slot.alias or slot.name}")}
    target = schema.view.get_class(slot.range)
    inner = schema.range_class(slot)
    if target is not None and target.class_uri == ANY:
        # A list of such values is one literal, too.
        return {**member, "kind": "json"}
    member["kind"] = "object" if inner else _kind(schema, str(slot.range))
    if inner:
        member["class"] = inner
    if slot.multivalued:
        member["list"] = True
    return member


def _kind(schema: Schema, range_: str) -> str:
    if range_ not in schema.view.all_types():
        return "text"
    uri = next(str(uri) for each in schema.view.type_ancestors(range_) if (uri := schema.view.get_type(each).uri))
    return "number" if uri in _NUMBERS else _KINDS.get(uri, "text")


def _prefixes(schema: Schema, classes: list[dict[str, Any]]) -> dict[str, str]:
    used = {"rdf", "xsd", "prov"}
    for each in classes:
        curies = [*each["types"], *(member["predicate"] for member in each["members"].values())]
        used.update(curie.partition(":")[0] for curie in curies)
    known = {str(each.prefix_prefix): str(each.prefix_reference) for each in schema.view.schema.prefixes.values()}
    return {name: known[name] for name in sorted(used)}
