"""A report as linked data (JSON-LD 1.1): claims are entities of PROV-O, derived from records, with a mapping as source.

Records have the IRIs that `publish` gives them.
"""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf
from dspy_schema.audit import jsonld_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.audit.evidence import Evidence
    from dspy_schema.audit.jsonld_nodes import Node

_PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
_LINKS = ("prov:wasDerivedFrom", "prov:wasInfluencedBy", "prov:hadPrimarySource", "schema:about", "dct:hasPart")
_encode = msgspec.json.Encoder().encode


def write(evidence: Evidence, base: str) -> Iterator[bytes]:
    """The pieces of the document, a node a line; the IRI of the report is made from what it says."""
    claims = list(enumerate(evidence.claims, start=1))
    mappings = (jsonld_nodes.mapping(each.relation.mapping, number, evidence) for number, each in claims)
    nodes = [jsonld_nodes.report(evidence), *mappings]
    iri = f"{base}evidence/{_digest(nodes, evidence)}"
    yield b'{"@context":%s,"@graph":[\n' % _encode(_context(iri))
    told = jsonld_nodes.told(evidence, base)
    rest = chain(
        (jsonld_nodes.claim(each, number, *told) for number, each in claims),
        (jsonld_nodes.gap(each, evidence, base) for each in evidence.gaps),
        jsonld_nodes.unused(evidence),
        jsonld_nodes.records(evidence, base),
    )
    for number, node in enumerate(chain(nodes, rest)):
        yield b"%s%s" % (b",\n" if number else b"", _encode(node))
    yield b"\n]}\n"


def _context(iri: str) -> Node:
    prefixes = {name: rdf.table().prefixes[name] for name in ("dct", "dspy", "prov", "rdfs", "schema", "xsd")}
    return {"@base": iri, **prefixes, **_PREFIXES, **{each: {"@type": "@id"} for each in _LINKS}}


def _digest(nodes: Iterable[Node], evidence: Evidence) -> str:
    told = hashlib.sha256()
    for node in nodes:
        told.update(_encode(node))
    for id_, bits in evidence.resources.items():
        told.update(b"%s\n%x\n" % (id_.encode(), bits))
    for found in evidence.gaps:
        told.update(_encode([found.name, found.jobs]))
    for each in evidence.unused:
        told.update(_encode([each.record, each.code, each.message]))
    return told.hexdigest()[:32]
