"""Evidence as PROV-O in JSON-LD; records have the IRIs that `publish` gives them.

A job is a prov:Entity, which a claim is derived from; a run is a prov:Activity, which cannot be an entity (PROV-O: the
two are disjoint), and influences the claim.
"""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.governance.evidence import LIMITS
from dspy_schema.governance.reports import evidence_text
from dspy_schema.mappings.sssom_model import BUILT_IN, expand_curie
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.claims import Claim
    from dspy_schema.governance.evidence import EvidenceData
    from dspy_schema.governance.gaps import OpenGap
    from dspy_schema.mappings.sssom import Mapping


_REPORT = "#report"
_PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
_LINKS = ("prov:wasDerivedFrom", "prov:wasInfluencedBy", "prov:hadPrimarySource", "schema:about", "dct:hasPart")
_encode = msgspec.json.Encoder().encode
_Node = dict[str, Any]
# IRIs of jobs or runs, each with the bits of its facts.
_Resources = list[tuple[str, int]]


def render_jsonld(evidence: EvidenceData, base: str) -> Iterator[bytes]:
    """Render the document, a node a line; the IRI of the report is a digest of what it says."""
    claims = list(enumerate(evidence.claims, start=1))
    nodes = _build_head(evidence)
    iri = f"{base}evidence/{_digest(nodes, evidence)}"
    yield b'{"@context":%s,"@graph":[\n' % _encode(_build_context(iri))
    entities, activities = _split_resources(evidence, base)
    rest = chain(
        (_build_claim(claim, number, entities, activities) for number, claim in claims),
        (_build_gap(gap, evidence, base) for gap in evidence.gaps),
        _build_problems(evidence, base),
        _build_unused(evidence),
        _build_records(evidence, base),
    )
    for number, node in enumerate(chain(nodes, rest)):
        yield b"%s%s" % (b",\n" if number else b"", _encode(node))
    yield b"\n]}\n"


def find_iri(evidence: EvidenceData, base: str) -> str:
    """Find the IRI of the report, a digest of what it says."""
    return f"{base}evidence/{_digest(_build_head(evidence), evidence)}"


def _build_head(evidence: EvidenceData) -> list[_Node]:
    """Build the nodes of the report, its inputs and versions, and the mappings that it cites."""
    mappings = (
        _build_mapping(claim.relation.mapping, number, evidence)
        for number, claim in enumerate(evidence.claims, start=1)
    )
    return [_build_report(evidence), *_build_sources(evidence), *mappings]


def _build_context(iri: str) -> _Node:
    prefixes = {name: terms.load_table().prefixes[name] for name in ("dct", "dspy", "prov", "rdfs", "schema", "xsd")}
    return {"@base": iri, **prefixes, **_PREFIXES, **{link: {"@type": "@id"} for link in _LINKS}}


def _build_report(evidence: EvidenceData) -> _Node:
    """Build the node of the report: totals, time span and limits."""
    totals = evidence.totals
    node: _Node = {
        "@id": _REPORT,
        "@type": ["prov:Entity", "schema:Report"],
        "dct:title": evidence_text.TITLE,
        "dct:description": LIMITS,
        "schema:about": [framework.iri for framework in evidence.frameworks],
        "schema:variableMeasured": [
            {"@type": "schema:PropertyValue", "schema:name": name, "schema:value": getattr(totals, name)}
            for name in ("records", "used", "unused", "jobs", "runs")
        ],
    }
    if totals.statuses:
        node["schema:variableMeasured"] += [
            {"@type": "schema:PropertyValue", "schema:name": f"jobs {status}", "schema:value": count}
            for status, count in totals.statuses.items()
        ]
    provenance = evidence.provenance
    if provenance.date:
        kind = "xsd:dateTime" if "T" in provenance.date else "xsd:date"
        node["dct:created"] = {"@value": provenance.date, "@type": kind}
    if provenance.inputs:
        node["dct:source"] = [{"@id": f"#input-{number}"} for number in range(1, len(provenance.inputs) + 1)]
    node["dct:references"] = [{"@id": f"#version-{number}"} for number in range(1, len(provenance.versions) + 1)]
    if totals.first:
        node["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "schema:startDate": {"@value": totals.first, "@type": "xsd:dateTime"},
            "schema:endDate": {"@value": totals.last, "@type": "xsd:dateTime"},
        }
    return node


def _build_sources(evidence: EvidenceData) -> Iterator[_Node]:
    """Build the nodes of the inputs, and of the tool, the schema and the tables."""
    for number, one in enumerate(evidence.provenance.inputs, start=1):
        yield {
            "@id": f"#input-{number}",
            "@type": ["prov:Entity", "schema:MediaObject"],
            "schema:name": one.name,
            "schema:sha256": one.sha256,
            "schema:contentSize": str(one.size),
        }
    for number, version in enumerate(evidence.provenance.versions, start=1):
        node: _Node = {
            "@id": f"#version-{number}",
            "@type": ["prov:SoftwareAgent"] if version.kind == "tool" else ["prov:Entity"],
            "dct:type": version.kind,
            "schema:name": version.name,
        }
        if version.version:
            node["schema:version"] = version.version
        if version.sha256:
            node["schema:sha256"] = version.sha256
        yield node


