"""Gaps: members that an auditor needs and records lack, as `mappings/evidence.toml` lists them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings.alignment import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.governance.collector import Collector
    from dspy_schema.governance.facts import Facts
    from dspy_schema.mappings.alignment import Alignment


FILE = "evidence.toml"


class Gap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gap of each job that has one of the facts `where`, if any are listed, and none of the facts `lacks`.

    `why` says what the facts are needed for and what to do, `terms` are the CURIEs of what lacks evidence then.
    """

    title: str
    where: tuple[str, ...] = ()
    lacks: tuple[str, ...]
    why: str
    terms: tuple[str, ...]


class Jobs(msgspec.Struct, frozen=True):
    """The ids of jobs, and their indices by facts: the bits of the job's record together with each of its runs.

    Few such tuples stand for many jobs.
    """

    ids: list[str]
    groups: dict[tuple[int, ...], list[int]]


class OpenGap(msgspec.Struct, frozen=True, kw_only=True):
    """A gap, the ids of the jobs that have it, and the number of jobs that could have it."""

    name: str
    gap: Gap
    jobs: list[str]
    among: int


def load_gaps(alignment: Alignment) -> dict[str, Gap]:
    """Load the gaps by name, in the order of the report; none where a folder has no such file.

    Raises ValueError where the file is malformed.
    """
    import tomllib

    path = os.path.join(alignment.folder, MAPPINGS, FILE)
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, Gap])


def find_gaps(gaps: Mapping[str, Gap], facts: Facts, jobs: Jobs, frameworks: Iterable[str]) -> list[OpenGap]:
    """Find the gaps that some job has, with their terms of these frameworks; gaps without such a term are left out.

    A job with several runs has a gap if one of them has it.
    """
    prefixes = set(frameworks)
    found = []
    for name, gap in gaps.items():
        if terms := tuple(term for term in gap.terms if term.partition(":")[0] in prefixes):
            ids, among = _find_jobs(gap, facts, jobs)
            if ids:
                found.append(OpenGap(name=name, gap=msgspec.structs.replace(gap, terms=terms), jobs=ids, among=among))
    return found


def _find_jobs(gap: Gap, facts: Facts, jobs: Jobs) -> tuple[list[str], int]:
    """Find the jobs that have a gap, and count those that could have it."""
    where, lacks = facts.encode(gap.where), facts.encode(gap.lacks)
    among = 0
    indices: list[int] = []
    for runs, members in jobs.groups.items():
        concerned = [bits for bits in runs if not where or bits & where]
        among += len(members) if concerned else 0
        if any(not bits & lacks for bits in concerned):
            indices += members
    return [jobs.ids[index] for index in sorted(indices)], among


def group_jobs(facts: Facts, collector: Collector) -> Jobs:
    """Group the jobs by their facts, those included that only a run names, in the order of the records."""
    runs: dict[str, list[int]] = {id_: [] for id_ in _iter_job_ids(facts, collector)}
    resources = collector.resources
    for run, job in collector.runs:
        runs[job].append(facts.intern(resources[run] | resources.get(job, 0)))
    groups: dict[tuple[int, ...], list[int]] = {}
    for index, (id_, bits) in enumerate(runs.items()):
        groups.setdefault(tuple(bits) or (resources[id_],), []).append(index)
    return Jobs(list(runs), groups)


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
