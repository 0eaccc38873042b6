"""The axioms of the ontology: kinds and ranges of properties, and what classes say of their members.

linkml's are replaced, since they are not those of published records: they put the patterns of types on `xsd:string`
itself, give numbers ranges that no value is in, say of `rdfs:label` and other properties what holds here only, and take
the items of lists for the values.

| values | property | range |
|---|---|---|
| text, enumerations | datatype | `xsd:string` |
| times, booleans | datatype | `xsd:dateTime`, `xsd:boolean` |
| integers | datatype | `xsd:integer`, or `xsd:double`, as which processors of JSON-LD write large ones |
| other numbers | datatype | `xsd:decimal` (which has the integers), `xsd:double` or `xsd:float` |
| any JSON value | datatype | `rdf:JSON` |
| an object | object | its class |
| a list | object | none: OWL 2 DL reserves `rdf:List`; a note says what the items are |

A property has a range if all classes have the same, but for bounds; else each class says which values it has. It has
one value, since a list is one value, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from dspy_schema_build.codegen import jsonld_context
from dspy_schema_build.codegen.schema import ANY, PUBLISHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition
    from rdflib.term import Node

    from dspy_schema_build.codegen.schema import Schema


_LINKML = "https://w3id.org/linkml/"
_KINDS = (OWL.DatatypeProperty, OWL.ObjectProperty, OWL.AnnotationProperty)
_FRACTIONS = (XSD.decimal, XSD.double, XSD.float)
_INTEGERS = (XSD.integer, XSD.double)


class Range(NamedTuple):
    """The values of a property: the classes or datatypes of which they are one, with the least and the greatest."""

    kind: URIRef
    alternatives: tuple[URIRef, ...] = ()
    least: int | None = None
    greatest: int | None = None


class Use(NamedTuple):
    """A property of a class."""

    class_: URIRef
    property_: URIRef
    range_: Range
    is_required: bool


def replace_axioms(graph: Graph, schema: Schema) -> None:
    """Replace the axioms of linkml, and leave out what it says of the terms of others."""
    _strip(graph, str(schema.view.schema.id))
    uses = [use for name in _classes(schema) for use in _uses(schema, name)]
    kinds = _choose_kinds(schema, uses)
    ranges: dict[URIRef, set[Range]] = {}
    for use in uses:
        if use.range_.kind == kinds[use.property_]:
            ranges.setdefault(use.property_, set()).add(use.range_)
    for property_, kind in kinds.items():
        graph.add((property_, RDF.type, kind))
        known = ranges.get(property_, set())
        # Without the bounds, where these differ.
        common = known if len(known) == 1 else {Range(*range_[:2]) for range_ in known}
        if len(common) == 1 and (node := _add_range(graph, next(iter(common)))) is not None:
            graph.add((property_, RDFS.range, node))
    for use in uses:
        if use.range_.kind == kinds[use.property_]:
            _add_use(graph, use, states_range=len(ranges[use.property_]) > 1)
    _note_lists(graph, schema)


def _strip(graph: Graph, own: str) -> None:
    for subject, predicate, value in list(graph):
        is_foreign = isinstance(subject, URIRef) and not subject.startswith(own)
        is_axiom = (
            predicate in {RDFS.range, RDFS.domain}
            or (predicate == RDF.type and value in _KINDS)
            or (predicate == RDFS.subClassOf and isinstance(value, BNode))
        )
        is_of_linkml = str(predicate).startswith(_LINKML) or str(value).startswith(_LINKML)
        if is_foreign or is_axiom or is_of_linkml:
            graph.remove((subject, predicate, value))
    while unused := {subject for subject in graph.subjects() if isinstance(subject, BNode)} - set(graph.objects()):
        for subject in unused:
            graph.remove((subject, None, None))


def _classes(schema: Schema) -> list[str]:
    return sorted(str(name) for name, class_ in schema.view.all_classes().items() if class_.class_uri != ANY)


def _uses(schema: Schema, name: str) -> Iterator[Use]:
    """Yield the properties of a class that it does not inherit as they are."""
    parent = schema.class_(name).is_a
    inherited = dict(_members(schema, str(parent))) if parent else {}
    for property_, (range_, is_required) in _members(schema, name):
        if inherited.get(property_) != (range_, is_required):
            yield Use(jsonld_context.class_iri(schema, name), property_, range_, is_required)


def _members(schema: Schema, name: str) -> Iterator[tuple[URIRef, tuple[Range, bool]]]:
    own = str(schema.view.schema.id)
    for slot in schema.members(name).values():
        if (property_ := jsonld_context.slot_iri(schema, slot)).startswith(own):
            yield property_, (_find_range(schema, slot), bool(slot.required or slot.identifier))


def _find_range(schema: Schema, slot: SlotDefinition) -> Range:
    if jsonld_context.holds_any(schema, slot):
        return Range(OWL.DatatypeProperty, (RDF.JSON,))
    if slot.multivalued:
        return Range(OWL.ObjectProperty)
    if inner := schema.range_class(slot):
        kinds = schema.unions.get(inner, [inner])
        return Range(OWL.ObjectProperty, tuple(jsonld_context.class_iri(schema, kind) for kind in kinds))
    if slot.range in schema.view.all_enums():
        return Range(OWL.DatatypeProperty, (XSD.string,))
    datatype = jsonld_context.slot_datatype(schema, slot.range)
    alternatives = _INTEGERS if datatype == XSD.integer else _FRACTIONS if datatype in _FRACTIONS else (datatype,)
    return Range(OWL.DatatypeProperty, alternatives, slot.minimum_value, slot.maximum_value)


def _choose_kinds(schema: Schema, uses: list[Use]) -> dict[URIRef, URIRef]:
    """Choose the one kind that OWL 2 DL allows a property to be of: that in published records, if it is in some."""
    published = set()
    todo = list(schema.record_types)
    while todo:
        if (name := todo.pop()) not in published:
            published.add(name)
            inner = filter(None, map(schema.range_class, schema.members(name).values()))
            todo += [kind for one in inner for kind in schema.unions.get(one, [one])]
    classes = {jsonld_context.class_iri(schema, name) for name in published}
    kinds: dict[URIRef, URIRef] = {}
    for use in sorted(uses, key=lambda use: use.class_ not in classes):
        kinds.setdefault(use.property_, use.range_.kind)
    for slot in schema.view.all_slots().values():
        property_ = jsonld_context.slot_iri(schema, slot)
        if property_.startswith(str(schema.view.schema.id)) and property_ not in kinds and PUBLISHING in slot.in_subset:
            range_ = _find_range(schema, slot)
            kinds[property_] = range_.kind
            uses.append(Use(URIRef(""), property_, range_, is_required=False))
    return kinds


def _add_range(graph: Graph, range_: Range) -> Node | None:
    """Add a class or a datatype of the values; None where there is no other than that of all."""
    nodes = [_add_bounds(graph, datatype, range_) for datatype in range_.alternatives]
    if len(nodes) <= 1:
        return nodes[0] if nodes else None
    node = BNode()
    kind = OWL.Class if range_.kind == OWL.ObjectProperty else RDFS.Datatype
    graph.add((node, RDF.type, kind))
    graph.add((node, OWL.unionOf, Collection(graph, BNode(), nodes).uri))
    return node


def _add_bounds(graph: Graph, datatype: URIRef, range_: Range) -> Node:
    facets = [(XSD.minInclusive, range_.least), (XSD.maxInclusive, range_.greatest)]
    bounds: list[Node] = []
    for facet, bound in facets:
        if bound is not None:
            node = BNode()
            graph.add((node, facet, Literal(str(bound), datatype=datatype)))
            bounds.append(node)
    if not bounds:
        return datatype
    restricted = BNode()
    graph.add((restricted, RDF.type, RDFS.Datatype))
    graph.add((restricted, OWL.onDatatype, datatype))
    graph.add((restricted, OWL.withRestrictions, Collection(graph, BNode(), bounds).uri))
    return restricted


def _add_use(graph: Graph, use: Use, *, states_range: bool) -> None:
    if not use.class_:
        return
    one = Literal(1, datatype=XSD.nonNegativeInteger)
    constraints: list[tuple[URIRef, Node]] = [(OWL.maxCardinality, one)]
    if use.is_required:
        constraints = [(OWL.cardinality, one)]
    if states_range and (node := _add_range(graph, use.range_)) is not None:
        constraints.append((OWL.allValuesFrom, node))
    for constraint, value in constraints:
        restriction = BNode()
        graph.add((use.class_, RDFS.subClassOf, restriction))
        graph.add((restriction, RDF.type, OWL.Restriction))
        graph.add((restriction, OWL.onProperty, use.property_))
        graph.add((restriction, constraint, value))


def _note_lists(graph: Graph, schema: Schema) -> None:
    for name in _classes(schema):
        for slot in schema.members(name).values():
            property_ = jsonld_context.slot_iri(schema, slot)
            is_list = slot.multivalued and not jsonld_context.holds_any(schema, slot)
            if is_list and (property_, RDF.type, OWL.ObjectProperty) in graph:
                items = schema.range_class(slot) or str(slot.range)
                graph.add((property_, SKOS.scopeNote, Literal(f"The value is an rdf:List; its items are of {items}.")))
