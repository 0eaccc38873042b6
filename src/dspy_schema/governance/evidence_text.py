"""EvidenceData as blocks: text, Markdown, HTML."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.documents import blocks
from dspy_schema.documents.blocks import Block, Entry, Heading, Inline, Item, Line, Linked, Paragraph, Quoted, Table
from dspy_schema.governance.evidence import LIMITS
from dspy_schema.mappings.sssom_model import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dspy_schema.governance.claims import Claim
    from dspy_schema.governance.evidence import AreaEvidence, EvidenceData, FrameworkEvidence, Totals
    from dspy_schema.governance.gaps import FoundGaps
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema.mappings.vocabularies import Term


_PLURALS = {"job or run": "jobs or runs"}
_RUN = {"TrainingRun", "JobError", "Checkpoint", "MetricPoint", "LossPoint"}
TITLE = "EvidenceData from records of training jobs"
# As many records that were not used are listed, whatever the number of ids.
_MOST_UNUSED = 100
# The word on a claim, and how the sentence ends that begins with what the records tell.
_STRENGTHS = {
    Match.EXACT: ("shows", "which is what the term means"),
    Match.CLOSE: ("nearly shows", "which is close to what the term means"),
    Match.BROAD: ("shows a part", "which is a case or a part of what the term means, and shows no more of it"),
    Match.NARROW: ("may show", "which means more than the term, so that this may or may not be a case of it"),
    Match.RELATED: ("touches", "which has to do with the term and alone does not show it"),
}


def describe_strength(claim: Claim) -> str:
    """The word on a claim."""
    return _STRENGTHS[claim.relation.match][0]


def describe_statement(claim: Claim) -> Line:
    """What the records tell, and what that is to the term."""
    return [
        f"{format_number(claim.count, _noun(claim.facts))} ",
        *_told(claim),
        f", {_STRENGTHS[claim.relation.match][1]}.",
    ]


def format_number(count: int, noun: str) -> str:
    """A count with its noun, which is in the singular: `1 job`, `2,000 jobs`."""
    return f"{count:,} {noun if count == 1 else _PLURALS.get(noun, f'{noun}s')}"


def join_words(pieces: Sequence[Inline]) -> Line:
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
    names = join_words([Quoted(each.replace("=", " = ")) for each in claim.facts])
    if kind == "value":
        return ["with ", *names]
    if kind in {"slot", "enum"}:
        return ["with a value of ", *names]
    if any(":" in each for each in claim.facts):
        return ["read from a record of the type ", *names]
    return ["with a ", *names] if set(claim.facts) <= _RUN - {"TrainingRun"} else ["of the class ", *names]


def shorten(framework: FrameworkEvidence) -> Line:
    """How many claims there are about a framework, and how strong they are."""
    ordered = sorted(framework.claims, key=lambda each: -each.strength)
    strengths = Counter(describe_strength(each) for each in ordered)
    number = sum(len(each.terms) for each in framework.areas)
    claims = ", ".join(f"{name} {count}" for name, count in strengths.items())
    told = f"{format_number(len(framework.claims), 'claim')} about {format_number(number, 'term')}"
    return [f"{told}: {claims}" if claims else "no claim"]


def total_rows(totals: Totals) -> Iterator[tuple[str, Line]]:
    """The names of the totals, and what there is to say of each."""
    unused = f", {totals.unused:,} not used" if totals.unused else ""
    yield "records", [f"{totals.records:,} read, {totals.used:,} used{unused}"]
    yield "jobs and runs", [f"{format_number(totals.jobs, 'job')}, {format_number(totals.runs, 'run')}"]
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


def lay_out_evidence(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """The blocks of the report; of a list of ids, the first `most_ids` are shown."""
    yield Heading(1, TITLE)
    yield Paragraph([LIMITS], is_note=True)
    yield Heading(2, "What was read")
    yield Table("What was read", list(total_rows(evidence.totals)))
    if evidence.totals.jobs:
        yield Heading(2, "In short")
        yield Table("Claims about each framework", [(each.prefix, shorten(each)) for each in evidence.frameworks])
    for each in evidence.frameworks:
        yield from _framework(each, evidence, most_ids)
    yield Heading(2, "What is missing to be evidence")
    if not evidence.gaps:
        yield Paragraph(["Nothing of what this report looks for." if evidence.totals.jobs else "There is no job."])
    for found in evidence.gaps:
        yield _gap(found, evidence.alignment, most_ids)
    if evidence.unused:
        yield from _unused(evidence)


def describe_place(mapping: Mapping, alignment: Alignment) -> str:
    """The file and the line of a mapping, the file as it is called in the project."""
    path = os.path.relpath(mapping.source, alignment.folder).replace(os.sep, "/")
    return f"{path if path.startswith('..') else f'schema/{path}'}:{mapping.line}"


def _framework(framework: FrameworkEvidence, evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    title = f"{framework.prefix}: {framework.title}" if framework.title else framework.prefix
    yield Heading(2, f"{title}, {framework.version}" if framework.version else title)
    if not framework.claims:
        yield Paragraph(["The records are evidence of no term of this framework."])
    for area in framework.areas:
        yield from _area(area, evidence, most_ids)
    if framework.without_term:
        elements = [Quoted(each.mapping.subject) for each in framework.without_term]
        yield Paragraph(["The mappings state that there is no term for ", *_enumerated(elements), "."])


def _area(area: AreaEvidence, evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    yield Heading(3, area.title)
    for term in area.terms:
        yield Entry([_linked(term.term)], [_claim(each, evidence, most_ids) for each in term.claims])
    if area.silent:
        yield Paragraph(
            ["No record tells of ", *blocks.shorten_iri((each.curie, each.iri) for each in area.silent), "."]
        )
    if area.unmapped:
        unmapped = blocks.shorten_iri((each.curie, each.iri) for each in area.unmapped)
        yield Paragraph(["No mapping leads from what is read of records to ", *unmapped, "."])


def _claim(claim: Claim, evidence: EvidenceData, most_ids: int) -> Item:
    mapping = claim.relation.mapping
    confidence = "none told" if mapping.confidence is None else f"{mapping.confidence:g}"
    row: Line = [
        "mapping ",
        Quoted(mapping.subject),
        f" {mapping.predicate} ",
        Quoted(mapping.object),
        f", confidence {confidence}, ",
        Quoted(describe_place(mapping, evidence.alignment)),
    ]
    lines = [describe_statement(claim), row]
    if mapping.comment:
        lines.append([mapping.comment])
    lines.append(["from ", *_ids(evidence.resources.ids(claim.bits, most_ids or None), claim.count)])
    return Item(describe_strength(claim), claim.relation.match, lines)


def _gap(found: FoundGaps, alignment: Alignment, most_ids: int) -> Entry:
    count = len(found.jobs)
    concerned = [term for each in found.gap.terms if (term := alignment.vocabularies.term(each))]
    lines: list[Line] = [
        [" ".join(found.gap.why.split())],
        ["looked for ", *join_words([Quoted(each.replace("=", " = ")) for each in found.gap.lacks])],
        ["concerns ", *_enumerated([_linked(each) for each in concerned])],
        ["jobs: ", *_ids(found.jobs[: most_ids or count], count)],
    ]
    head = f"{found.gap.title}: {count:,} of {format_number(found.among, 'job')}"
    return Entry([head], [Item("missing", "gap", lines)])


def _unused(evidence: EvidenceData) -> Iterator[Block]:
    yield Heading(2, "What was not used")
    count = len(evidence.unused)
    yield Paragraph([f"{format_number(count, 'record')} or input{'s' * (count > 1)} with an error:"])
    rows: list[tuple[str, Line]] = []
    for each in evidence.unused[:_MOST_UNUSED]:
        at = [each.source, *([str(each.line)] if each.line else [])]
        what = f"record {each.record:,}" if each.record else "all of it"
        rows.append((what, [Quoted(":".join(at)), f" {each.code} ", Quoted(each.message)]))
    yield Table("Records that were not used", rows)
    if count > _MOST_UNUSED:
        yield Paragraph([f"and {count - _MOST_UNUSED:,} more"])


def _ids(ids: Iterable[str], count: int) -> Line:
    pieces = [Quoted(each) for each in ids]
    more = count - len(pieces)
    return [*_enumerated(pieces), *([f" and {more:,} more"] if more else [])]


def _enumerated(pieces: Iterable[Quoted | Linked]) -> Line:
    line: Line = []
    for each in pieces:
        line += [*([", "] if line else []), each]
    return line


def _linked(term: Term) -> Linked:
    return Linked(term.curie, term.iri)
