"""SHACL shapes that judge the RDF of records as their JSON Schema judges the records.

Not linkml's: those ask for no identifier, check no JSON value, and take the values of a list for a set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import PROV, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from dspy_schema.codegen import rdf_terms, shacl_lists, shacl_rules, shacl_uses, shacl_values
from dspy_schema.codegen.rdf_table import types
from dspy_schema.codegen.schema import PUBLISHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition
    from rdflib.term import Node

    from dspy_schema.codegen.schema import Schema

ACTIVITY = "prov:Activity"
_DIGEST = "_digest"


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.shacl.ttl`: a shape for each concrete class, of the class's own name; a record's shape is closed."""
    graph = Graph()
    for each in schema.view.schema.prefixes.values():
        graph.bind(str(each.prefix_prefix), str(each.prefix_reference), replace=True)
    graph.bind("sh", SH)
    graph.bind("shapes", shacl_uses.SHAPES)
    shacl_lists.define(graph)
    shacl_uses.define(graph, schema)
    for name in schema.node_classes:
        _add_class(graph, schema, name)
    return {"dspy.shacl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def _add_class(graph: Graph, schema: Schema, name: str) -> None:
    shape = rdf_terms.of_class(schema, name)
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, shape))
    graph.add((shape, RDFS.comment, Literal(str(schema.class_(name).description))))
    graph.add((shape, SH.closed, Literal(not schema.is_open(name))))
    graph.add((shape, SH.ignoredProperties, Collection(graph, BNode(), [RDF.type]).uri))
    slots = [*schema.members(name).values(), *_besides(schema, name)]
    for order, slot in enumerate(slots):
        for property_ in _properties(graph, schema, slot):
            graph.add((shape, SH.property, property_))
            graph.add((property_, SH.order, Literal(order)))
            if slot.description:
                graph.add((property_, SH.description, Literal(str(slot.description))))
    if name in schema.record_types:
        (identifier,) = (rdf_terms.of_slot(schema, slot) for slot in slots if slot.identifier)
        shacl_uses.identify(graph, shape, schema, identifier)
        shacl_uses.be_of_one_type(graph, shape, schema, name)
        for predicate in _provenance(schema, name):
            link = BNode()
            graph.add((shape, SH.property, link))
            graph.add((link, SH.path, predicate))
            graph.add((link, SH.nodeKind, SH.IRI))
    shacl_rules.add(graph, schema, name)


def _properties(graph: Graph, schema: Schema, slot: SlotDefinition) -> Iterator[Node]:
    """The property shapes of a member: one, or of a list one for the list and one for its items."""
    predicate, shape = rdf_terms.of_slot(schema, slot), BNode()
    graph.add((shape, SH.path, predicate))
    graph.add((shape, SH.maxCount, Literal(1)))
    if slot.required or slot.identifier:
        graph.add((shape, SH.minCount, Literal(1)))
    yield shape
    if slot.multivalued and not rdf_terms.holds_any(schema, slot):
        graph.add((shape, SH.node, shacl_lists.LIST))
        # The empty list is an IRI.
        graph.add((shape, SH.nodeKind, SH.BlankNode if slot.minimum_cardinality else SH.BlankNodeOrIRI))
        items = BNode()
        graph.add((items, SH.path, shacl_lists.path_to_items(graph, predicate)))
        shacl_values.constrain(graph, items, schema, slot)
        yield items
    else:
        shacl_values.constrain(graph, shape, schema, slot)


def _besides(schema: Schema, name: str) -> Iterator[SlotDefinition]:
    """What a publisher adds to the node of a record; the digest of a member only where that member can be."""
    if name not in schema.record_types:
        return
    for slot in schema.view.all_slots().values():
        member = str(slot.name).removesuffix(_DIGEST)
        if PUBLISHING in slot.in_subset and (member == slot.name or member in schema.members(name)):
            yield slot


def _provenance(schema: Schema, name: str) -> Iterator[URIRef]:
    """Links of a published record; that of whoever ran it, and what it used, only of an activity."""
    yield PROV.wasDerivedFrom
    if ACTIVITY in types(schema, name):
        yield from (PROV.used, PROV.wasAssociatedWith)
