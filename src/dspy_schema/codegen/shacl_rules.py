"""The rules between members that the schema states, in SHACL.

Not those of its table, schema/rules.yaml: that a day exists is part of `xsd:dateTime`, and `sh:lessThanOrEquals`
makes pySHACL 0.40.1 fail, instead of reporting, where a time is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, SH, BNode, Literal
from rdflib.collection import Collection

from dspy_schema.codegen import rdf_terms
from dspy_schema.codegen.shacl_uses import SHAPES

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import ClassRule
    from rdflib import Graph
    from rdflib.term import Node

    from dspy_schema.codegen.schema import Schema


def add(graph: Graph, schema: Schema, name: str) -> None:
    """Add the rules that a class states; raises ValueError for one of a form that is not known here."""
    for rule in schema.class_(name).rules:
        _add_rule(graph, schema, name, rule)


def _add_rule(graph: Graph, schema: Schema, name: str, rule: ClassRule) -> None:
    """A shape of its own, so that what it reports has the rule's message: not both the words and the member."""
    code = str(rule.annotations["code"].value)
    shape, both = SHAPES[f"{name}.{code}"], BNode()
    conditions: list[Node] = []
    for member, condition in rule.preconditions.slot_conditions.items():
        words = [condition.equals_string] if condition.equals_string else list(condition.equals_string_in)
        if not words:
            raise ValueError(f"{code} of {name}: no SHACL for what it asks of {member}")
        node = _present(graph, schema, name, str(member))
        property_ = graph.value(node, SH.property)
        graph.add((property_, SH["in"], Collection(graph, BNode(), [Literal(str(word)) for word in words]).uri))  # type: ignore[arg-type]
        conditions.append(node)
    for member, condition in rule.postconditions.slot_conditions.items():
        if str(condition.value_presence) != "ABSENT":
            raise ValueError(f"{code} of {name}: no SHACL for what it demands of {member}")
        conditions.append(_present(graph, schema, name, str(member)))
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, rdf_terms.of_class(schema, name)))
    graph.add((shape, SH.message, Literal(f"{code} {' '.join(str(rule.description).split())}")))
    graph.add((shape, SH["not"], both))
    graph.add((both, SH["and"], Collection(graph, BNode(), conditions).uri))


def _present(graph: Graph, schema: Schema, name: str, member: str) -> Node:
    node, property_ = BNode(), BNode()
    graph.add((node, SH.property, property_))
    graph.add((property_, SH.path, rdf_terms.of_slot(schema, schema.members(name)[member])))
    graph.add((property_, SH.minCount, Literal(1)))
    return node
