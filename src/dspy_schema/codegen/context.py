"""The JSON-LD 1.1 context of records, in which any JSON value is one `@json` literal.

linkml's context makes IRIs of such values and sets of lists; this one is made from the schema by four rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dspy_schema.codegen.schema import ANY, PUBLISHING

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.codegen.schema import Schema

Terms = dict[str, Any]


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.context.jsonld`."""
    terms: Terms = {}
    for name in schema.record_types:
        for member, term in _terms(schema, name).items():
            if terms.setdefault(member, term) != term:
                raise ValueError(f"member {member!r} has two meanings among the record types")
    for slot in schema.view.all_slots().values():
        if PUBLISHING in slot.in_subset:
            terms[str(slot.alias or slot.name)] = _term(schema, slot)
    prefixes = {str(each.prefix_prefix): str(each.prefix_reference) for each in schema.view.schema.prefixes.values()}
    context = {
        "@version": 1.1,
        "@vocab": prefixes["dspy"],
        **dict(sorted(prefixes.items())),
        **dict(sorted(terms.items())),
    }
    return {"dspy.context.jsonld": (json.dumps({"@context": context}, indent=2) + "\n").encode()}


def _terms(schema: Schema, name: str) -> Terms:
    return {member: _term(schema, slot) for member, slot in schema.members(name).items()}


def _term(schema: Schema, slot: SlotDefinition) -> Terms | str:
    iri = str(slot.slot_uri or f"dspy:{slot.alias or slot.name}")
    target = schema.view.get_class(slot.range)
    if target is not None and target.class_uri == ANY:
        # A set, so that compaction leaves an array of one item an array.
        return {"@id": iri, "@type": "@json"} | ({"@container": "@set"} if slot.multivalued else {})
    inner = schema.range_class(slot)
    term: Terms = {"@id": iri}
    if slot.multivalued:
        term["@container"] = "@list"
    if inner:
        term["@context"] = _terms(schema, inner)
    elif not slot.multivalued and slot.range in schema.view.all_types():
        # xsd:string is what a JSON string is without a type; the numbers keep JSON's own types.
        type_ = next(
            str(uri) for each in schema.view.type_ancestors(slot.range) if (uri := schema.view.get_type(each).uri)
        )
        if type_ == "xsd:dateTime":
            term["@type"] = type_
    return term if len(term) > 1 else iri
