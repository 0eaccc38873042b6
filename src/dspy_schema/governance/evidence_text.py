"""Evidence as blocks of a report, which become text, Markdown or HTML."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import (
    Block,
    Entry,
    Heading,
    Item,
    Line,
    Linked,
    Paragraph,
    Quoted,
    Table,
    abbreviate_terms,
    join_inlines,
)
from dspy_schema.governance.evidence import LIMITS
from dspy_schema.mappings.sssom_model import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.claims import Claim
    from dspy_schema.governance.evidence import AreaEvidence, EvidenceData, FrameworkEvidence, Totals
    from dspy_schema.governance.gaps import OpenGap
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema.mappings.vocabularies import Term


TITLE = "Evidence from records of training jobs"
_PARTS = {"JobError", "Checkpoint", "MetricPoint", "LossPoint"}
# The number of unused records that are listed does not depend on that of ids.
_MOST_UNUSED = 100
# The label of a claim, and the end of the sentence that begins with what the records state.
_STRENGTHS = {
    Match.EXACT: ("shows", "which is what the term means"),
    Match.CLOSE: ("nearly shows", "which is close to what the term means"),
    Match.BROAD: ("shows a part", "which is a case or a part of what the term means, and shows no more of it"),
    Match.NARROW: ("may show", "which means more than the term, so that this may or may not be a case of it"),
    Match.RELATED: ("touches", "which has to do with the term and alone does not show it"),
}


def build_evidence_blocks(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """Build the blocks of the report; of a list of ids, the first `most_ids` are shown, or with 0 all."""
    yield Heading(1, TITLE)
    yield Paragraph([LIMITS], is_note=True)
    yield Heading(2, "What was read")
    yield Table("What was read", list(_build_totals(evidence.totals)))
    if evidence.totals.jobs:
        yield Heading(2, "In short")
        rows = [(framework.prefix, _summarize(framework)) for framework in evidence.frameworks]
        yield Table("Claims about each framework", rows)
    for framework in evidence.frameworks:
        yield from _build_framework(framework, evidence, most_ids)
    yield Heading(2, "Missing evidence")
    if not evidence.gaps:
        yield Paragraph(["None of the gaps that are looked for." if evidence.totals.jobs else "There is no job."])
    for gap in evidence.gaps:
        yield _build_gap(gap, evidence.alignment, most_ids)
    if evidence.unused:
        yield from _build_unused(evidence)


def describe_strength(claim: Claim) -> str:
    """Return the label of a claim."""
    return _STRENGTHS[claim.relation.match][0]


def describe_claim(claim: Claim) -> Line:
    """Describe what the records state, and what that means for the term."""
    subject = _format_count(claim.count, "job")
    return [f"{subject} ", *_describe_facts(claim), f", {_STRENGTHS[claim.relation.match][1]}."]


def describe_place(mapping: Mapping, alignment: Alignment) -> str:
    """Return the file and the line of a mapping, the file as it is named in the project."""
    path = os.path.relpath(mapping.source, alignment.folder).replace(os.sep, "/")
    return f"{path if path.startswith('..') else f'schema/{path}'}:{mapping.line}"


def _build_totals(totals: Totals) -> Iterator[tuple[str, Line]]:
    unused = f", {totals.unused:,} not used" if totals.unused else ""
    yield "records", [f"{totals.records:,} read, {totals.used:,} used{unused}"]
    yield "jobs and runs", [f"{_format_count(totals.jobs, 'job')}, {_format_count(totals.runs, 'run')}"]
    for name, counts in (
        ("classes", totals.types),
        ("read from", totals.vendors),
        ("providers of runs", totals.providers),
        ("statuses of jobs", totals.statuses),
    ):
        if counts:
            line: Line = []
            for counted, count in counts.items():
                line += [", " if line else "", Quoted(counted), f" {count:,}"]
            yield name, line
    if totals.first:
        yield "time span", [f"{totals.first} to {totals.last}"]


def _summarize(framework: FrameworkEvidence) -> Line:
    """Count the claims about a framework by their strength."""
    ordered = sorted(framework.claims, key=lambda claim: -claim.strength)
    if not ordered:
        return ["no claim"]
    number = sum(len(area.terms) for area in framework.areas)
    counts = Counter(map(describe_strength, ordered))
    strengths = ", ".join(f"{label} {count}" for label, count in counts.items())
    return [f"{_format_count(len(ordered), 'claim')} about {_format_count(number, 'term')}: {strengths}"]


def _build_framework(framework: FrameworkEvidence, evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    title = f"{framework.prefix}: {framework.title}" if framework.title else framework.prefix
    yield Heading(2, f"{title}, {framework.version}" if framework.version else title)
    if not framework.claims:
        yield Paragraph(["The records are evidence of no term of this framework."])
    for area in framework.areas:
        yield from _build_area(area, evidence, most_ids)
    if framework.without_term:
        elements = [Quoted(link.mapping.subject) for link in framework.without_term]
        yield Paragraph(["The mappings state that there is no term for ", *join_inlines(elements), "."])


def _build_area(area: AreaEvidence, evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    yield Heading(3, area.title)
    for entry in area.terms:
        yield Entry([_link(entry.term)], [_build_claim(claim, evidence, most_ids) for claim in entry.claims])
    if area.without_evidence:
        yield Paragraph(["No record is evidence of ", *_abbreviate(area.without_evidence), "."])
    if area.unmapped:
        yield Paragraph(["No mapping leads from what is read of records to ", *_abbreviate(area.unmapped), "."])


def _build_claim(claim: Claim, evidence: EvidenceData, most_ids: int) -> Item:
    mapping = claim.relation.mapping
    confidence = "no confidence" if mapping.confidence is None else f"confidence {mapping.confidence:g}"
    row: Line = [
        "mapping ",
        Quoted(mapping.subject),
        f" {mapping.predicate} ",
        Quoted(mapping.object),
        f", {confidence}, ",
        Quoted(describe_place(mapping, evidence.alignment)),
    ]
    lines = [describe_claim(claim), row]
    if mapping.comment:
        lines.append([mapping.comment])
    ids, count = evidence.resources.ids(claim.bits, most_ids or None), evidence.resources.count(claim.bits)
    lines.append(["from ", *_list_ids(ids, count)])
    return Item(describe_strength(claim), claim.relation.match, lines)


def _build_gap(open_gap: OpenGap, alignment: Alignment, most_ids: int) -> Entry:
    gap, count = open_gap.gap, len(open_gap.jobs)
    terms = [term for curie in gap.terms if (term := alignment.vocabularies.get_term(curie))]
    lines: list[Line] = [
        [" ".join(gap.why.split())],
        ["looked for ", *_list_facts(gap.lacks)],
        ["concerns ", *join_inlines(map(_link, terms))],
        ["jobs: ", *_list_ids(open_gap.jobs[: most_ids or count], count)],
    ]
    head = f"{gap.title}: {count:,} of {_format_count(open_gap.among, 'job')}"
    return Entry([head], [Item("missing", "gap", lines)])


def _build_unused(evidence: EvidenceData) -> Iterator[Block]:
    yield Heading(2, "What was not used")
    count = len(evidence.unused)
    yield Paragraph([f"{_format_count(count, 'record')} or input{'s' * (count > 1)} with an error:"])
    rows: list[tuple[str, Line]] = []
    for unused in evidence.unused[:_MOST_UNUSED]:
        place = f"{unused.source}:{unused.line}" if unused.line else unused.source
        name = f"record {unused.record:,}" if unused.record else "all of it"
        rows.append((name, [Quoted(place), f" {unused.code} ", Quoted(unused.message)]))
    yield Table("Records that were not used", rows)
    if count > _MOST_UNUSED:
        yield Paragraph([f"and {count - _MOST_UNUSED:,} more"])


def _describe_facts(claim: Claim) -> Line:
    kind = claim.relation.element.kind
    names = _list_facts(claim.facts)
    if kind == "value":
        return ["with ", *names]
    if kind in {"slot", "enum"}:
        return ["with a value of ", *names]
    if any(":" in fact for fact in claim.facts):
        return ["read from a record of the type ", *names]
    return ["with a ", *names] if set(claim.facts) <= _PARTS else ["with a record of the class ", *names]


def _format_count(count: int, noun: str) -> str:
    """Format a count with its noun, which is given in the singular: `1 job`, `2,000 jobs`."""
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"


def _list_facts(facts: Iterable[str]) -> Line:
    return join_inlines((Quoted(fact.replace("=", " = ")) for fact in facts), last=" or ")


def _list_ids(ids: Iterable[str], count: int) -> Line:
    pieces = [Quoted(id_) for id_ in ids]
    more = count - len(pieces)
    return [*join_inlines(pieces), *([f" and {more:,} more"] if more else [])]


def _abbreviate(terms: Iterable[Term]) -> Line:
    return abbreviate_terms((term.curie, term.iri) for term in terms)


def _link(term: Term) -> Linked:
    return Linked(term.curie, term.iri)
