"""What was read, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf
from dspy_schema.audit.gathering import RUN

if TYPE_CHECKING:
    from dspy_schema.audit.claims import Resources
    from dspy_schema.audit.facts import Facts
    from dspy_schema.audit.gathering import Gathering

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


def totals(facts: Facts, gathering: Gathering, resources: Resources, jobs: int) -> Totals:
    """The totals; `jobs` is the number of jobs."""
    counts = {fact: resources.count(facts.bits([fact])) for fact in facts}
    return Totals(
        records=gathering.records,
        used=gathering.used,
        unused=len(gathering.unused),
        jobs=jobs,
        runs=counts[RUN],
        types=_some({each: counts[each] for each in rdf.table().records}),
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


def _providers(gathering: Gathering) -> dict[str, int]:
    ordered = sorted(gathering.providers.items(), key=lambda each: (-each[1], each[0]))
    told = dict(ordered[:_MOST_PROVIDERS])
    left = sum(count for _, count in ordered[_MOST_PROVIDERS:])
    return told | ({OTHERS: left} if left else {})


def _some(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}
