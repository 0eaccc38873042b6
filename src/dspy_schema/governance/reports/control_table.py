"""The table of a framework's terms and jobs: how strong the claims of each job are, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings.sssom_model import STRENGTHS, Match
from dspy_schema.mappings.vocabularies import Term

if TYPE_CHECKING:
    from dspy_schema.governance.evidence import EvidenceData, FrameworkEvidence

    _Missing = dict[str, set[tuple[int, ...]]]


DIRECT = (Match.EXACT, Match.CLOSE)
"""The relations of which a claim says what the term means; others are of a part of it, or touch it."""
PARTIAL = (Match.BROAD, Match.NARROW)
MOST_JOBS = 50
"""The most jobs that have a column."""


class ControlRow(msgspec.Struct, frozen=True, kw_only=True):
    """A term, the numbers of jobs with claims of each weight and with gaps, and what is there of the first jobs.

    `cells` has, of each of these jobs, the strongest relation of a claim, if there is one, and whether it has a gap.
    """

    term: Term
    direct: int
    partial: int
    related: int
    missing: int
    cells: list[tuple[Match | None, bool]]


def select_jobs(evidence: EvidenceData, most: int) -> list[str]:
    """Select the jobs that have a column: the first ones."""
    return evidence.jobs.ids[: min(most or MOST_JOBS, MOST_JOBS)]


def build_rows(evidence: EvidenceData, framework: FrameworkEvidence, most: int) -> list[ControlRow]:
    """Build the rows of the terms that a claim or a gap concerns, in the order of the areas."""
    jobs = evidence.jobs
    groups = jobs.find_groups(len(select_jobs(evidence, most)))
    claims = {entry.term.curie: entry.claims for area in framework.areas for entry in area.terms}
    missing: dict[str, set[tuple[int, ...]]] = {}
    for gap in evidence.gaps:
        for curie in gap.gap.terms:
            missing.setdefault(curie, set()).update(gap.groups)
    rows = []
    for term in _list_terms(evidence, framework, missing):
        bits = dict.fromkeys(Match, 0)
        for claim in claims.get(term.curie, []):
            bits[claim.relation.match] |= claim.bits
        open_ = missing.get(term.curie, set())
        ordered = sorted(Match, key=lambda match: -STRENGTHS[match])
        rows.append(
            ControlRow(
                term=term,
                direct=jobs.count(bits[Match.EXACT] | bits[Match.CLOSE]),
                partial=jobs.count(bits[Match.BROAD] | bits[Match.NARROW]),
                related=jobs.count(bits[Match.RELATED]),
                missing=sum(len(jobs.groups[runs]) for runs in open_),
                cells=[
                    (
                        next((match for match in ordered if any(run & bits[match] for run in runs)), None),
                        runs in open_,
                    )
                    for runs in groups
                ],
            )
        )
    return rows


def _list_terms(evidence: EvidenceData, framework: FrameworkEvidence, missing: _Missing) -> list[Term]:
    terms: dict[str, Term] = {}
    for area in framework.areas:
        claimed = {entry.term.curie: entry.term for entry in area.terms}
        others = {term.curie: term for term in (*area.without_evidence, *area.sought, *area.unmapped)}
        for curie in area.order:
            if curie in claimed:
                terms[curie] = claimed[curie]
            elif curie in missing and curie in others:
                terms[curie] = others[curie]
        terms |= claimed
    for curie in missing:
        if curie.partition(":")[0] == framework.prefix and (term := evidence.alignment.vocabularies.get_term(curie)):
            terms.setdefault(curie, term)
    return list(terms.values())
