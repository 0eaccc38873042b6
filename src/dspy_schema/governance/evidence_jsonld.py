"""EvidenceData as PROV-O.

Records have the IRIs that `publish` gives them.

A job is an entity, from which a claim can be derived; a run is an activity, which is no entity (PROV-O: the two are
disjoint), and influences the claim.
"""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.governance import evidence_text
from dspy_schema.governance.evidence import LIMITS
from dspy_schema.mappings.sssom_model import BUILT_IN, expand_curie
from dspy_schema.rdf import terms
from dspy_schema.rdf import terms as terms_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.claims import Claim
    from dspy_schema.governance.evidence import EvidenceData
    from dspy_schema.governance.gaps import FoundGaps
    from dspy_schema.mappings.sssom import Mapping


REPORT = "#report"
_PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
_LINKS = ("prov:wasDerivedFrom", "prov:wasInfluencedBy", "prov:hadPrimarySource", "schema:about", "dct:hasPart")
Node = dict[str, Any]
Told = list[tuple[str, int]]


def report_node(evidence: EvidenceData) -> Node:
    """The report itself: totals, time span and what it says of itself."""
    totals = evidence.totals
    node: Node = {
        "@id": REPORT,
        "@type": ["prov:Entity", "schema:Report"],
        "dct:title": evidence_text.TITLE,
        "dct:description": LIMITS,
        "schema:about": [each.iri for each in evidence.frameworks],
        "schema:variableMeasured": [
            {"@type": "schema:PropertyValue", "schema:name": name, "schema:value": getattr(totals, name)}
            for name in ("records", "used", "unused", "jobs", "runs")
        ],
    }
    if totals.first:
        node["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "schema:startDate": {"@value": totals.first, "@type": "xsd:dateTime"},
            "schema:endDate": {"@value": totals.last, "@type": "xsd:dateTime"},
        }
    return node


def mapping_node(mapping: Mapping, number: int, evidence: EvidenceData) -> Node:
    """A row of the mappings."""
    node: Node = {
        "@id": f"#mapping-{number}",
        "@type": ["prov:Entity", "owl:Axiom"],
        "owl:annotatedSource": {"@id": mapping.subject_iri},
        "owl:annotatedProperty": {"@id": mapping.predicate_iri},
        "owl:annotatedTarget": {"@id": mapping.object_iri},
        "sssom:mapping_justification": {"@id": expand_curie(mapping.justification, BUILT_IN)},
        "prov:atLocation": {
            "@type": "prov:Location",
            "rdfs:label": evidence_text.describe_place(mapping, evidence.alignment),
        },
    }
    if mapping.confidence is not None:
        node["sssom:confidence"] = {"@value": f"{mapping.confidence:g}", "@type": "xsd:double"}
    if mapping.comment:
        node["rdfs:comment"] = mapping.comment
    return node


def claim_nodes(claim: Claim, number: int, entities: Told, activities: Told) -> Node:
    """A claim, with what it is derived from."""
    derived = [iri for iri, told in entities if told & claim.bits]
    influenced = [iri for iri, told in activities if told & claim.bits]
    node: Node = {
        "@id": f"#claim-{number}",
        "@type": ["prov:Entity", "schema:Claim"],
        "dct:isPartOf": {"@id": REPORT},
        "dct:type": evidence_text.describe_strength(claim),
        "dct:description": "".join(
            each if isinstance(each, str) else each.text for each in evidence_text.describe_statement(claim)
        ),
        "schema:about": claim.relation.term.iri,
        "prov:hadPrimarySource": f"#mapping-{number}",
    }
    if derived:
        node["prov:wasDerivedFrom"] = derived
    if influenced:
        node["prov:wasInfluencedBy"] = influenced
    return node


def fact_nodes(evidence: EvidenceData, base: str) -> tuple[Told, Told]:
    """The IRIs of entities and of activities among what was read, each with the bits of what is told of it."""
    classes = terms.load_table().classes
    activities = evidence.facts.bits(name for name, each in classes.items() if "prov:Activity" in each.types)
    found: tuple[Told, Told] = ([], [])
    for id_, bits in evidence.resources.items():
        found[bool(bits & activities)].append((terms.subject_iri(base, id_), bits))
    return found


def gap_nodes(found: FoundGaps, evidence: EvidenceData, base: str) -> Node:
    """What is missing, and of which jobs."""
    terms = [term.iri for each in found.gap.terms if (term := evidence.alignment.vocabularies.term(each))]
    return {
        "@id": f"#gap-{found.name}",
        "@type": ["prov:Entity", "schema:Claim"],
        "dct:isPartOf": {"@id": REPORT},
        "dct:type": "missing",
        "dct:title": found.gap.title,
        "dct:description": " ".join(found.gap.why.split()),
        "dct:requires": [{"@id": each} for each in dict.fromkeys(map(_named, found.gap.lacks))],
        "dct:references": [{"@id": each} for each in terms],
        "schema:about": [terms_module.subject_iri(base, each) for each in found.jobs],
    }


def _named(fact: str) -> str:
    """The IRI of the class or the predicate that a fact is about."""
    class_, _, member = fact.partition("=")[0].partition(".")
    table = terms.load_table()
    return table.iri(table.classes[class_].members[member].predicate if member else f"dspy:{class_}")


def unused_nodes(evidence: EvidenceData) -> Iterator[Node]:
    """The records that are no evidence."""
    for number, each in enumerate(evidence.unused, start=1):
        record = {"schema:position": each.record} if each.record else {}
        yield {
            "@id": f"#unused-{number}",
            "@type": "schema:Comment",
            "dct:isPartOf": {"@id": REPORT},
            "dct:type": "not used",
            **record,
            "dct:identifier": each.code,
            "dct:description": each.message,
        }


def record_nodes(evidence: EvidenceData, base: str) -> Iterator[Node]:
    """What was read, as `publish` names it; runs and jobs that are named by runs only have no node."""
    table = terms.load_table()
    types = [(evidence.facts.bits([name]), table.classes[name].types) for name in table.records]
    for id_, bits in evidence.resources.items():
        told = [type_ for bit, each in types if bits & bit for type_ in each]
        yield {"@id": terms.subject_iri(base, id_), "@type": told, "schema:identifier": id_}


_encode = msgspec.json.Encoder().encode


def write_jsonld(evidence: EvidenceData, base: str) -> Iterator[bytes]:
    """The pieces of the document, a node a line; the IRI of the report is made from what it says."""
    claims = list(enumerate(evidence.claims, start=1))
    mappings = (mapping_node(each.relation.mapping, number, evidence) for number, each in claims)
    nodes = [report_node(evidence), *mappings]
    iri = f"{base}evidence/{_digest(nodes, evidence)}"
    yield b'{"@context":%s,"@graph":[\n' % _encode(_context(iri))
    told = fact_nodes(evidence, base)
    rest = chain(
        (claim_nodes(each, number, *told) for number, each in claims),
        (gap_nodes(each, evidence, base) for each in evidence.gaps),
        unused_nodes(evidence),
        record_nodes(evidence, base),
    )
    for number, node in enumerate(chain(nodes, rest)):
        yield b"%s%s" % (b",\n" if number else b"", _encode(node))
    yield b"\n]}\n"


def _context(iri: str) -> Node:
    prefixes = {name: terms.load_table().prefixes[name] for name in ("dct", "dspy", "prov", "rdfs", "schema", "xsd")}
    return {"@base": iri, **prefixes, **_PREFIXES, **{each: {"@type": "@id"} for each in _LINKS}}


def _digest(nodes: Iterable[Node], evidence: EvidenceData) -> str:
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
