"""The nodes of a report as linked data: the report, the rows of the mappings, claims, gaps, and records.

A job is an entity, from which a claim can be derived; a run is an activity, which is no entity (PROV-O: the two are
disjoint), and influences the claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema import rdf
from dspy_schema.audit import layout, wording
from dspy_schema.audit.evidence import LIMITS
from dspy_schema.mappings.curies import BUILT_IN, expanded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.audit.claims import Claim
    from dspy_schema.audit.evidence import Evidence
    from dspy_schema.audit.gaps import Found
    from dspy_schema.mappings.sssom import Mapping

Node = dict[str, Any]
Told = list[tuple[str, int]]
REPORT = "#report"


def report(evidence: Evidence) -> Node:
    """The report itself: totals, time span and what it says of itself."""
    totals = evidence.totals
    node: Node = {
        "@id": REPORT,
        "@type": ["prov:Entity", "schema:Report"],
        "dct:title": layout.TITLE,
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


def mapping(mapping: Mapping, number: int, evidence: Evidence) -> Node:
    """A row of the mappings."""
    node: Node = {
        "@id": f"#mapping-{number}",
        "@type": ["prov:Entity", "owl:Axiom"],
        "owl:annotatedSource": {"@id": mapping.subject_iri},
        "owl:annotatedProperty": {"@id": mapping.predicate_iri},
        "owl:annotatedTarget": {"@id": mapping.object_iri},
        "sssom:mapping_justification": {"@id": expanded(mapping.justification, BUILT_IN)},
        "prov:atLocation": {"@type": "prov:Location", "rdfs:label": layout.place(mapping, evidence.alignment)},
    }
    if mapping.confidence is not None:
        node["sssom:confidence"] = {"@value": f"{mapping.confidence:g}", "@type": "xsd:double"}
    if mapping.comment:
        node["rdfs:comment"] = mapping.comment
    return node


def claim(claim: Claim, number: int, entities: Told, activities: Told) -> Node:
    """A claim, with what it is derived from."""
    derived = [iri for iri, told in entities if told & claim.bits]
    influenced = [iri for iri, told in activities if told & claim.bits]
    node: Node = {
        "@id": f"#claim-{number}",
        "@type": ["prov:Entity", "schema:Claim"],
        "dct:isPartOf": {"@id": REPORT},
        "dct:type": wording.strength(claim),
        "dct:description": "".join(each if isinstance(each, str) else each.text for each in wording.statement(claim)),
        "schema:about": claim.relation.term.iri,
        "prov:hadPrimarySource": f"#mapping-{number}",
    }
    if derived:
        node["prov:wasDerivedFrom"] = derived
    if influenced:
        node["prov:wasInfluencedBy"] = influenced
    return node


def told(evidence: Evidence, base: str) -> tuple[Told, Told]:
    """The IRIs of entities and of activities among what was read, each with the bits of what is told of it."""
    classes = rdf.table().classes
    activities = evidence.facts.bits(name for name, each in classes.items() if "prov:Activity" in each.types)
    found: tuple[Told, Told] = ([], [])
    for id_, bits in evidence.resources.items():
        found[bool(bits & activities)].append((rdf.subject(base, id_), bits))
    return found


def gap(found: Found, evidence: Evidence, base: str) -> Node:
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
        "schema:about": [rdf.subject(base, each) for each in found.jobs],
    }


def _named(fact: str) -> str:
    """The IRI of the class or the predicate that a fact is about."""
    class_, _, member = fact.partition("=")[0].partition(".")
    table = rdf.table()
    return table.iri(table.classes[class_].members[member].predicate if member else f"dspy:{class_}")


def unused(evidence: Evidence) -> Iterator[Node]:
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


def records(evidence: Evidence, base: str) -> Iterator[Node]:
    """What was read, as `publish` names it; runs and jobs that are named by runs only have no node."""
    table = rdf.table()
    types = [(evidence.facts.bits([name]), table.classes[name].types) for name in table.records]
    for id_, bits in evidence.resources.items():
        told = [type_ for bit, each in types if bits & bit for type_ in each]
        yield {"@id": rdf.subject(base, id_), "@type": told, "schema:identifier": id_}
