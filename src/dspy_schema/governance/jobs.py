"""Jobs: each is one, with its own record and those of its runs, and has one status."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.governance.facts import BEGUN, JOB_STATUS, PAUSED, RUN_STATUS, WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.collector import Collector
    from dspy_schema.governance.facts import Facts


class Jobs(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of jobs in the order of the records, and their indices by facts.

    `groups` has the indices by the bits of the job's record together with each of its runs: few such tuples stand for
    many jobs. `statuses` counts the jobs that have one, `differing` are those whose own status is not that of their
    latest run.
    """

    ids: list[str]
    groups: dict[tuple[int, ...], list[int]]
    statuses: dict[str, int]
    differing: frozenset[str]

    def count(self, bits: int) -> int:
        """Count the jobs that have one of these facts, in their record or in a run."""
        return sum(len(indices) for runs, indices in self.groups.items() if any(run & bits for run in runs))

    def list_ids(self, bits: int, most: int | None = None) -> list[str]:
        """List the jobs that have one of these facts, or the first of them, in the order of the records."""
        return self.list_members((runs for runs in self.groups if any(run & bits for run in runs)), most)

    def list_members(self, groups: Iterable[tuple[int, ...]], most: int | None = None) -> list[str]:
        """List the jobs of some groups, or the first of them, in the order of the records."""
        indices = sorted(index for group in groups for index in self.groups[group])
        return [self.ids[index] for index in islice(indices, most)]

    def find_groups(self, most: int) -> list[tuple[int, ...]]:
        """Find the facts of the first jobs."""
        facts: list[tuple[int, ...]] = [()] * most
        for runs, indices in self.groups.items():
            for index in indices:
                if index >= most:
                    break
                facts[index] = runs
        return facts


class _Statuses:
    """The bits of the statuses of a class: each with the status that it is of, and the word that is counted."""

    def __init__(self, facts: Facts, member: str) -> None:
        values = [fact.partition("=")[2] for fact in facts if fact.startswith(f"{member}=")]
        self.by_bit = {facts.add(f"{member}={value}"): (value, value, "") for value in values}
        for value in WAITING:
            self.by_bit[facts.add(f"{PAUSED}{member}={value}")] = (value, PAUSED.strip(), PAUSED)
            self.by_bit[facts.add(f"{BEGUN}{member}={value}")] = (value, value, BEGUN)
        self.mask = sum(self.by_bit)


def group_jobs(facts: Facts, collector: Collector) -> Jobs:
    """Group the jobs by their facts, those included that only a run names.

    The status of a job is that of its latest run that has one, and else its own. Where they differ, the job's own
    status is taken from its facts in the collector, since it is out of date. What a run shows of being paused, or of
    having begun, holds for the job's own record as well.
    """
    of_jobs, of_runs = _Statuses(facts, JOB_STATUS), _Statuses(facts, RUN_STATUS)
    latest = _find_latest(collector, of_runs)
    resources = collector.resources
    statuses: Counter[str] = Counter()
    differing: list[str] = []
    runs: dict[str, list[int]] = {id_: [] for id_ in _iter_job_ids(facts, collector)}
    for id_ in runs:
        own = resources.get(id_, 0) & of_jobs.mask
        of_run = latest.get(id_, 0)
        if own and of_run:
            value, word, observation = of_runs.by_bit[of_run]
            if of_jobs.by_bit[own][0] != value:
                differing.append(id_)
                resources[id_] = facts.intern(resources[id_] ^ own)
            elif observation:
                resources[id_] = facts.intern(resources[id_] ^ own | facts.add(f"{observation}{JOB_STATUS}={value}"))
            statuses[word] += 1
        elif own or of_run:
            statuses[(of_runs.by_bit[of_run] if of_run else of_jobs.by_bit[own])[1]] += 1
    for run, job in collector.runs:
        runs[job].append(facts.intern(resources[run] | resources.get(job, 0)))
    groups: dict[tuple[int, ...], list[int]] = {}
    for index, (id_, bits) in enumerate(runs.items()):
        groups.setdefault(tuple(bits) or (resources[id_],), []).append(index)
    words = dict.fromkeys(word for _, word, _ in of_runs.by_bit.values())
    return Jobs(
        ids=list(runs),
        groups=groups,
        statuses={word: statuses[word] for word in words if statuses[word]},
        differing=frozenset(differing),
    )


def _find_latest(collector: Collector, statuses: _Statuses) -> dict[str, int]:
    """Find, for each job, the bit of the status of its latest run with one; of two as late, the one that came last."""
    latest: dict[str, int] = {}
    moments: dict[str, str] = {}
    for run, job in collector.runs:
        moment = collector.find_moment(run)
        if (status := collector.resources[run] & statuses.mask) and moment >= moments.get(job, ""):
            latest[job], moments[job] = status, moment
    return latest


def _iter_job_ids(facts: Facts, collector: Collector) -> Iterator[str]:
    """Yield the ids of all jobs, in the order of the records; some more than once."""
    job = facts.encode(("TrainingJob", "ReinforceJob"))
    jobs_by_run: dict[str, list[str]] = {}
    for run, id_ in collector.runs:
        jobs_by_run.setdefault(run, []).append(id_)
    for id_, bits in collector.resources.items():
        if bits & job:
            yield id_
        yield from jobs_by_run.get(id_, ())
