"""Gaps: members that an auditor needs and records lack, as `mappings/evidence.toml` lists them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.errors import MappingsError
from dspy_schema.governance import frameworks
from dspy_schema.governance.facts import BEGUN, PAUSED
from dspy_schema.governance.tables import read_table
from dspy_schema.mappings.alignment import MAPPINGS
from dspy_schema.mappings.sssom_model import suggest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dspy_schema.governance.facts import Facts
    from dspy_schema.governance.jobs import Jobs
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


class OpenGap(msgspec.Struct, frozen=True, kw_only=True):
    """A gap, the ids of the jobs that have it, the number of those that could have it, and the groups of the former."""

    name: str
    gap: Gap
    jobs: list[str]
    among: int
    groups: tuple[tuple[int, ...], ...]


def load_gaps(alignment: Alignment, facts: Facts, path: str | None = None) -> dict[str, Gap]:
    """Load the gaps by name, in the order of the report, from a table at a path or that of the schema folder.

    Raises MappingsError where the table is malformed or names an unknown fact or term, and OSError.
    """
    source = path or find_gap_table(alignment)
    if path is None and not os.path.exists(source):
        return {}
    gaps = read_table(source, dict[str, Gap])
    if path is None:
        for name, further in frameworks.load_terms(alignment).items():
            if name not in gaps:
                raise MappingsError(f"the table of {frameworks.FOLDER} names no gap: {name}{suggest_names(name, gaps)}")
            gaps[name] = msgspec.structs.replace(gaps[name], terms=(*gaps[name].terms, *further))
    known = {*facts}
    for name, gap in gaps.items():
        for fact in (*gap.where, *gap.lacks):
            if fact not in known or " " in fact:
                raise MappingsError(f"{source}: the gap {name} names no fact: {fact}{suggest_names(fact, known)}")
        for term in gap.terms:
            if alignment.vocabularies.get_term(term) is None:
                raise MappingsError(f"{source}: the gap {name} names no term of a vocabulary: {term}")
    return gaps


def find_gap_table(alignment: Alignment) -> str:
    """Return the path of the table of a schema folder."""
    return os.path.join(alignment.folder, MAPPINGS, FILE)


def find_gaps(gaps: Mapping[str, Gap], facts: Facts, jobs: Jobs, frameworks: Iterable[str]) -> list[OpenGap]:
    """Find the gaps that some job has, with their terms of these frameworks; gaps without such a term are left out.

    A job with several runs has a gap if one of them has it.
    """
    prefixes = set(frameworks)
    found = []
    for name, gap in gaps.items():
        if terms := tuple(term for term in gap.terms if term.partition(":")[0] in prefixes):
            groups, among = _find_groups(gap, facts, jobs)
            if groups:
                found.append(
                    OpenGap(
                        name=name,
                        gap=msgspec.structs.replace(gap, terms=terms),
                        jobs=jobs.list_members(groups),
                        among=among,
                        groups=tuple(groups),
                    )
                )
    return found


def _find_groups(gap: Gap, facts: Facts, jobs: Jobs) -> tuple[list[tuple[int, ...]], int]:
    """Find the groups of jobs that have a gap, and count the jobs that could have it."""
    # What is paused or has begun has not ended: it waits as well.
    where = facts.encode(gap.where) | sum({facts.add(kind + fact) for fact in gap.where for kind in (PAUSED, BEGUN)})
    lacks = facts.encode(gap.lacks)
    among = 0
    groups = []
    for runs, members in jobs.groups.items():
        concerned = [bits for bits in runs if not where or bits & where]
        among += len(members) if concerned else 0
        if any(not bits & lacks for bits in concerned):
            groups.append(runs)
    return groups, among
