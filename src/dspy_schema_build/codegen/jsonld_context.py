"""The JSON-LD context, the table of RDF terms, and the IRIs of elements.

linkml's context turns any JSON value into IRIs and lists into sets; this one follows the schema by four rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from dspy_schema_build.codegen.schema import ANY, PUBLISHING

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema


_KINDS = {"xsd:dateTime": "time", "xsd:boolean": "boolean"}
_NUMBERS = {"xsd:integer", "xsd:double", "xsd:float", "xsd:decimal"}
Terms = dict[str, Any]


def generate_context(schema: Schema) -> dict[str, bytes]:
    """Generate `dspy.context.jsonld`."""
    terms: Terms = {}
    for name in schema.record_types:
        for member, term in _terms(schema, name).items():
            if terms.setdefault(member, term) != term:
                raise ValueError(f"member {member!r} has two meanings among the record types")
    for slot in schema.view.all_slots().values():
        if PUBLISHING in slot.in_subset:
            terms[str(slot.alias or slot.name)] = _term(schema, slot)
    prefixes = schema.prefixes
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
            str(uri) for base in schema.view.type_ancestors(slot.range) if (uri := schema.view.get_type(base).uri)
        )
        if type_ == "xsd:dateTime":
            term["@type"] = type_
    return term if len(term) > 1 else iri


def generate_rdf_table(schema: Schema) -> dict[str, bytes]:
    """Generate `rdf.json`.

    {"prefixes": {…}, "records": [type…], "classes": {class: {"types", "members"}}, "extra_predicates": {…}}

    A member has its predicate (a CURIE), its kind (text, number, boolean, time, json or object), of objects the class,
    and whether it is a list. `extra_predicates` are the members that a publisher adds to a record.
    """
    classes: dict[str, Any] = {}
    extra_predicates = {
        str(slot.alias or slot.name): _member(schema, slot)
        for slot in schema.view.all_slots().values()
        if PUBLISHING in slot.in_subset
    }
    todo = [*schema.record_types, *(member["class"] for member in extra_predicates.values() if "class" in member)]
    while todo:
        name = todo.pop(0)
        members = {member: _member(schema, slot) for member, slot in schema.members(name).items()}
        classes[name] = {"types": rdf_types(schema, name), "members": members}
        todo += [member["class"] for member in members.values() if "class" in member and member["class"] not in classes]
    table = {
        "prefixes": _prefixes(schema, [*classes.values(), {"types": [], "members": extra_predicates}]),
        "records": schema.record_types,
        "classes": classes,
        "extra_predicates": extra_predicates,
    }
    return {"rdf.json": (json.dumps(table, indent=1) + "\n").encode()}


def rdf_types(schema: Schema, name: str) -> list[str]:
    """List the classes of the node of a record: its own, and the broader class of PROV-O that it is mapped to.

    An object inside a record is of one class.
    """
    broader = schema.class_(name).broad_mappings if name in schema.record_types else []
    return [f"dspy:{name}", *(str(curie) for curie in broader if str(curie).startswith("prov:"))]


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
    uri = next(str(uri) for base in schema.view.type_ancestors(range_) if (uri := schema.view.get_type(base).uri))
    return "number" if uri in _NUMBERS else _KINDS.get(uri, "text")


def _prefixes(schema: Schema, classes: list[dict[str, Any]]) -> dict[str, str]:
    used = {"rdf", "xsd", "prov"}
    for class_ in classes:
        curies = [*class_["types"], *(member["predicate"] for member in class_["members"].values())]
        used.update(curie.partition(":")[0] for curie in curies)
    known = schema.prefixes
    return {name: known[name] for name in sorted(used)}


def class_iri(schema: Schema, name: str) -> URIRef:
    """Return the IRI of a class, which is that of the `rdf:type` of its records."""
    return URIRef(schema.view.get_uri(schema.class_(name), expand=True))


def slot_iri(schema: Schema, slot: SlotDefinition) -> URIRef:
    """Return the predicate of a slot: its `slot_uri`, else its name in records."""
    return expand_curie(schema, str(slot.slot_uri or f"{schema.name}:{slot.alias or slot.name}"))


def expand_curie(schema: Schema, curie: str) -> URIRef:
    """Expand a CURIE of the schema to its IRI; raises ValueError for an unknown prefix."""
    prefix, _, name = curie.partition(":")
    if prefix not in schema.view.schema.prefixes:
        raise ValueError(f"{curie}: no prefix {prefix!r} in the schema")
    return URIRef(str(schema.view.schema.prefixes[prefix].prefix_reference) + name)


def holds_any(schema: Schema, slot: SlotDefinition) -> bool:
    """Return True where a slot holds any JSON value, or any object."""
    target = schema.view.get_class(slot.range)
    return target is not None and target.class_uri == ANY


def slot_datatype(schema: Schema, type_: str) -> URIRef:
    """Return the datatype of a type's values: its own `uri`, or that of the type it is derived from."""
    ancestors = (schema.view.get_type(base) for base in schema.view.type_ancestors(type_))
    return expand_curie(schema, next(str(base.uri) for base in ancestors if base.uri))


def slot_pattern(schema: Schema, slot: SlotDefinition) -> str | None:
    """Return the regular expression that a slot, or else its type, has for texts."""
    types = schema.view.type_ancestors(slot.range) if slot.range in schema.view.all_types() else []
    patterns = [slot.pattern, *(schema.view.get_type(base).pattern for base in types)]
    return next((str(pattern) for pattern in patterns if pattern), None)
