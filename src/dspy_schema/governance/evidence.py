"""The report's data: totals, frameworks, terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.governance.claims import Claim, Resources
from dspy_schema.governance.collector import RUN, Unused
from dspy_schema.governance.facts import Facts
from dspy_schema.governance.gaps import FoundGaps
from dspy_schema.mappings.alignment import Alignment, Link
from dspy_schema.mappings.vocabularies import Term
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from dspy_schema.governance.collector import Collector


# What a provider of many names is counted under: as many names are told, the most frequent ones.
_MOST_PROVIDERS = 20
OTHERS = "others"


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Records read, and how many of them are evidence; the jobs and runs that they tell of, and what these are.

    `jobs` counts those that only a run names, too. `types` counts by class, `vendors` jobs by the type of the record of
    a vendor that they were read from, `providers` runs, `statuses` jobs and runs: one that was asked for several times
    may have several. `first` and `last` are UTC texts, empty where no run tells a time.
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


def count_totals(facts: Facts, gathering: Collector, resources: Resources, jobs: int) -> Totals:
    """The totals; `jobs` is the number of jobs."""
    counts = {fact: resources.count(facts.bits([fact])) for fact in facts}
    return Totals(
        records=gathering.records,
        used=gathering.used,
        unused=len(gathering.unused),
        jobs=jobs,
        runs=counts[RUN],
        types=_some({each: counts[each] for each in terms.load_table().records}),
        vendors=_some({each: count for each, count in counts.items() if ":" in each}),
        providers=_providers(gathering),
        statuses=_statuses(facts, resources),
        first=gathering.first and f"{gathering.first}Z",
        last=gathering.last and f"{gathering.last}Z",
    )


def _statuses(facts: Facts, resources: Resources) -> dict[str, int]:
    of_word: dict[str, list[str]] = {}
    for fact in facts:
        member, _, word = fact.partition("=")
        if word and member.endswith("_status"):
            of_word.setdefault(word, []).append(fact)
    return _some({word: resources.count(facts.bits(each)) for word, each in of_word.items()})


def _providers(gathering: Collector) -> dict[str, int]:
    ordered = sorted(gathering.providers.items(), key=lambda each: (-each[1], each[0]))
    told = dict(ordered[:_MOST_PROVIDERS])
    left = sum(count for _, count in ordered[_MOST_PROVIDERS:])
    return told | ({OTHERS: left} if left else {})


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


LIMITS = (
    "This report tells what records say, read through mappings of their schema to the terms of other vocabularies. "
    "Mappings are an alignment of meanings that people judged, not a certification: nothing here says that a "
    "requirement is met, that a control works, or that a record is true or complete. What no record tells may be so "
    "all the same, and what is told here has to be checked at its source."
)
"""What every report says of itself."""


class TermEvidence(msgspec.Struct, frozen=True):
    """A term and the claims that are made of it, the strongest first."""

    term: Term
    claims: list[Claim]


class AreaEvidence(msgspec.Struct, frozen=True):
    """An area of a framework: the terms with evidence, those that records could tell of, and those they could not.

    No record tells of the terms `silent`. To those `unmapped`, no mapping leads from what is read of records.
    """

    title: str
    terms: list[TermEvidence]
    silent: list[Term]
    unmapped: list[Term]


class FrameworkEvidence(msgspec.Struct, frozen=True):
    """A framework: its areas, and the elements of the records that it has no term for, as the mappings state."""

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
    """What records are evidence of in the frameworks, and what they lack: the data that every report is made from."""

    totals: Totals
    frameworks: list[FrameworkEvidence]
    gaps: list[FoundGaps]
    unused: list[Unused]
    resources: Resources
    facts: Facts
    alignment: Alignment

    @property
    def claims(self) -> list[Claim]:
        """All claims, framework by framework."""
        return [claim for each in self.frameworks for claim in each.claims]

    def ids(self, claim: Claim) -> list[str]:
        """The ids of all jobs and runs behind a claim, in the order in which they came."""
        return self.resources.ids(claim.bits)
