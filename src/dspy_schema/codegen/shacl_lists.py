"""What SHACL can say about an `rdf:List`: that it is one, is nothing else, and what its items are.

Every cell has one item and one rest, which shapes with targets of their own say once for all lists; then a list that
comes to `rdf:nil` is a proper one. Alternatives (`sh:or`) for each cell would be shorter, but take pySHACL a time
that grows with the square of the length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from dspy_schema.codegen.shacl_uses import ONCE, SHAPES, count_uses

if TYPE_CHECKING:
    from rdflib.term import Node

LIST = SHAPES.List
_CELL = SHAPES.ListCell
_END = SHAPES.ListEnd


def define(graph: Graph) -> None:
    """Add the shapes of a list, of its cells and of its end."""
    rest, end = BNode(), BNode()
    graph.add((LIST, SH.property, rest))
    graph.add((rest, SH.path, _all_cells(graph)))
    graph.add((rest, SH.hasValue, RDF.nil))
    # All empty lists are the same one.
    graph.add((end, SH.hasValue, RDF.nil))
    graph.add((LIST, SH["or"], Collection(graph, BNode(), [end, ONCE]).uri))
    graph.add((_END, SH.targetNode, RDF.nil))
    for shape in (LIST, _CELL, _END):
        graph.add((shape, RDF.type, SH.NodeShape))
    for predicate in (RDF.first, RDF.rest):
        graph.add((_CELL, SH.targetSubjectsOf, predicate))
        _count(graph, _CELL, predicate, {SH.minCount: 1, SH.maxCount: 1})
        _count(graph, _END, predicate, {SH.maxCount: 0})
    graph.add((_CELL, SH.closed, Literal(True)))
    graph.add((_CELL, SH.ignoredProperties, Collection(graph, BNode(), [RDF.type]).uri))
    count_uses(graph, _CELL, RDF.rest)


def path_to_items(graph: Graph, predicate: URIRef) -> Node:
    """The path from what has the list by that predicate to the items."""
    return Collection(graph, BNode(), [predicate, _all_cells(graph), RDF.first]).uri


def _all_cells(graph: Graph) -> Node:
    path = BNode()
    graph.add((path, SH.zeroOrMorePath, RDF.rest))
    return path


def _count(graph: Graph, shape: Node, predicate: URIRef, counts: dict[URIRef, int]) -> None:
    property_ = BNode()
    graph.add((shape, SH.property, property_))
    graph.add((property_, SH.path, predicate))
    for constraint, number in counts.items():
        graph.add((property_, constraint, Literal(number)))
