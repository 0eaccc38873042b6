"""The sentences of the report. What a mapping says less of, a claim says in weaker words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import Inline, Line, Quoted
from dspy_schema.mappings.matches import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dspy_schema.audit.claims import Claim

# The word on a claim, and how the sentence ends that begins with what the records tell.
_STRENGTHS = {
    Match.EXACT: ("shows", "which is what the term means"),
    Match.CLOSE: ("nearly shows", "which is close to what the term means"),
    Match.BROAD: ("shows a part", "which is a case or a part of what the term means, and shows no more of it"),
    Match.NARROW: ("may show", "which means more than the term, so that this may or may not be a case of it"),
    Match.RELATED: ("touches", "which has to do with the term and alone does not show it"),
}
_PLURALS = {"job or run": "jobs or runs"}
_RUN = {"TrainingRun", "JobError", "Checkpoint", "MetricPoint", "LossPoint"}


def strength(claim: Claim) -> str:
    """The word on a claim."""
    return _STRENGTHS[claim.relation.match][0]


def statement(claim: Claim) -> Line:
    """What the records tell, and what that is to the term."""
    return [f"{number(claim.count, _noun(claim.facts))} ", *_told(claim), f", {_STRENGTHS[claim.relation.match][1]}."]


def number(count: int, noun: str) -> str:
    """A count with its noun, which is in the singular: `1 job`, `2,000 jobs`."""
    return f"{count:,} {noun if count == 1 else _PLURALS.get(noun, f'{noun}s')}"


def listed(pieces: Sequence[Inline]) -> Line:
    """Pieces with commas, and an `or` before the last."""
    line: Line = []
    for index, each in enumerate(pieces):
        line += [*([" or " if index == len(pieces) - 1 else ", "] if index else []), each]
    return line


def _noun(facts: Iterable[str]) -> str:
    classes = {fact.partition(".")[0] for fact in facts}
    of_runs = classes & _RUN
    return "job" if not of_runs else "run" if of_runs == classes else "job or run"


def _told(claim: Claim) -> Line:
    kind = claim.relation.element.kind
    names = listed([Quoted(each.replace("=", " = ")) for each in claim.facts])
    if kind == "value":
        return ["with ", *names]
    if kind in {"slot", "enum"}:
        return ["with a value of ", *names]
    if any(":" in each for each in claim.facts):
        return ["read from a record of the type ", *names]
    return ["with a ", *names] if set(claim.facts) <= _RUN - {"TrainingRun"} else ["of the class ", *names]
