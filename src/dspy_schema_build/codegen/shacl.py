"""SHACL shapes of classes, and of the rules between members that classes state.

They are not linkml's, which ask for no identifier, check no JSON value, and take the values of a list for a set. The
rules of schema/rules.yaml are not among them: that a day exists is part of `xsd:dateTime`, and `sh:lessThanOrEquals`
makes pySHACL 0.40.1 fail, instead of reporting, where a text is not a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import DCTERMS, PROV, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from dspy_schema_build.codegen import jsonld_context, shacl_values
from dspy_schema_build.codegen.jsonld_context import rdf_types
from dspy_schema_build.codegen.schema import PUBLISHING
from dspy_schema_build.codegen.shacl_values import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import ClassRule, SlotDefinition
    from rdflib.term import Node

    from dspy_schema_build.codegen.schema import Schema


ACTIVITY = "prov:Activity"
_DIGEST = "_digest"
_TIMES = (PROV.startedAtTime, PROV.endedAtTime)


def generate_shacl(schema: Schema) -> dict[str, bytes]:
    """Generate `dspy.shacl.ttl`: a shape for each concrete class, with the class's name; a record's shape is closed.

    In `dspy.open.shacl.ttl` no shape is, so that records may have statements in terms of other vocabularies.
    """
    graph = Graph()
    for prefix, namespace in schema.prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    graph.bind("sh", SH)
    graph.bind("shapes", shacl_values.SHAPES)
    shacl_values.define_lists(graph)
    shacl_values.define_numbers(graph)
    shacl_values.define_uses(graph, schema)
    for name in schema.node_classes:
        _add_class(graph, schema, name)
    shapes = {"dspy.shacl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}
    for shape in list(graph.subjects(SH.targetClass)):
        graph.remove((shape, SH.closed, None))
        for ignored in list(graph.objects(shape, SH.ignoredProperties)):
            Collection(graph, ignored).clear()  # type: ignore[no-untyped-call]
            graph.remove((shape, SH.ignoredProperties, ignored))
    return {**shapes, "dspy.open.shacl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def _add_class(graph: Graph, schema: Schema, name: str) -> None:
    shape = jsonld_context.class_iri(schema, name)
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, shape))
    graph.add((shape, RDFS.comment, Literal(str(schema.class_(name).description))))
    graph.add((shape, SH.closed, Literal(not schema.is_open(name))))
    graph.add((shape, SH.ignoredProperties, Collection(graph, BNode(), [RDF.type]).uri))
    slots = [*schema.members(name).values(), *_publishing_slots(schema, name)]
    for order, slot in enumerate(slots):
        for property_ in _properties(graph, schema, slot):
            graph.add((shape, SH.property, property_))
            graph.add((property_, SH.order, Literal(order)))
            if slot.description:
                graph.add((property_, SH.description, Literal(str(slot.description))))
    if name in schema.record_types:
        (identifier,) = (jsonld_context.slot_iri(schema, slot) for slot in slots if slot.identifier)
        shacl_values.require_unique_identifier(graph, shape, schema, identifier)
        shacl_values.require_one_type(graph, shape, schema, name)
        for predicate in _provenance(schema, name):
            link = BNode()
            graph.add((shape, SH.property, link))
            graph.add((link, SH.path, predicate))
            # The others are of more vocabularies, or follow from members that are judged.
            if predicate not in {*_TIMES, DCTERMS.source}:
                graph.add((link, SH.nodeKind, SH.IRI))
    _add_rules(graph, schema, name)


def _properties(graph: Graph, schema: Schema, slot: SlotDefinition) -> Iterator[Node]:
    """Yield the property shapes of a member: one, or of a list one for the list and one for its items."""
    predicate, shape = jsonld_context.slot_iri(schema, slot), BNode()
    graph.add((shape, SH.path, predicate))
    graph.add((shape, SH.maxCount, Literal(1)))
    if slot.required or slot.identifier:
        graph.add((shape, SH.minCount, Literal(1)))
    yield shape
    if slot.multivalued and not jsonld_context.holds_any(schema, slot):
        graph.add((shape, SH.node, shacl_values.LIST))
        # The empty list is an IRI.
        graph.add((shape, SH.nodeKind, SH.BlankNode if slot.minimum_cardinality else SH.BlankNodeOrIRI))
        items = BNode()
        graph.add((items, SH.path, shacl_values.path_to_items(graph, predicate)))
        shacl_values.constrain_values(graph, items, schema, slot)
        yield items
    else:
        shacl_values.constrain_values(graph, shape, schema, slot)


def _publishing_slots(schema: Schema, name: str) -> Iterator[SlotDefinition]:
    """Yield what a publisher adds to the node of a record; the digest of a member only where that member can be."""
    if name not in schema.record_types:
        return
    for slot in schema.view.all_slots().values():
        member = str(slot.name).removesuffix(_DIGEST)
        if PUBLISHING in slot.in_subset and (member == slot.name or member in schema.members(name)):
            yield slot


def _provenance(schema: Schema, name: str) -> Iterator[URIRef]:
    """Yield the predicates of PROV-O of a published record; most are those of an activity."""
    yield PROV.wasDerivedFrom
    if ACTIVITY in rdf_types(schema, name):
        yield from (PROV.used, PROV.wasAssociatedWith, PROV.generated, DCTERMS.source, *_TIMES)


def _add_rules(graph: Graph, schema: Schema, name: str) -> None:
    """Add the rules that a class states; raises ValueError for one of a form that is not known here."""
    for rule in schema.class_(name).rules:
        _add_rule(graph, schema, name, rule)


def _add_rule(graph: Graph, schema: Schema, name: str, rule: ClassRule) -> None:
    """Add a shape of its own, so that its result has the rule's message: not both the values and the member."""
    code = str(rule.annotations["code"].value)
    shape, both = SHAPES[f"{name}.{code}"], BNode()
    conditions: list[Node] = []
    for member, condition in rule.preconditions.slot_conditions.items():
        words = [condition.equals_string] if condition.equals_string else list(condition.equals_string_in)
        if not words:
            raise ValueError(f"{code} of {name}: SHACL of a condition on {member} is not implemented")
        node = _present(graph, schema, name, str(member))
        property_ = graph.value(node, SH.property)
        graph.add((property_, SH["in"], Collection(graph, BNode(), [Literal(str(word)) for word in words]).uri))  # type: ignore[arg-type]
        conditions.append(node)
    for member, condition in rule.postconditions.slot_conditions.items():
        if str(condition.value_presence) != "ABSENT":
            raise ValueError(f"{code} of {name}: SHACL of a conclusion on {member} is not implemented")
        conditions.append(_present(graph, schema, name, str(member)))
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, jsonld_context.class_iri(schema, name)))
    graph.add((shape, SH.message, Literal(f"{code} {' '.join(str(rule.description).split())}")))
    graph.add((shape, SH["not"], both))
    graph.add((both, SH["and"], Collection(graph, BNode(), conditions).uri))


def _present(graph: Graph, schema: Schema, name: str, member: str) -> Node:
    node, property_ = BNode(), BNode()
    graph.add((node, SH.property, property_))
    graph.add((property_, SH.path, jsonld_context.slot_iri(schema, schema.members(name)[member])))
    graph.add((property_, SH.minCount, Literal(1)))
    return node
