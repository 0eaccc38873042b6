"""The OWL ontology: linkml's, with the properties that slot_uri names and literals for any JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkml.generators.owlgen import OwlSchemaGenerator
from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import OWL, RDF, RDFS, URIRef

from dspy_schema.codegen.schema import ANY

if TYPE_CHECKING:
    from rdflib import Graph

    from dspy_schema.codegen.schema import Schema


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.owl.ttl`."""
    generator = OwlSchemaGenerator(
        schema.view.schema,
        use_native_uris=False,
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
        consolidate_cardinality_axioms=True,
    )
    graph = generator.as_graph()
    for slot in schema.view.all_slots().values():
        target = schema.view.get_class(slot.range) if slot.range else None
        if target is not None and target.class_uri == ANY:
            _hold_json_literals(graph, URIRef(schema.view.get_uri(slot, expand=True)))
    return {"dspy.owl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def _hold_json_literals(graph: Graph, slot: URIRef) -> None:
    """Any JSON value is one `rdf:JSON` literal; linkml takes it for another resource."""
    graph.remove((slot, RDF.type, OWL.ObjectProperty))
    graph.add((slot, RDF.type, OWL.DatatypeProperty))
    graph.set((slot, RDFS.range, RDF.JSON))
    for restriction in list(graph.subjects(OWL.onProperty, slot)):
        if graph.value(restriction, OWL.allValuesFrom):
            graph.set((restriction, OWL.allValuesFrom, RDF.JSON))
