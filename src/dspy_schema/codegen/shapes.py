"""SHACL shapes: linkml's, mended so that they judge what the JSON-LD context makes of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from linkml.generators.shaclgen import ShaclGenerator
from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from dspy_schema.codegen.schema import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition
    from rdflib.term import Node

    from dspy_schema.codegen.schema import Schema

_FRACTIONS = {XSD.double, XSD.float, XSD.decimal}
_NUMBERS = (XSD.integer, XSD.double, XSD.decimal)


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.shacl.ttl`."""
    graph = ShaclGenerator(schema.view.schema).as_graph()
    for name in schema.concrete_classes:
        if schema.is_open(name):
            _leave_open(graph, URIRef(schema.view.get_uri(name, expand=True)))
        for shape, slot in _properties(graph, schema, name):
            target = schema.view.get_class(slot.range)
            if slot.identifier:
                _require_identifier(graph, shape)
            elif target is not None and target.class_uri == ANY:
                _expect_json_literal(graph, shape, is_list=bool(slot.multivalued))
                continue
            elif target is not None:
                _expect_shape(graph, shape)
            elif graph.value(shape, SH.datatype) in _FRACTIONS:
                _expect_number(graph, shape)
            if slot.multivalued:
                _look_into_list(graph, shape)
    return {"dspy.shacl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def _properties(graph: Graph, schema: Schema, name: str) -> Iterator[tuple[Node, SlotDefinition]]:
    slots = {URIRef(schema.view.get_uri(slot, expand=True)): slot for slot in schema.members(name).values()}
    for shape in list(graph.objects(URIRef(schema.view.get_uri(name, expand=True)), SH.property)):
        path = graph.value(shape, SH.path)
        if isinstance(path, URIRef) and path in slots:
            yield shape, slots[path]


def _leave_open(graph: Graph, shape: Node) -> None:
    """A class with `extra_slots` may have properties that it does not name."""
    graph.set((shape, SH.closed, Literal(False)))


def _require_identifier(graph: Graph, shape: Node) -> None:
    """The identifier is a literal that every record has; linkml takes it for the subject and asks for none."""
    graph.set((shape, SH.minCount, Literal(1)))


def _expect_json_literal(graph: Graph, shape: Node, *, is_list: bool) -> None:
    """Any JSON value is one `rdf:JSON` literal, and a list of them is one that starts with a bracket, or null."""
    graph.remove((shape, SH["class"], None))
    graph.remove((shape, SH.nodeKind, None))
    graph.set((shape, SH.datatype, RDF.JSON))
    graph.set((shape, SH.maxCount, Literal(1)))
    if is_list:
        graph.set((shape, SH.pattern, Literal(r"^(\[|null$)")))


def _expect_shape(graph: Graph, shape: Node) -> None:
    """An object inside a record has the shape of its class, without saying of which class it is."""
    for target in list(graph.objects(shape, SH["class"])):
        graph.remove((shape, SH["class"], target))
        graph.add((shape, SH.node, target))


def _expect_number(graph: Graph, shape: Node) -> None:
    """A JSON number is an integer or a double in JSON-LD, whatever the slot's range."""
    graph.remove((shape, SH.datatype, None))
    alternatives: list[Node] = []
    for datatype in _NUMBERS:
        alternative = BNode()
        graph.add((alternative, SH.datatype, datatype))
        alternatives.append(alternative)
    graph.add((shape, SH["or"], Collection(graph, BNode(), alternatives).uri))


def _look_into_list(graph: Graph, shape: Node) -> None:
    """The values of a slot are the items of one `rdf:List`."""
    predicate = graph.value(shape, SH.path)
    head, rest, sequence = BNode(), BNode(), BNode()
    graph.add((rest, SH.zeroOrMorePath, RDF.rest))
    Collection(graph, sequence, [cast("Node", predicate), rest, RDF.first])
    graph.set((shape, SH.path, sequence))
    for owner in list(graph.subjects(SH.property, shape)):
        graph.add((owner, SH.property, head))
    graph.add((head, SH.path, cast("Node", predicate)))
    graph.add((head, SH.nodeKind, SH.BlankNodeOrIRI))
    graph.add((head, SH.maxCount, Literal(1)))