def _build_mapping(mapping: Mapping, number: int, evidence: EvidenceData) -> _Node:
    node: _Node = {
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


def _build_claim(claim: Claim, number: int, entities: _Resources, activities: _Resources) -> _Node:
    """Build the node of a claim, with the jobs and runs that state its facts."""
    derived = [iri for iri, bits in entities if bits & claim.bits]
    influenced = [iri for iri, bits in activities if bits & claim.bits]
    pieces = evidence_text.describe_claim(claim)
    node: _Node = {
        "@id": f"#claim-{number}",
        "@type": ["prov:Entity", "schema:Claim"],
        "dct:isPartOf": {"@id": _REPORT},
        "dct:type": evidence_text.describe_strength(claim),
        "dct:description": "".join(piece if isinstance(piece, str) else piece.text for piece in pieces),
        "schema:about": claim.relation.term.iri,
        "prov:hadPrimarySource": f"#mapping-{number}",
    }
    if derived:
        node["prov:wasDerivedFrom"] = derived
    if influenced:
        node["prov:wasInfluencedBy"] = influenced
    return node


def _split_resources(evidence: EvidenceData, base: str) -> tuple[_Resources, _Resources]:
    """Split what was read into entities and activities."""
    classes = terms.load_table().classes
    activity = evidence.facts.encode(name for name, class_ in classes.items() if "prov:Activity" in class_.types)
    entities: _Resources = []
    activities: _Resources = []
    for id_, bits in evidence.resources.items():
        (activities if bits & activity else entities).append((terms.subject_iri(base, id_), bits))
    return entities, activities


def _build_gap(open_gap: OpenGap, evidence: EvidenceData, base: str) -> _Node:
    """Build the node of a gap: what is missing, and of which jobs."""
    gap = open_gap.gap
    concerned = [term.iri for curie in gap.terms if (term := evidence.alignment.vocabularies.get_term(curie))]
    return {
        "@id": f"#gap-{open_gap.name}",
        "@type": ["prov:Entity", "schema:Claim"],
        "dct:isPartOf": {"@id": _REPORT},
        "dct:type": "missing",
        "dct:title": gap.title,
        "dct:description": " ".join(gap.why.split()),
        "dct:requires": [{"@id": iri} for iri in dict.fromkeys(map(_find_subject, gap.lacks))],
        "dct:references": [{"@id": iri} for iri in concerned],
        "schema:about": [terms.subject_iri(base, id_) for id_ in open_gap.jobs],
    }


def _build_problems(evidence: EvidenceData, base: str) -> Iterator[_Node]:
    """Build the nodes of placeholders and contradictions, which say of which jobs they are."""
    for placeholder in evidence.placeholders:
        title = f"{placeholder.member}: {', '.join(placeholder.values)}"
        yield _build_problem("placeholder", placeholder.member, title, placeholder.jobs, base)
    for contradiction in evidence.contradictions:
        yield _build_problem("contradiction", contradiction.name, contradiction.title, contradiction.jobs, base)


def _build_problem(kind: str, name: str, title: str, jobs: list[str], base: str) -> _Node:
    return {
        "@id": f"#{kind}-{name}",
        "@type": ["prov:Entity", "schema:Claim"],
        "dct:isPartOf": {"@id": _REPORT},
        "dct:type": kind,
        "dct:title": title,
        "schema:about": [terms.subject_iri(base, id_) for id_ in jobs],
    }


def _find_subject(fact: str) -> str:
    """Return the IRI of the class or the predicate that a fact is about."""
    class_, _, member = fact.partition("=")[0].partition(".")
    table = terms.load_table()
    return table.iri(table.classes[class_].members[member].predicate if member else f"dspy:{class_}")


def _build_unused(evidence: EvidenceData) -> Iterator[_Node]:
    for number, unused in enumerate(evidence.unused, start=1):
        yield {
            "@id": f"#unused-{number}",
            "@type": "schema:Comment",
            "dct:isPartOf": {"@id": _REPORT},
            "dct:type": "not used",
            **({"schema:position": unused.record} if unused.record else {}),
            "dct:identifier": unused.code,
            "dct:description": unused.message,
        }


def _build_records(evidence: EvidenceData, base: str) -> Iterator[_Node]:
    """Build the nodes of what was read, as `publish` names it; jobs that only runs name have no node."""
    table = terms.load_table()
    types_by_bit = [(evidence.facts.encode([name]), table.classes[name].types) for name in table.records]
    for id_, bits in evidence.resources.items():
        types = [type_ for bit, names in types_by_bit if bits & bit for type_ in names]
        yield {"@id": terms.subject_iri(base, id_), "@type": types, "schema:identifier": id_}


def _digest(nodes: Iterable[_Node], evidence: EvidenceData) -> str:
    """Return a digest of what the report says; it does not depend on the base, nor on where the records were."""
    digest = hashlib.sha256()
    for node in nodes:
        digest.update(_encode(node))
    for id_, bits in evidence.resources.items():
        digest.update(b"%s\n%x\n" % (id_.encode(), bits))
    for gap in evidence.gaps:
        digest.update(_encode([gap.name, gap.jobs]))
    for problem in (*evidence.placeholders, *evidence.contradictions):
        digest.update(_encode(problem))
    for unused in evidence.unused:
        digest.update(_encode([unused.record, unused.code, unused.message]))
    return digest.hexdigest()[:32]
