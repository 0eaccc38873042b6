"""SHACL constraints on values: of single ones, of lists, and of how often a node is used.

| values | shape |
|---|---|
| text, identifiers | `xsd:string`, with the pattern of the type or the member |
| values of an enumeration | `sh:in` these, as plain strings |
| integers | `xsd:integer` and what is derived from it; an `xsd:decimal` without a fraction; a large `xsd:double` |
| other numbers | these, `xsd:decimal`, and `xsd:double` and `xsd:float` but for NaN and the infinities |
| booleans, times | `xsd:boolean`, `xsd:dateTime` with the pattern of the type |
| objects | a blank node of the shape of their class, or of one of its kinds, used once |
| any JSON value | one `rdf:JSON` literal, whose text begins and ends as that of its kind of value does |

Every cell has one item and one rest, which shapes with targets of their own state once for all lists; then a list that
ends in `rdf:nil` is a proper one. Alternatives (`sh:or`) for each cell would be shorter, but take pySHACL a time
that grows with the square of the length.

JSON is not a regular language: that brackets match and commas are in place is not checked. `as_written` is an object of
texts, so that nearly all of it is.

JSON has no shared parts. SHACL cannot count the uses of a node by any predicate, only by those of the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from dspy_schema_build.codegen import jsonld_context
from dspy_schema_build.codegen.schema import PUBLISHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkml_runtime.linkml_model.meta import SlotDefinition
    from rdflib.term import Node

    from dspy_schema_build.codegen.schema import Schema


_SPACE = r"[ \t\r\n]*"
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_ESCAPE = r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})'
# JSON-LD 1.1, section 8.1.2, says 1.0E21; pyld and Oxigraph begin here.
_INTEGERS_AS_DOUBLES = "1.0E20"
# To Python's `$`, a text ends before its last newline, too. All patterns begin with `^`, as pySHACL reads them all.
_NEWLINE = r"^[\s\S]*\n"
_AS_WRITTEN = "as_written"
_STRING = rf'"([^"\\\x00-\x1f]|{_ESCAPE})*"'
_POINTER = rf'"(/([^"\\\x00-\x1f/~]|~[01]|{_ESCAPE})*)+"'
_NOTE = rf'{_POINTER}{_SPACE}:{_SPACE}"(null|{_NUMBER})"'
_KEYWORD = rf'"/@(context|id|type)"{_SPACE}:{_SPACE}{_STRING}'
_ONE = rf"({_NOTE}|{_KEYWORD})"
AS_WRITTEN = rf"^{_SPACE}\{{{_SPACE}({_ONE}({_SPACE},{_SPACE}{_ONE})*)?{_SPACE}\}}{_SPACE}$"
"""JSON texts by JSON Pointer: decision 009."""
JSON_LIST, OBJECT, NULL = r"\[[\s\S]*\]", r"\{[\s\S]*\}", "null"
ANY = (JSON_LIST, OBJECT, NULL, "true", "false", _STRING, _NUMBER)
SHAPES = Namespace("https://w3id.org/lmodel/dspy/shapes/")
ONCE = SHAPES.UsedOnce
Facts = dict["Node", "Node"]
_NUMBERS = {XSD.double, XSD.float, XSD.decimal}
_INTEGER: Facts = {SH.datatype: XSD.integer}
# NaN and INF have no digit. No bound, since some engines cannot compare with the largest double.
_FINITE: Facts = {SH.datatype: XSD.double, SH.pattern: Literal("^[-+.]*[0-9]")}
_NO_YEAR = rf"^0000|{_NEWLINE}"
# What XML Schema derives from xsd:integer, with the least and the greatest value.
_DERIVED: dict[str, tuple[int | None, int | None]] = {
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
INTEGER, NUMBER = SHAPES.Integer, SHAPES.Number
LIST = SHAPES.List
_CELL = SHAPES.ListCell
_END = SHAPES.ListEnd


def json_pattern(*kinds: str) -> str:
    """Build the regular expression of a text that begins and ends as the JSON of one of those kinds does."""
    return rf"^{_SPACE}({'|'.join(kinds)}){_SPACE}$"


def define_uses(graph: Graph, schema: Schema) -> None:
    """Add the shape of a node that is the value of one predicate of the schema, of one subject."""
    slots = [slot for name in schema.node_classes for slot in schema.members(name).values()]
    slots += [slot for slot in schema.view.all_slots().values() if PUBLISHING in slot.in_subset]
    slots = [slot for slot in slots if not jsonld_context.holds_any(schema, slot)]
    own = {jsonld_context.slot_iri(schema, slot) for slot in slots if slot.multivalued or schema.range_class(slot)}
    predicates = [RDF.first, RDF.rest, *sorted(own)]
    graph.add((ONCE, RDF.type, SH.NodeShape))
    uses: list[Node] = []
    for predicate in predicates:
        use = BNode()
        graph.add((use, SH.path, _inverse(graph, predicate)))
        graph.add((use, SH.minCount, Literal(1)))
        uses.append(use)
    graph.add((ONCE, SH.xone, Collection(graph, BNode(), uses).uri))
    alternatives, any_use = BNode(), BNode()
    graph.add(
        (
            any_use,
            SH.alternativePath,
            Collection(graph, BNode(), [_inverse(graph, predicate) for predicate in predicates]).uri,
        )
    )
    graph.add((ONCE, SH.property, alternatives))
    graph.add((alternatives, SH.path, any_use))
    graph.add((alternatives, SH.maxCount, Literal(1)))


def count_uses(graph: Graph, shape: Node, predicate: URIRef) -> None:
    """Let what a shape judges be the value of one subject at most by that predicate."""
    property_ = BNode()
    graph.add((shape, SH.property, property_))
    graph.add((property_, SH.path, _inverse(graph, predicate)))
    graph.add((property_, SH.maxCount, Literal(1)))


def require_unique_identifier(graph: Graph, shape: Node, schema: Schema, identifier: URIRef) -> None:
    """Let no other record have the identifier of one; a node that is not a record may have it."""
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
        graph.add((kind, SH["class"], jsonld_context.class_iri(schema, name)))
        kinds.append(kind)
    graph.add((record, SH["or"], Collection(graph, BNode(), kinds).uri))


def require_one_type(graph: Graph, shape: Node, schema: Schema, own: str) -> None:
    """Let a record be of one type."""
    property_, other = BNode(), BNode()
    others: list[Node] = [jsonld_context.class_iri(schema, name) for name in schema.record_types if name != own]
    graph.add((shape, SH.property, property_))
    graph.add((property_, SH.path, RDF.type))
    graph.add((property_, SH["not"], other))
    graph.add((other, SH["in"], Collection(graph, BNode(), others).uri))


def _inverse(graph: Graph, predicate: URIRef) -> Node:
    path = BNode()
    graph.add((path, SH.inversePath, predicate))
    return path


def constrain_values(graph: Graph, shape: Node, schema: Schema, slot: SlotDefinition) -> None:
    """Add to a shape what its value nodes must be: the values of the slot, or the items of its list."""
    inner = schema.range_class(slot)
    enum = schema.view.get_enum(slot.range)
    if slot.any_of:
        _add_alternatives(
            graph, shape, [{SH.datatype: jsonld_context.slot_datatype(schema, branch.range)} for branch in slot.any_of]
        )
    elif jsonld_context.holds_any(schema, slot):
        _json(graph, shape, slot)
    elif inner:
        graph.add((shape, SH.nodeKind, SH.BlankNode))
        if slot.multivalued:
            count_uses(graph, shape, RDF.first)
        else:
            graph.add((shape, SH.node, ONCE))
        kinds = [jsonld_context.class_iri(schema, kind) for kind in schema.unions.get(inner, [inner])]
        _add_alternatives(graph, shape, [{SH.node: kind} for kind in kinds])
    elif enum is not None:
        _words(graph, shape, enum.permissible_values)
    elif slot.equals_string:
        _words(graph, shape, [slot.equals_string])
    else:
        _scalar(graph, shape, schema, slot)


def _scalar(graph: Graph, shape: Node, schema: Schema, slot: SlotDefinition) -> None:
    datatype = jsonld_context.slot_datatype(schema, slot.range)
    if datatype == XSD.integer:
        graph.add((shape, SH.node, INTEGER))
    elif datatype in _NUMBERS:
        graph.add((shape, SH.node, NUMBER))
    else:
        graph.add((shape, SH.datatype, datatype))
    for bound, constraint in ((slot.minimum_value, SH.minInclusive), (slot.maximum_value, SH.maxInclusive)):
        if bound is not None:
            graph.add((shape, constraint, Literal(bound)))
    if pattern := jsonld_context.slot_pattern(schema, slot):
        graph.add((shape, SH.pattern, Literal(pattern)))
        refused = BNode()
        graph.add((shape, SH["not"], refused))
        graph.add((refused, SH.pattern, Literal(_NO_YEAR if datatype == XSD.dateTime else _NEWLINE)))


def _words(graph: Graph, shape: Node, words: Iterable[object]) -> None:
    graph.add((shape, SH["in"], Collection(graph, BNode(), [Literal(str(word)) for word in words]).uri))


def _json(graph: Graph, shape: Node, slot: SlotDefinition) -> None:
    graph.add((shape, SH.datatype, RDF.JSON))
    if slot.name == _AS_WRITTEN:
        graph.add((shape, SH.pattern, Literal(AS_WRITTEN)))
        return
    kinds = [JSON_LIST] if slot.multivalued else [OBJECT] if slot.range == "JsonObject" else []
    if kinds and not slot.required:
        kinds.append(NULL)
    graph.add((shape, SH.pattern, Literal(json_pattern(*(kinds or ANY)))))


def _add_alternatives(graph: Graph, shape: Node, alternatives: list[Facts]) -> None:
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


def define_numbers(graph: Graph) -> None:
    """Add the shapes of integers and of numbers, by the datatypes that they may be of."""
    derived: list[Facts] = []
    for name, bounds in _DERIVED.items():
        facts: Facts = {SH.datatype: XSD[name]}
        for constraint, bound in zip((SH.minInclusive, SH.maxInclusive), bounds, strict=True):
            if bound is not None:
                facts[constraint] = Literal(bound)
        derived.append(facts)
    large, small = dict(_FINITE), dict(_FINITE)
    large[SH.minInclusive] = Literal(_INTEGERS_AS_DOUBLES, datatype=XSD.double, normalize=False)
    small[SH.maxInclusive] = Literal("-" + _INTEGERS_AS_DOUBLES, datatype=XSD.double, normalize=False)
    whole: Facts = {SH.datatype: XSD.decimal, SH.pattern: Literal(r"^[-+]?[0-9]*(\.0*)?$")}
    single: Facts = _FINITE | {SH.datatype: XSD.float}
    decimal: Facts = {SH.datatype: XSD.decimal}
    graph.add((INTEGER, RDF.type, SH.NodeShape))
    graph.add((NUMBER, RDF.type, SH.NodeShape))
    _add_alternatives(graph, INTEGER, [_INTEGER, large, small, whole, *derived])
    _add_alternatives(graph, NUMBER, [_INTEGER, _FINITE, decimal, single, *derived])


def define_lists(graph: Graph) -> None:
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
    """Build the path from the node that has the list by that predicate to the items."""
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
