"""What records may not tell that an auditor needs, as `mappings/evidence.toml` lists it."""

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
    """A gap: true of a job that has one of the facts `where`, if there are any, and none of the facts `lacks`.

    `why` says what it is needed for and what to do, `terms` are CURIEs of what is short of evidence then.
    """

    title: str
    where: tuple[str, ...] = ()
    lacks: tuple[str, ...]
    why: str
    terms: tuple[str, ...]


class Jobs(msgspec.Struct, frozen=True):
    """The ids of jobs, and their indices by what is told: the bits of the job's record together with each of its runs.

    Few such tuples stand for many jobs.
    """

    ids: list[str]
    groups: dict[tuple[int, ...], list[int]]


class FoundGaps(msgspec.Struct, frozen=True, kw_only=True):
    """A gap with the ids of the jobs of which it is true, and of how many jobs it could be."""

    name: str
    gap: Gap
    jobs: list[str]
    among: int


def load_gaps(alignment: Alignment) -> dict[str, Gap]:
    """The gaps by name, in the order of the report; none where a folder has no such file.

    Raises ValueError where the file is not as it should be.
    """
    import tomllib

    path = os.path.join(alignment.folder, MAPPINGS, FILE)
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, Gap])


def find_gaps(gaps: Mapping[str, Gap], facts: Facts, jobs: Jobs, frameworks: Iterable[str]) -> list[FoundGaps]:
    """The gaps that concern these frameworks, with their terms of these, and the jobs that have them.

    A job with several runs has a gap if one of them has it.
    """
    made = []
    for name, gap in gaps.items():
        if terms := tuple(each for each in gap.terms if each.partition(":")[0] in frameworks):
            made.append(_found(name, msgspec.structs.replace(gap, terms=terms), facts, jobs))
    return made


def _found(name: str, gap: Gap, facts: Facts, jobs: Jobs) -> FoundGaps:
    where, lacks = facts.bits(gap.where), facts.bits(gap.lacks)
    among = 0
    having: list[int] = []
    for runs, indices in jobs.groups.items():
        asked = [bits for bits in runs if not where or bits & where]
        among += len(indices) if asked else 0
        if any(not bits & lacks for bits in asked):
            having += indices
    return FoundGaps(name=name, gap=gap, jobs=[jobs.ids[index] for index in sorted(having)], among=among)


def count_jobs(facts: Facts, gathering: Collector) -> Jobs:
    """The jobs, those included that only a run names, in the order of the records."""
    runs: dict[str, list[int]] = {id_: [] for id_ in _ids(facts, gathering)}
    resources = gathering.resources
    for run, job in gathering.runs:
        runs[job].append(facts.shared(resources[run] | resources.get(job, 0)))
    groups: dict[tuple[int, ...], list[int]] = {}
    for index, (id_, each) in enumerate(runs.items()):
        groups.setdefault(tuple(each) or (resources[id_],), []).append(index)
    return Jobs(list(runs), groups)


def _ids(facts: Facts, gathering: Collector) -> Iterator[str]:
    """The ids of all jobs, in the order of the records; some more than once."""
    job = facts.bits(("TrainingJob", "ReinforceJob"))
    of_runs: dict[str, list[str]] = {}
    for run, id_ in gathering.runs:
        of_runs.setdefault(run, []).append(id_)
    for id_, bits in gathering.resources.items():
        if bits & job:
            yield id_
        yield from of_runs.get(id_, ())
