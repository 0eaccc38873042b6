"""Totals to lines that people read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.audit import wording
from dspy_schema.documents.blocks import Line, Quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.audit.evidence import FrameworkEvidence
    from dspy_schema.audit.totals import Totals


def short(framework: FrameworkEvidence) -> Line:
    """How many claims there are about a framework, and how strong they are."""
    ordered = sorted(framework.claims, key=lambda each: -each.strength)
    strengths = Counter(wording.strength(each) for each in ordered)
    number = sum(len(each.terms) for each in framework.areas)
    claims = ", ".join(f"{name} {count}" for name, count in strengths.items())
    told = f"{wording.number(len(framework.claims), 'claim')} about {wording.number(number, 'term')}"
    return [f"{told}: {claims}" if claims else "no claim"]


def rows(totals: Totals) -> Iterator[tuple[str, Line]]:
    """The names of the totals, and what there is to say of each."""
    unused = f", {totals.unused:,} not used" if totals.unused else ""
    yield "records", [f"{totals.records:,} read, {totals.used:,} used{unused}"]
    yield "jobs and runs", [f"{wording.number(totals.jobs, 'job')}, {wording.number(totals.runs, 'run')}"]
    for name, counts in (
        ("classes", totals.types),
        ("read from", totals.vendors),
        ("providers of runs", totals.providers),
        ("statuses told", totals.statuses),
    ):
        if counts:
            yield name, _counts(counts)
    if totals.first:
        yield "time span", [f"{totals.first} to {totals.last}"]


def _counts(counts: dict[str, int]) -> Line:
    line: Line = []
    for name, count in counts.items():
        line += [", " if line else "", Quoted(name), f" {count:,}"]
    return line
