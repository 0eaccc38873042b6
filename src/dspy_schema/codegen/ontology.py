"""The OWL ontology: linkml's, made to fit what is published.

Its properties are those that slot_uri names, values of types and words are literals, and any JSON value is one
`rdf:JSON` literal. With it go the mappings as SKOS triples, the classes of PROV-O that records are of, too, and the
agents that run jobs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkml.generators import owlgen
from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import OWL, PROV, RDF, RDFS, XSD, URIRef

from dspy_schema.codegen import agents, concepts, rdf_table, rdf_terms

if TYPE_CHECKING:
    from rdflib import Graph

    from dspy_schema.codegen.schema import Schema


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.owl.ttl`."""
    generator = owlgen.OwlSchemaGenerator(
        schema.view.schema,
        use_native_uris=False,
        type_objects=False,
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
        consolidate_cardinality_axioms=True,
    )
    # What holds any JSON value is a literal in any case.
    any_ = {slot.name for slot in schema.view.all_slots().values() if rdf_terms.holds_any(schema, slot)}
    owlgen.logger.addFilter(lambda record: not (record.msg.startswith("Ambiguous") and record.msg.split()[-1] in any_))
    graph = generator.as_graph()
    for slot in schema.view.all_slots().values():
        if rdf_terms.holds_any(schema, slot):
            _hold_literals(graph, URIRef(schema.view.get_uri(slot, expand=True)), RDF.JSON)
        elif slot.range in schema.view.all_enums():
            _hold_literals(graph, URIRef(schema.view.get_uri(slot, expand=True)), XSD.string)
    for name in schema.record_types:
        for type_ in rdf_table.types(schema, name)[1:]:
            graph.add((rdf_terms.of_class(schema, name), RDFS.subClassOf, rdf_terms.expanded(schema, type_)))
    # One set of triples: those mappings that linkml writes, too, are there once.
    graph += concepts.mappings(schema)
    graph += agents.agents(schema)
    graph.bind("prov", PROV)
    return {"dspy.owl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def _hold_literals(graph: Graph, slot: URIRef, datatype: URIRef) -> None:
    """The values of a property are literals; linkml takes them for other resources."""
    graph.remove((slot, RDF.type, OWL.ObjectProperty))
    graph.add((slot, RDF.type, OWL.DatatypeProperty))
    graph.set((slot, RDFS.range, datatype))
    for restriction in list(graph.subjects(OWL.onProperty, slot)):
        if graph.value(restriction, OWL.allValuesFrom):
            graph.set((restriction, OWL.allValuesFrom, datatype))
