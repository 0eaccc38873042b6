"""What a report lists beside claims and gaps: placeholders, contradictions, and who is named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import secrets
from dspy_schema.governance import contradictions
from dspy_schema.governance.facts import (
    BEGUN,
    CONTRADICTION,
    JOB_STATUS,
    ORGANIZATION,
    OWNER,
    PAUSED,
    PLACEHOLDER,
    RUN_STATUS,
    WAITING,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.governance.collector import Collector
    from dspy_schema.governance.facts import Facts
    from dspy_schema.governance.jobs import Jobs


_ENDED_BADLY = ("failed", "cancelled")
_OPEN = (*WAITING, "running")
# The most frequent names are listed, the rest are counted together.
_MOST_NAMES = 20
OTHERS = "others"


class Placeholder(msgspec.Struct, frozen=True, kw_only=True):
    """A member with values that stand for nothing: these, and the ids of the jobs that have one."""

    member: str
    values: list[str]
    jobs: list[str]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction, and the ids of the jobs that have it."""

    name: str
    title: str
    jobs: list[str]


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """The names in runs, each with the number of its runs: people who can be asked, organizations, and providers."""

    people: dict[str, int]
    organizations: dict[str, int]
    providers: dict[str, int]


def list_placeholders(facts: Facts, jobs: Jobs) -> list[Placeholder]:
    """List the members in which a job or run has a placeholder, in the order of the schema."""
    values: dict[str, list[str]] = {}
    for name in facts:
        if name.startswith(PLACEHOLDER):
            member, _, value = name.removeprefix(PLACEHOLDER).partition("=")
            values.setdefault(member, []).append(value)
    listed = []
    for member in facts:
        known = values.get(member, [])
        bits = {value: facts.encode([f"{PLACEHOLDER}{member}={value}"]) for value in known}
        if ids := jobs.list_ids(sum(bits.values())):
            stated = [value for value, bit in bits.items() if jobs.count(bit)]
            listed.append(Placeholder(member=member, values=stated, jobs=ids))
    return listed


def find_contradictions(facts: Facts, jobs: Jobs, collector: Collector) -> list[Contradiction]:
    """Find the contradictions of jobs, in the order of their table."""
    named: dict[str, list[str]] = {}
    for run, job in collector.runs:
        named.setdefault(run, []).append(job)
    several = {job for ids in named.values() if len(ids) > 1 for job in ids}
    ids = {
        "statuses-differ": [id_ for id_ in jobs.ids if id_ in jobs.differing],
        "run-of-several-jobs": [id_ for id_ in jobs.ids if id_ in several],
    }
    conditions = _list_conditions(facts)
    found = []
    for name, title in contradictions.TITLES.items():
        if (concerned := ids.get(name)) is None:
            concerned = jobs.list_members(_select_groups(jobs, facts.add(CONTRADICTION + name), conditions.get(name)))
        if concerned:
            found.append(Contradiction(name=name, title=title, jobs=concerned))
    return found


def _select_groups(jobs: Jobs, observed: int, condition: tuple[int, ...] | None) -> Iterator[tuple[int, ...]]:
    """Select the groups of which a run has the observation, or a fact of each part of the condition."""
    for runs in jobs.groups:
        if any(run & observed or (condition and all(run & bits for bits in condition)) for run in runs):
            yield runs


def _list_conditions(facts: Facts) -> dict[str, tuple[int, ...]]:
    """List, by contradiction, the bits of each of which a run with its job must have one."""
    model = facts.encode(["TrainingRun.fine_tuned_model"])
    open_ = _encode(facts, _OPEN) | _encode(facts, WAITING, BEGUN) | _encode(facts, WAITING, PAUSED)
    return {
        "succeeded-with-error": (_encode(facts, ("succeeded",)), facts.encode(["TrainingRun.error"])),
        "failed-with-model": (_encode(facts, _ENDED_BADLY), model),
        "open-with-model": (open_, model),
        "open-with-end": (open_, facts.encode(["TrainingRun.finished_at"])),
        "waiting-but-begun": (_encode(facts, WAITING, BEGUN),),
    }


def _encode(facts: Facts, statuses: tuple[str, ...], observation: str = "") -> int:
    bits = 0
    for member in (JOB_STATUS, RUN_STATUS):
        for status in statuses:
            bits |= facts.add(f"{observation}{member}={status}")
    return bits


def count_parties(facts: Facts, collector: Collector) -> Parties:
    """Count the runs of each name."""
    organization, person = facts.add(ORGANIZATION + OWNER), facts.encode([OWNER])
    provided = facts.encode(["TrainingRun.provider"])
    people: Counter[str] = Counter()
    organizations: Counter[str] = Counter()
    providers: Counter[str] = Counter()
    for run, (provider, owner) in collector.parties.items():
        bits = collector.resources[run]
        if bits & person:
            people[owner] += 1
        elif bits & organization:
            organizations[owner] += 1
        if bits & provided:
            providers[provider] += 1
    return Parties(
        people=_list_most_frequent(people),
        organizations=_list_most_frequent(organizations),
        providers=_list_most_frequent(providers),
    )


def _list_most_frequent(counts: Counter[str]) -> dict[str, int]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ordered[_MOST_NAMES:])
    listed = {secrets.redact_for_display(name): count for name, count in ordered[:_MOST_NAMES]}
    return listed | ({OTHERS: rest} if rest else {})
