"""The systems that run jobs, as agents of PROV-O: what published runs are associated with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from rdflib import DCTERMS, PROV, RDF, RDFS, Graph, Literal, URIRef

from dspy_schema.codegen.vendors import VENDORS

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema

_TITLE = "Records of "


def agents(schema: Schema) -> Graph:
    """Type, label and description of the agent of each vendor, from the head of the schema of its records."""
    graph = Graph()
    for path in sorted(VENDORS.glob("*.yaml")):
        if path.name.endswith(".rules.yaml"):
            continue
        head = yaml.safe_load(path.read_text(encoding="utf-8"))
        agent = URIRef(f"{schema.view.schema.id}/vendors/{head['name']}")
        graph.add((agent, RDF.type, PROV.SoftwareAgent))
        graph.add((agent, RDF.type, PROV.Agent))
        graph.add((agent, RDFS.label, Literal(head["title"].removeprefix(_TITLE))))
        graph.add((agent, DCTERMS.description, Literal(f"{head['title']}. {head['description']}")))
    return graph
