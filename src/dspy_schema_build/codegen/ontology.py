"""The ontology in OWL, and the concepts of all elements in SKOS.

The ontology's properties are those that slot_uri names, without those of other vocabularies; its axioms are those of
published records (`owl_axioms`). It also has the mappings as SKOS triples, the classes of PROV-O that records are
instances of, and the agents that run jobs.

| element | concept |
|---|---|
| class | the IRI that is the `rdf:type` of its records, `dspy:TrainingJob` |
| slot | its predicate, `dspy:run_status`; those of other vocabularies, such as `rdfs:label`, are theirs to describe |
| enumeration | `dspy:TrainingStatus` |
| value of one | `dspy:TrainingStatus#succeeded`, as in the ontology; its `skos:notation` is the text in records |

The elements of vendors' records that are mapped are concepts, too. The mappings are the rows of `schema/mappings`.
`A skos:broadMatch B` says that B is the broader one (SKOS Reference, section 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import yaml
from linkml.generators import owlgen
from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef

from dspy_schema.mappings import sssom_model
from dspy_schema.mappings.alignment import load_alignment
from dspy_schema_build.codegen import jsonld_context, owl_axioms
from dspy_schema_build.codegen.schema import ANY, ROOT
from dspy_schema_build.codegen.vendors import vendor_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import Element

    from dspy_schema.mappings.alignment import Relation
    from dspy_schema_build.codegen.schema import Schema


_TITLE = "Records of "


def generate_concepts(schema: Schema) -> dict[str, bytes]:
    """Generate `dspy.skos.ttl`."""
    graph = Graph()
    for prefix, namespace in schema.prefixes.items():
        graph.bind(prefix, namespace, replace=True)
    scheme = URIRef(str(schema.view.schema.id))
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal(str(schema.view.schema.title))))
    graph.add((scheme, DCTERMS.description, Literal(str(schema.view.schema.description))))
    for iri, label, element, broader in _elements(schema):
        graph.add((iri, RDF.type, SKOS.Concept))
        graph.add((iri, SKOS.inScheme, scheme))
        graph.add((iri, SKOS.prefLabel, Literal(label)))
        if element.description:
            graph.add((iri, SKOS.definition, Literal(str(element.description))))
        if broader is not None:
            graph.add((iri, SKOS.broader, broader))
    for name, enum in schema.view.all_enums().items():
        for word in enum.permissible_values:
            graph.add((_word(schema, str(name), str(word)), SKOS.notation, Literal(str(word))))
    _add_vendors(graph, schema)
    graph += mapping_statements(schema)
    return {"dspy.skos.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def mapping_statements(schema: Schema) -> Graph:
    """Collect the mappings of all elements with an IRI of their own as SKOS triples, those of vendors' included."""
    graph = Graph()
    for relation in _relations(schema):
        subject, object_ = URIRef(relation.element.uri), URIRef(str(relation.mapping.object_iri))
        graph.add((subject, SKOS[sssom_model.SKOS_NAMES[relation.match]], object_))
    return graph


def _relations(schema: Schema) -> Iterator[Relation]:
    """Yield the rows on elements that the schema, or a vendor's, describes; others describe `rdfs:label`, say."""
    own = f"{schema.view.schema.id}/"
    relations = load_alignment(str(ROOT.parent)).relations
    yield from (relation for relation in relations if relation.element.uri.startswith(own))


def _add_vendors(graph: Graph, schema: Schema) -> None:
    """Add the elements of vendors' records that are mapped, as concepts of a scheme for each vendor."""
    for element in (relation.element for relation in _relations(schema)):
        if element.schema != schema.name:
            iri = URIRef(element.uri)
            graph.add((iri, RDF.type, SKOS.Concept))
            graph.add((iri, SKOS.inScheme, URIRef(element.iri.rpartition("/")[0])))
            graph.add((iri, SKOS.prefLabel, Literal(element.label)))
            if element.description:
                graph.add((iri, SKOS.definition, Literal(element.description)))


def _elements(schema: Schema) -> Iterator[tuple[URIRef, str, Element, URIRef | None]]:
    """Yield the IRI, label and definition of each element, and the element that is broader."""
    own = str(schema.view.schema.prefixes[schema.name].prefix_reference)
    for name, class_ in schema.view.all_classes().items():
        if class_.class_uri != ANY:
            broader = jsonld_context.class_iri(schema, class_.is_a) if class_.is_a else None
            yield jsonld_context.class_iri(schema, str(name)), str(name), class_, broader
    for slot in schema.view.all_slots().values():
        iri = jsonld_context.slot_iri(schema, slot)
        if iri.startswith(own):
            yield iri, str(slot.alias or slot.name), slot, None
    for name, enum in schema.view.all_enums().items():
        yield (whole := jsonld_context.expand_curie(schema, f"{schema.name}:{name}")), str(name), enum, None
        for word, value in enum.permissible_values.items():
            yield _word(schema, str(name), str(word)), str(word), value, whole


def _word(schema: Schema, enum: str, word: str) -> URIRef:
    return jsonld_context.expand_curie(schema, f"{schema.name}:{enum}#{quote(word, safe='')}")


def agent_statements(schema: Schema) -> Graph:
    """Collect type, label and description of the agent of each vendor, from the head of the schema of its records."""
    graph = Graph()
    for path in vendor_paths():
        head = yaml.safe_load(path.read_text(encoding="utf-8"))
        agent = URIRef(f"{schema.view.schema.id}/vendors/{head['name']}")
        graph.add((agent, RDF.type, PROV.SoftwareAgent))
        graph.add((agent, RDF.type, PROV.Agent))
        graph.add((agent, RDFS.label, Literal(head["title"].removeprefix(_TITLE))))
        graph.add((agent, DCTERMS.description, Literal(f"{head['title']}. {head['description']}")))
    return graph


def generate_ontology(schema: Schema) -> dict[str, bytes]:
    """Generate `dspy.owl.ttl`."""
    generator = owlgen.OwlSchemaGenerator(
        schema.view.schema,
        use_native_uris=False,
        type_objects=False,
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
        consolidate_cardinality_axioms=True,
    )
    # What holds any JSON value is a literal in any case.
    any_ = {slot.name for slot in schema.view.all_slots().values() if jsonld_context.holds_any(schema, slot)}
    owlgen.logger.addFilter(lambda record: not (record.msg.startswith("Ambiguous") and record.msg.split()[-1] in any_))
    graph = generator.as_graph()
    owl_axioms.replace_axioms(graph, schema)
    for name in schema.record_types:
        for type_ in jsonld_context.rdf_types(schema, name)[1:]:
            graph.add(
                (jsonld_context.class_iri(schema, name), RDFS.subClassOf, jsonld_context.expand_curie(schema, type_))
            )
    # One set of triples: those mappings that linkml writes, too, are there once.
    graph += mapping_statements(schema)
    graph += agent_statements(schema)
    graph.bind("prov", PROV)
    return {"dspy.owl.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}
