"""The items of an `rdf:List`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph

from dspy_schema.rdf import RDF
from dspy_schema.records.terms import TYPE

if TYPE_CHECKING:
    from dspy_schema.records.triples import Graph

FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"


class BrokenListError(ValueError):
    """A list has no end, or more than one; the message says why."""


def is_list(graph: Graph, node: Any) -> bool:
    """Whether a node is a list, be it a broken one."""
    return node.value == NIL or not {FIRST, REST}.isdisjoint(graph.of(node))


def items(graph: Graph, node: Any) -> list[Any]:
    """The items of a list; raises BrokenListError.

    A list that runs in a circle has a cell that is used more than once: by the circle, and by what leads into it.
    """
    found: list[Any] = []
    while node.value != NIL:
        number = len(found) + 1
        cell = graph.of(node)
        if not isinstance(node, pyoxigraph.BlankNode) or cell.keys() - {FIRST, REST, TYPE}:
            raise BrokenListError(f"cell {number} of the list is something else, too")
        if len(cell.get(FIRST, ())) != 1 or len(cell.get(REST, ())) != 1:
            raise BrokenListError(f"cell {number} of the list has not one item and one rest")
        if graph.uses[node] > 1:
            raise BrokenListError(f"cell {number} of the list is used more than once")
        found += cell[FIRST]
        (node,) = cell[REST]
        if not isinstance(node, (pyoxigraph.BlankNode, pyoxigraph.NamedNode)):
            raise BrokenListError(f"what follows cell {number} of the list is no cell")
    if not {FIRST, REST}.isdisjoint(graph.of(node)):
        raise BrokenListError("rdf:nil, the end of the list, has an item or a rest")
    return found
