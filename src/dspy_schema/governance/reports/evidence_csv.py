"""Evidence as CSV: one table, a row for each total, gap, placeholder, contradiction, claim, input and version."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dspy_schema.findings import printable
from dspy_schema.governance.evidence import LIMITS
from dspy_schema.governance.reports import evidence_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.evidence import EvidenceData


COLUMNS = (
    "kind",
    "framework",
    "term",
    "title",
    "name",
    "statement",
    "strength",
    "predicate",
    "confidence",
    "source",
    "jobs",
    "among",
    "ids",
)
# A cell that begins so is a formula to a spreadsheet, which an apostrophe prevents (OWASP, CSV injection).
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_Row = dict[str, str | int]


def render_csv(evidence: EvidenceData, most_ids: int) -> Iterator[bytes]:
    """Render the table, a row at a time (RFC 4180); of a list of ids, the first `most_ids`, or with 0 all."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _iter_rows(evidence, most_ids):
        writer.writerow({name: _make_safe(value) for name, value in row.items()})
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _iter_rows(evidence: EvidenceData, most_ids: int) -> Iterator[_Row]:
    totals, provenance = evidence.totals, evidence.provenance
    yield {"kind": "limits", "statement": LIMITS}
    if provenance.date:
        yield {"kind": "date", "name": provenance.date}
    for name in ("records", "used", "unused", "jobs", "runs"):
        yield {"kind": "total", "name": name, "jobs": getattr(totals, name)}
    for name, count in totals.statuses.items():
        yield {"kind": "status", "name": name, "jobs": count}
    yield from _iter_gaps(evidence, most_ids)
    yield from _iter_problems(evidence, most_ids)
    yield from _iter_claims(evidence, most_ids)
    for unused in evidence.unused:
        place = f"{unused.source}:{unused.line}" if unused.line else unused.source
        yield {"kind": "unused", "name": unused.code, "statement": unused.message, "source": place}
    for one in provenance.inputs:
        yield {"kind": "input", "name": one.name, "statement": f"sha256:{one.sha256}", "source": f"{one.size} bytes"}
    for version in provenance.versions:
        digest = f"sha256:{version.sha256}" if version.sha256 else ""
        yield {"kind": version.kind, "name": version.name, "statement": version.version, "source": digest}


def _iter_problems(evidence: EvidenceData, most_ids: int) -> Iterator[_Row]:
    for placeholder in evidence.placeholders:
        yield {
            "kind": "placeholder",
            "name": placeholder.member,
            "statement": "; ".join(placeholder.values),
            **_list_ids(placeholder.jobs, most_ids),
        }
    for contradiction in evidence.contradictions:
        yield {
            "kind": "contradiction",
            "name": contradiction.name,
            "statement": contradiction.title,
            **_list_ids(contradiction.jobs, most_ids),
        }
    parties = evidence.parties
    for kind, counts in (("person", parties.people), ("organization", parties.organizations)):
        for name, count in counts.items():
            yield {"kind": kind, "name": name, "statement": f"named as owner in {count:,} run{'s' * (count > 1)}"}


def _iter_gaps(evidence: EvidenceData, most_ids: int) -> Iterator[_Row]:
    for gap in evidence.gaps:
        for curie in gap.gap.terms:
            yield {
                "kind": "gap",
                "framework": curie.partition(":")[0],
                "term": curie,
                "title": evidence.titles.get(curie, ""),
                "name": gap.name,
                "statement": f"{gap.gap.title}. {' '.join(gap.gap.why.split())}",
                **_list_ids(gap.jobs, most_ids),
                "among": gap.among,
            }


def _iter_claims(evidence: EvidenceData, most_ids: int) -> Iterator[_Row]:
    for framework in evidence.frameworks:
        for claim in framework.claims:
            mapping, term = claim.relation.mapping, claim.relation.term
            pieces = evidence_text.describe_claim(claim)
            jobs = evidence.jobs.list_ids(claim.bits, most_ids or None)
            yield {
                "kind": "claim",
                "framework": framework.prefix,
                "term": term.curie,
                "title": evidence.titles.get(term.curie, ""),
                "name": mapping.subject,
                "statement": "".join(piece if isinstance(piece, str) else piece.text for piece in pieces),
                "strength": evidence_text.describe_strength(claim),
                "predicate": mapping.predicate,
                "confidence": "" if mapping.confidence is None else f"{mapping.confidence:g}",
                "source": evidence_text.describe_place(mapping, evidence.alignment),
                "jobs": claim.count,
                "ids": _join(jobs, claim.count),
            }


def _list_ids(ids: list[str], most_ids: int) -> _Row:
    return {"jobs": len(ids), "ids": _join(ids[: most_ids or len(ids)], len(ids))}


def _join(ids: Iterable[str], count: int) -> str:
    listed = list(ids)
    more = count - len(listed)
    return " ".join([*listed, *([f"(and {more:,} more)"] if more else [])])


def _make_safe(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text
