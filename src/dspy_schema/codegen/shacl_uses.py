"""That a list or an object is in one place of one record, an id of one record, and a record of one type.

JSON has no shared parts. SHACL cannot count the uses of a node by whatever predicate, only by those of the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from dspy_schema.codegen import rdf_terms
from dspy_schema.codegen.schema import PUBLISHING

if TYPE_CHECKING:
    from rdflib.term import Node

    from dspy_schema.codegen.schema import Schema

SHAPES = Namespace("https://w3id.org/lmodel/dspy/shapes/")
ONCE = SHAPES.UsedOnce


def define(graph: Graph, schema: Schema) -> None:
    """Add the shape of a node that is the value of one predicate of the schema, of one subject."""
    slots = [slot for name in schema.node_classes for slot in schema.members(name).values()]
    slots += [slot for slot in schema.view.all_slots().values() if PUBLISHING in slot.in_subset]
    slots = [slot for slot in slots if not rdf_terms.holds_any(schema, slot)]
    own = {rdf_terms.of_slot(schema, slot) for slot in slots if slot.multivalued or schema.range_class(slot)}
    predicates = [RDF.first, RDF.rest, *sorted(own)]
    graph.add((ONCE, RDF.type, SH.NodeShape))
    ways: list[Node] = []
    for predicate in predicates:
        way = BNode()
        graph.add((way, SH.path, _inverse(graph, predicate)))
        graph.add((way, SH.minCount, Literal(1)))
        ways.append(way)
    graph.add((ONCE, SH.xone, Collection(graph, BNode(), ways).uri))
    alternatives, any_way = BNode(), BNode()
    graph.add(
        (any_way, SH.alternativePath, Collection(graph, BNode(), [_inverse(graph, each) for each in predicates]).uri)
    )
    graph.add((ONCE, SH.property, alternatives))
    graph.add((alternatives, SH.path, any_way))
    graph.add((alternatives, SH.maxCount, Literal(1)))


def count_uses(graph: Graph, shape: Node, predicate: URIRef) -> None:
    """Let what a shape judges be the value of one subject at most by that predicate."""
    property_ = BNode()
    graph.add((shape, SH.property, property_))
    graph.add((property_, SH.path, _inverse(graph, predicate)))
    graph.add((property_, SH.maxCount, Literal(1)))


def identify(graph: Graph, shape: Node, schema: Schema, identifier: URIRef) -> None:
    """Let no other record have the identifier of one; what is no record may have it."""
    # In two steps, since pyrudof 0.3.35 does not go back from a literal in one path.
    property_, holders, record = BNode(), BNode(), BNode()
    graph.add((shape, SH.property, property_))
    graph.add((property_, SH.path, identifier))
    graph.add((property_, SH.property, holders))
    graph.add((holders, SH.path, _inverse(graph, identifier)))
    graph.add((holders, SH.qualifiedValueShape, record))
    graph.add((holders, SH.qualifiedMaxCount, Literal(1)))
    kinds: list[Node] = []
    for name in schema.record_types:
        kind = BNode()
        graph.add((kind, SH["class"], rdf_terms.of_class(schema, name)))
        kinds.append(kind)
    graph.add((record, SH["or"], Collection(graph, BNode(), kinds).uri))


def be_of_one_type(graph: Graph, shape: Node, schema: Schema, own: str) -> None:
    """Let no record of a type be of another one, too."""
    property_, other = BNode(), BNode()
    others: list[Node] = [rdf_terms.of_class(schema, name) for name in schema.record_types if name != own]
    graph.add((shape, SH.property, property_))
    graph.add((property_, SH.path, RDF.type))
    graph.add((property_, SH["not"], other))
    graph.add((other, SH["in"], Collection(graph, BNode(), others).uri))


def _inverse(graph: Graph, predicate: URIRef) -> Node:
    path = BNode()
    graph.add((path, SH.inversePath, predicate))
    return path
