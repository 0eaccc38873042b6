"""Data of a report on evidence: totals, frameworks, areas, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.governance.claims import Claim, Resources
from dspy_schema.governance.collector import RUN, Unused
from dspy_schema.governance.facts import Facts
from dspy_schema.governance.gaps import OpenGap
from dspy_schema.governance.jobs import Jobs
from dspy_schema.governance.observations import Contradiction, Parties, Placeholder
from dspy_schema.governance.provenance import Provenance
from dspy_schema.mappings.alignment import Alignment, Link
from dspy_schema.mappings.vocabularies import Term
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from dspy_schema.governance.collector import Collector


LIMITS = (
    "This report states what records say, read through mappings of their schema to the terms of other vocabularies. "
    "Mappings are an alignment of meanings that people judged, not a certification: nothing here says that a "
    "requirement is met, that a control works, or that a record is true or complete. What no record states may be so "
    "all the same, and what is stated here has to be checked at its source."
)
"""The limits of every report, in its own words."""


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Records read and records used, and the jobs and runs that they describe.

    `jobs` also counts those that only a run names. `types` counts by class, `vendors` counts jobs by the type of the
    vendor's record that they were read from, `providers` counts runs, and `statuses` jobs, each of which has one status
    or none. `first` and `last` are UTC texts, empty where no run has a time.
    """

    records: int
    used: int
    unused: int
    jobs: int
    runs: int
    types: dict[str, int]
    vendors: dict[str, int]
    providers: dict[str, int]
    statuses: dict[str, int]
    first: str
    last: str


class TermEvidence(msgspec.Struct, frozen=True):
    """A term and the claims about it, the strongest first."""

    term: Term
    claims: list[Claim]


class AreaEvidence(msgspec.Struct, frozen=True):
    """An area of a framework: the terms with evidence, and those without.

    A mapping leads to each term in `without_evidence`, from something that no record states. No mapping leads from
    what is read of records to a term in `sought`, which a gap of the table concerns, or to one in `unmapped`. `order`
    has the CURIEs of all of them, in order.
    """

    title: str
    order: list[str]
    terms: list[TermEvidence]
    without_evidence: list[Term]
    sought: list[Term]
    unmapped: list[Term]


class FrameworkEvidence(msgspec.Struct, frozen=True):
    """A framework: its areas, and the rows that say that it has no term for an element of the records."""

    prefix: str
    iri: str
    title: str
    version: str
    areas: list[AreaEvidence]
    without_term: list[Link]

    @property
    def claims(self) -> list[Claim]:
        """All claims, area by area."""
        return [claim for area in self.areas for term in area.terms for claim in term.claims]


class EvidenceData(msgspec.Struct, frozen=True, kw_only=True):
    """The data that every format of the report is rendered from: claims, gaps, and what stands in their way."""

    totals: Totals
    frameworks: list[FrameworkEvidence]
    gaps: list[OpenGap]
    placeholders: list[Placeholder]
    contradictions: list[Contradiction]
    parties: Parties
    unused: list[Unused]
    provenance: Provenance
    titles: dict[str, str]
    jobs: Jobs
    resources: Resources
    facts: Facts
    alignment: Alignment

    @property
    def claims(self) -> list[Claim]:
        """All claims, framework by framework."""
        return [claim for framework in self.frameworks for claim in framework.claims]

    def ids(self, claim: Claim) -> list[str]:
        """Return the ids of all jobs and runs behind a claim, in the order of the records."""
        return self.resources.ids(claim.bits)


def count_totals(facts: Facts, collector: Collector, resources: Resources, jobs: Jobs, parties: Parties) -> Totals:
    """Count the totals."""
    counts = {fact: resources.count(facts.encode([fact])) for fact in facts if " " not in fact}
    return Totals(
        records=collector.records,
        used=collector.used,
        unused=len(collector.unused),
        jobs=len(jobs.ids),
        runs=counts[RUN],
        types=_drop_zeros({class_: counts[class_] for class_ in terms.load_table().records}),
        vendors=_drop_zeros({fact: count for fact, count in counts.items() if ":" in fact}),
        providers=parties.providers,
        statuses=jobs.statuses,
        first=collector.first and f"{collector.first}Z",
        last=collector.last and f"{collector.last}Z",
    )


def _drop_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}
