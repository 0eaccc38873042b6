"""What a machine gets at the IRI of a term of a vendor's records: its name, what it means, and what it is mapped to.

Vendors' schemas have no ontology, since their records are converted before they are published.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from dspy_schema.mappings import alignment
from dspy_schema.sitegen.terms import FORMATS, serialized

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.element import Element

_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CLASSES = {"class": f"{_OWL}Class", "slot": "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"}


def write(folder: Path) -> None:
    """Write two files a term into `folder`, beside its page."""
    read = alignment.load("schema")
    told: dict[str, list[ox.Triple]] = defaultdict(list)
    mapped: dict[str, list[ox.Triple]] = defaultdict(list)
    for relation in read.relations:
        predicate, target = relation.mapping.predicate_iri, relation.mapping.object_iri
        if predicate and target and relation.element.schema != "dspy":
            subject = ox.NamedNode(relation.element.iri)
            mapped[relation.element.id].append(ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target)))
    for element in read.elements:
        if element.schema != "dspy" and (path := _path(element)):
            told[path] += [*_statements(read, element), *mapped[element.id]]
    for path, statements in told.items():
        for suffix, format_ in FORMATS.items():
            target_file = folder / f"{path}.{suffix}"
            if target_file.with_suffix(".md").is_file():
                target_file.write_bytes(serialized(statements, format_))


def _path(element: Element) -> str:
    """The element's page below the reference, without suffix; a value is on that of its enumeration."""
    name = element.id.partition(":")[2].partition("#")[0]
    slots = "slots/" if element.kind == "slot" else ""
    return f"{element.schema}/{slots}{name}"


def _statements(read: Alignment, element: Element) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(element.iri)
    yield ox.Triple(subject, _TYPE, ox.NamedNode(_CLASSES.get(element.kind, f"{_SKOS}Concept")))
    yield ox.Triple(subject, ox.NamedNode(f"{_RDFS}label"), ox.Literal(element.label or element.name))
    if element.description:
        yield ox.Triple(subject, ox.NamedNode(f"{_SKOS}definition"), ox.Literal(" ".join(element.description.split())))
    under = f"{_RDFS}subClassOf" if element.kind == "class" else f"{_SKOS}broader"
    for parent in map(read.elements.get, element.parents):
        if parent:
            yield ox.Triple(subject, ox.NamedNode(under), ox.NamedNode(parent.iri))
    scheme = element.iri.partition("#")[0].rpartition("/")[0]
    yield ox.Triple(subject, ox.NamedNode(f"{_SKOS}inScheme"), ox.NamedNode(scheme))
