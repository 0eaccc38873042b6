"""What SHACL says about the values of a member, whether they are its own or the items of its list.

| values | shape |
|---|---|
| text, identifiers | `xsd:string`, with the pattern of the type or the member |
| words of an enumeration | `sh:in` the words, as plain strings |
| integers | `xsd:integer`, or an `xsd:double` so large that JSON-LD writes integers so |
| other numbers | `xsd:integer`, or `xsd:double` but for NaN and the infinities |
| booleans, times | `xsd:boolean`, `xsd:dateTime` with the pattern of the type |
| objects | a blank node of the shape of their class, or of one of its kinds, used once |
| any JSON value | one `rdf:JSON` literal, whose text begins and ends as that of its kind of value does |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, SH, XSD, BNode, Literal
from rdflib.collection import Collection

from dspy_schema.codegen import rdf_terms, shacl_json
from dspy_schema.codegen.shacl_uses import ONCE, count_uses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkml_runtime.linkml_model.meta import SlotDefinition
    from rdflib import Graph
    from rdflib.term import Node

    from dspy_schema.codegen.schema import Schema

Facts = dict["Node", "Node"]

_INTEGERS_AS_DOUBLES = "1.0E21"  # JSON-LD 1.1, section 8.1.2
_NUMBERS = {XSD.double, XSD.float, XSD.decimal}
_INTEGER: Facts = {SH.datatype: XSD.integer}
# NaN and INF have no digit. No bound, since some engines cannot compare with the largest double.
_FINITE: Facts = {SH.datatype: XSD.double, SH.pattern: Literal("^[-+.]*[0-9]")}
# To Python's `$`, a text ends before its last newline, too. All patterns begin with `^`, as pySHACL reads them all.
_NEWLINE = r"^[\s\S]*\n"
_AS_WRITTEN = "as_written"
_NO_YEAR = rf"^0000|{_NEWLINE}"


def constrain(graph: Graph, shape: Node, schema: Schema, slot: SlotDefinition) -> None:
    """Add to a shape what its value nodes must be: the values of the slot, or the items of its list."""
    inner = schema.range_class(slot)
    enum = schema.view.get_enum(slot.range)
    if slot.any_of:
        _one_of(graph, shape, [{SH.datatype: rdf_terms.datatype(schema, each.range)} for each in slot.any_of])
    elif rdf_terms.holds_any(schema, slot):
        _json(graph, shape, slot)
    elif inner:
        graph.add((shape, SH.nodeKind, SH.BlankNode))
        if slot.multivalued:
            count_uses(graph, shape, RDF.first)
        else:
            graph.add((shape, SH.node, ONCE))
        kinds = [rdf_terms.of_class(schema, each) for each in schema.unions.get(inner, [inner])]
        _one_of(graph, shape, [{SH.node: each} for each in kinds])
    elif enum is not None:
        _words(graph, shape, enum.permissible_values)
    elif slot.equals_string:
        _words(graph, shape, [slot.equals_string])
    else:
        _scalar(graph, shape, schema, slot)


def _scalar(graph: Graph, shape: Node, schema: Schema, slot: SlotDefinition) -> None:
    datatype = rdf_terms.datatype(schema, slot.range)
    if datatype == XSD.integer:
        large, small = dict(_FINITE), dict(_FINITE)
        large[SH.minInclusive] = Literal(_INTEGERS_AS_DOUBLES, datatype=XSD.double, normalize=False)
        small[SH.maxInclusive] = Literal("-" + _INTEGERS_AS_DOUBLES, datatype=XSD.double, normalize=False)
        _one_of(graph, shape, [_INTEGER, large, small])
    elif datatype in _NUMBERS:
        _one_of(graph, shape, [_INTEGER, _FINITE])
    else:
        graph.add((shape, SH.datatype, datatype))
    for bound, constraint in ((slot.minimum_value, SH.minInclusive), (slot.maximum_value, SH.maxInclusive)):
        if bound is not None:
            graph.add((shape, constraint, Literal(bound)))
    if pattern := rdf_terms.pattern(schema, slot):
        graph.add((shape, SH.pattern, Literal(pattern)))
        refused = BNode()
        graph.add((shape, SH["not"], refused))
        graph.add((refused, SH.pattern, Literal(_NO_YEAR if datatype == XSD.dateTime else _NEWLINE)))


def _words(graph: Graph, shape: Node, words: Iterable[object]) -> None:
    graph.add((shape, SH["in"], Collection(graph, BNode(), [Literal(str(word)) for word in words]).uri))


def _json(graph: Graph, shape: Node, slot: SlotDefinition) -> None:
    graph.add((shape, SH.datatype, RDF.JSON))
    if slot.name == _AS_WRITTEN:
        graph.add((shape, SH.pattern, Literal(shacl_json.AS_WRITTEN)))
        return
    kinds = [shacl_json.LIST] if slot.multivalued else [shacl_json.OBJECT] if slot.range == "JsonObject" else []
    if kinds and not slot.required:
        kinds.append(shacl_json.NULL)
    graph.add((shape, SH.pattern, Literal(shacl_json.pattern(*(kinds or shacl_json.ANY)))))


def _one_of(graph: Graph, shape: Node, alternatives: list[Facts]) -> None:
    if len(alternatives) == 1:
        for predicate, value in alternatives[0].items():
            graph.add((shape, predicate, value))
        return
    nodes: list[Node] = []
    for facts in alternatives:
        node = BNode()
        for predicate, value in facts.items():
            graph.add((node, predicate, value))
        nodes.append(node)
    graph.add((shape, SH["or"], Collection(graph, BNode(), nodes).uri))
