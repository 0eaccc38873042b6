"""The schema as a SKOS vocabulary: what it names, what that means, and which terms of other vocabularies it is near to.

| element | concept |
|---|---|
| class | the IRI that is the `rdf:type` of its records, `dspy:TrainingJob` |
| slot | its predicate, `dspy:run_status`; those of other vocabularies, such as `rdfs:label`, are theirs to describe |
| enumeration | `dspy:TrainingStatus` |
| word of one | `dspy:TrainingStatus#succeeded`, as in the ontology; its `skos:notation` is the word that records have |

The elements of vendors' records that are mapped are concepts, too. The mappings are the rows of `schema/mappings`.
`A skos:broadMatch B` says that B is the broader one (SKOS Reference, section 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from linkml_runtime.utils.rdf_canonicalize import canonicalize_rdf_graph
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from dspy_schema.codegen import rdf_terms
from dspy_schema.codegen.schema import ANY, ROOT
from dspy_schema.mappings.alignment import load
from dspy_schema.mappings.matches import SKOS as SKOS_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import Element

    from dspy_schema.codegen.schema import Schema
    from dspy_schema.mappings.alignment import Relation


def generate(schema: Schema) -> dict[str, bytes]:
    """`dspy.skos.ttl`."""
    graph = Graph()
    for each in schema.view.schema.prefixes.values():
        graph.bind(str(each.prefix_prefix), str(each.prefix_reference), replace=True)
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
    graph += mappings(schema)
    return {"dspy.skos.ttl": canonicalize_rdf_graph(graph, output_format="turtle").encode()}


def mappings(schema: Schema) -> Graph:
    """The mappings of all elements that have an IRI of their own as SKOS triples, those of vendors' included."""
    graph = Graph()
    for each in _relations(schema):
        graph.add((URIRef(each.element.uri), SKOS[SKOS_NAMES[each.match]], URIRef(str(each.mapping.object_iri))))
    return graph


def _relations(schema: Schema) -> Iterator[Relation]:
    """The rows on elements that the schema, or a vendor's, describes: an IRI such as `rdfs:label` is others' to do."""
    own = f"{schema.view.schema.id}/"
    yield from (each for each in load(str(ROOT.parent)).relations if each.element.uri.startswith(own))


def _add_vendors(graph: Graph, schema: Schema) -> None:
    """The elements of vendors' records that are mapped, as concepts of a scheme for each vendor."""
    for each in _relations(schema):
        if each.element.schema != schema.name:
            iri = URIRef(each.element.uri)
            graph.add((iri, RDF.type, SKOS.Concept))
            graph.add((iri, SKOS.inScheme, URIRef(each.element.iri.rpartition("/")[0])))
            graph.add((iri, SKOS.prefLabel, Literal(each.element.label)))
            if each.element.description:
                graph.add((iri, SKOS.definition, Literal(each.element.description)))


def _elements(schema: Schema) -> Iterator[tuple[URIRef, str, Element, URIRef | None]]:
    """IRI, label, definition of each element, and the element that is broader."""
    own = str(schema.view.schema.prefixes[schema.name].prefix_reference)
    for name, class_ in schema.view.all_classes().items():
        if class_.class_uri != ANY:
            broader = rdf_terms.of_class(schema, class_.is_a) if class_.is_a else None
            yield rdf_terms.of_class(schema, str(name)), str(name), class_, broader
    for slot in schema.view.all_slots().values():
        iri = rdf_terms.of_slot(schema, slot)
        if iri.startswith(own):
            yield iri, str(slot.alias or slot.name), slot, None
    for name, enum in schema.view.all_enums().items():
        yield (whole := rdf_terms.expanded(schema, f"{schema.name}:{name}")), str(name), enum, None
        for word, value in enum.permissible_values.items():
            yield _word(schema, str(name), str(word)), str(word), value, whole


def _word(schema: Schema, enum: str, word: str) -> URIRef:
    return rdf_terms.expanded(schema, f"{schema.name}:{enum}#{quote(word, safe='')}")
