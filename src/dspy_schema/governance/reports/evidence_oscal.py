"""Evidence as assessment results of OSCAL 1.1 (https://pages.nist.gov/OSCAL, JSON format).

Claims are observations: what records show, and not that a control is satisfied. Gaps are findings on objectives of this
report, namely that records hold what is looked for. All identifiers are UUIDs of version 5, derived from the content.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from dspy_schema.governance.evidence import LIMITS
from dspy_schema.governance.reports import evidence_jsonld, evidence_text
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.evidence import EvidenceData


VERSION = "1.1.3"
NAMESPACE = "https://w3id.org/lmodel/dspy/oscal"
"""The namespace of the properties that OSCAL does not define."""
_NO_PLAN = "There is no assessment plan: the report has what the records show, in all that its mappings lead to."
_NOT_TOKEN = re.compile(r"[^\w.-]")
_encode = msgspec.json.Encoder().encode
_Node = dict[str, Any]


def render_oscal(evidence: EvidenceData, base: str) -> Iterator[bytes]:
    """Render the document, an observation or finding at a time."""
    report = uuid5(NAMESPACE_URL, evidence_jsonld.find_iri(evidence, base))
    moment = _find_moment(evidence)
    plan = _identify(report, "plan")
    yield b'{"assessment-results":{"uuid":%s,\n' % _encode(report)
    yield b'"metadata":%s,\n' % _encode(_build_metadata(evidence, moment))
    yield b'"import-ap":%s,\n' % _encode({"href": f"#{plan}", "remarks": _NO_PLAN})
    yield b'"local-definitions":{"remarks":%s},\n' % _encode("The jobs are inventory items of the result.")
    # The brace at the end is left out: the lists follow, an item at a time.
    yield b'"results":[%s' % _encode(_build_result(evidence, report, moment))[:-1]
    if evidence.jobs.ids:
        yield b',\n"local-definitions":{"inventory-items":['
        for number, item in enumerate(_build_items(evidence, report, base)):
            yield b"%s\n%s" % (b"," if number else b"", _encode(item))
        yield b"]}"
    yield from _render_list("observations", _build_observations(evidence, report, moment))
    yield from _render_list("findings", _build_findings(evidence, report))
    yield b'\n}],\n"back-matter":{"resources":['
    for number, resource in enumerate(_build_resources(evidence, report, plan)):
        yield b"%s\n%s" % (b"," if number else b"", _encode(resource))
    yield b"\n]}}}\n"


def _render_list(name: str, nodes: Iterable[_Node]) -> Iterator[bytes]:
    """Render a list, which must not be empty in OSCAL, as a further member of an object."""
    is_open = False
    for node in nodes:
        yield b",\n%s" % _encode(node) if is_open else b',\n"%s":[\n%s' % (name.encode(), _encode(node))
        is_open = True
    if is_open:
        yield b"]"


def _build_metadata(evidence: EvidenceData, moment: str) -> _Node:
    tool = evidence.provenance.versions[0]
    return {
        "title": evidence_text.TITLE,
        "last-modified": moment,
        "version": tool.version,
        "oscal-version": VERSION,
        "props": [
            _prop(f"{one.kind} version", one.version, one.name) for one in evidence.provenance.versions if one.version
        ],
        "remarks": LIMITS,
    }


def _build_result(evidence: EvidenceData, report: UUID, moment: str) -> _Node:
    totals = evidence.totals
    counts = {name: getattr(totals, name) for name in ("records", "used", "unused", "jobs", "runs")}
    statuses = {f"jobs {status}": count for status, count in totals.statuses.items()}
    controls = dict.fromkeys(
        chain(
            (claim.relation.term.curie for claim in evidence.claims),
            (curie for gap in evidence.gaps for curie in gap.gap.terms),
        )
    )
    selection: _Node = {"include-controls": [{"control-id": _token(curie)} for curie in controls]} if controls else {}
    result: _Node = {
        "uuid": _identify(report, "result"),
        "title": "What the records show, and what they lack",
        "description": LIMITS,
        "start": moment,
        "props": [_prop(name, str(count)) for name, count in (counts | statuses).items()],
        "reviewed-controls": {
            "control-selections": [
                {"description": "The terms that a claim or a gap concerns.", **(selection or {"include-all": {}})}
            ]
        },
    }
    return result


def _build_items(evidence: EvidenceData, report: UUID, base: str) -> Iterator[_Node]:
    for id_ in evidence.jobs.ids:
        yield {
            "uuid": _identify(report, f"job {id_}"),
            "description": "A training job, with its runs.",
            "props": [_prop("job", id_)],
            "links": [{"href": terms.subject_iri(base, id_), "rel": "reference"}],
        }


def _build_observations(evidence: EvidenceData, report: UUID, moment: str) -> Iterator[_Node]:
    subjects = {
        id_: {"subject-uuid": str(_identify(report, f"job {id_}")), "type": "inventory-item"}
        for id_ in evidence.jobs.ids
    }
    for number, claim in enumerate(evidence.claims, start=1):
        mapping, term = claim.relation.mapping, claim.relation.term
        pieces = evidence_text.describe_claim(claim)
        confidence = [] if mapping.confidence is None else [_prop("confidence", f"{mapping.confidence:g}")]
        yield {
            "uuid": _identify(report, f"claim {number}"),
            "title": f"{evidence_text.describe_strength(claim)}: {_name(evidence, term.curie)}",
            "description": "".join(piece if isinstance(piece, str) else piece.text for piece in pieces),
            "props": [
                _prop("strength", claim.relation.match.value),
                _prop("control", _token(term.curie)),
                _prop("mapping", evidence_text.describe_place(mapping, evidence.alignment)),
                *confidence,
            ],
            "methods": ["EXAMINE"],
            "types": ["control-objective"],
            "subjects": [subjects[id_] for id_ in evidence.jobs.list_ids(claim.bits)],
            "collected": moment,
            "remarks": mapping.comment or "The row has no comment.",
        }
    for kind, name, title, ids in _list_problems(evidence):
        yield {
            "uuid": _identify(report, f"{kind} {name}"),
            "title": f"{kind}: {title}",
            "description": title,
            "props": [_prop("kind", kind), _prop("name", name)],
            "methods": ["EXAMINE"],
            "types": ["finding"],
            **({"subjects": [subjects[id_] for id_ in ids]} if ids else {}),
            "collected": moment,
        }


def _list_problems(evidence: EvidenceData) -> Iterator[tuple[str, str, str, list[str]]]:
    for gap in evidence.gaps:
        yield "gap", gap.name, gap.gap.title, gap.jobs
    for placeholder in evidence.placeholders:
        values = ", ".join(placeholder.values)
        yield "placeholder", placeholder.member, f"{placeholder.member} holds {values}", placeholder.jobs
    for contradiction in evidence.contradictions:
        yield "contradiction", contradiction.name, contradiction.title, contradiction.jobs
    for number, unused in enumerate(evidence.unused, start=1):
        yield "not used", f"{number}", f"{unused.code} {_line(unused.message)}", []


def _build_findings(evidence: EvidenceData, report: UUID) -> Iterator[_Node]:
    for gap in evidence.gaps:
        yield {
            "uuid": _identify(report, f"finding {gap.name}"),
            "title": f"{gap.gap.title}: {len(gap.jobs):,} of {gap.among:,}",
            "description": " ".join(gap.gap.why.split()),
            "props": [_prop("control", _token(curie)) for curie in gap.gap.terms],
            "target": {
                "type": "objective-id",
                "target-id": _token(f"evidence-{gap.name}"),
                "description": "Records hold what is looked for; this says nothing of the control itself.",
                "status": {"state": "not-satisfied", "reason": "other", "remarks": "Missing in the records."},
            },
            "related-observations": [{"observation-uuid": _identify(report, f"gap {gap.name}")}],
        }


def _build_resources(evidence: EvidenceData, report: UUID, plan: UUID) -> Iterator[_Node]:
    yield {"uuid": plan, "title": "Assessment plan", "description": _NO_PLAN}
    for one in evidence.provenance.inputs:
        yield {
            "uuid": _identify(report, f"input {one.name}"),
            "title": _line(one.name),
            "description": f"An input of {one.size:,} bytes, as it was read.",
            "rlinks": [{"href": _reference(one.name), "hashes": [_hash(one.sha256)]}],
        }
    for version in evidence.provenance.versions:
        if version.sha256:
            yield {
                "uuid": _identify(report, f"{version.kind} {version.name}"),
                "title": _line(f"{version.kind} {version.name}"),
                "rlinks": [{"href": _reference(version.name), "hashes": [_hash(version.sha256)]}],
            }


def _find_moment(evidence: EvidenceData) -> str:
    """Return the date of the report, which OSCAL requires with a time: without one, the time of writing."""
    from datetime import UTC, datetime

    date = evidence.provenance.date
    if not date:
        return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return date if "T" in date else f"{date}T00:00:00Z"


def _identify(report: UUID, name: str) -> UUID:
    return uuid5(report, name)


def _prop(name: str, value: str, group: str = "") -> _Node:
    prop: _Node = {"name": _token(name), "ns": NAMESPACE, "value": _line(value)}
    return prop | ({"remarks": group} if group else {})


def _name(evidence: EvidenceData, curie: str) -> str:
    title = evidence.titles.get(curie)
    return f"{curie} {title}" if title else curie


def _token(text: str) -> str:
    """Return a text as a token of OSCAL, which has letters, digits, full stops, hyphens and underscores."""
    token = _NOT_TOKEN.sub("_", text)
    return token if token[:1].isalpha() or token[:1] == "_" else f"_{token}"


def _line(text: str) -> str:
    """Return a text as a string of OSCAL, which begins and ends with no white space, and is not empty."""
    return " ".join(text.split()) or "-"


def _reference(name: str) -> str:
    from urllib.parse import quote

    return quote(name)


def _hash(sha256: str) -> _Node:
    return {"algorithm": "SHA-256", "value": sha256}
