"""The IRIs and datatypes that elements of the schema have in RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from dspy_schema.codegen.schema import ANY

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.codegen.schema import Schema


def of_class(schema: Schema, name: str) -> URIRef:
    """The IRI of a class, which is that of the `rdf:type` of its records."""
    return URIRef(schema.view.get_uri(schema.class_(name), expand=True))


def of_slot(schema: Schema, slot: SlotDefinition) -> URIRef:
    """The predicate of a slot: its `slot_uri`, else its name in records."""
    return expanded(schema, str(slot.slot_uri or f"{schema.name}:{slot.alias or slot.name}"))


def expanded(schema: Schema, curie: str) -> URIRef:
    """The IRI that a CURIE of the schema stands for; raises ValueError for an unknown prefix."""
    prefix, _, name = curie.partition(":")
    if prefix not in schema.view.schema.prefixes:
        raise ValueError(f"{curie}: no prefix {prefix!r} in the schema")
    return URIRef(str(schema.view.schema.prefixes[prefix].prefix_reference) + name)


def holds_any(schema: Schema, slot: SlotDefinition) -> bool:
    """True where a slot holds any JSON value, or any object."""
    target = schema.view.get_class(slot.range)
    return target is not None and target.class_uri == ANY


def datatype(schema: Schema, type_: str) -> URIRef:
    """The datatype of a type's values: its own `uri`, or that of the type it is made from."""
    ancestors = (schema.view.get_type(each) for each in schema.view.type_ancestors(type_))
    return expanded(schema, next(str(each.uri) for each in ancestors if each.uri))


def pattern(schema: Schema, slot: SlotDefinition) -> str | None:
    """The regular expression that a slot, or else its type, asks of texts."""
    types = schema.view.type_ancestors(slot.range) if slot.range in schema.view.all_types() else []
    patterns = [slot.pattern, *(schema.view.get_type(each).pattern for each in types)]
    return next((str(each) for each in patterns if each), None)
