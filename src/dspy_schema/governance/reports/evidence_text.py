"""Evidence as blocks of a report, which become text, Markdown or HTML: gaps first, then claims, then provenance."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema import artifacts
from dspy_schema.documents.blocks import (
    Block,
    Entry,
    Grid,
    GridCell,
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
from dspy_schema.governance.reports import control_table, evidence_sections
from dspy_schema.governance.reports.evidence_sections import format_count, list_facts, list_ids
from dspy_schema.mappings.sssom_model import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.claims import Claim
    from dspy_schema.governance.evidence import AreaEvidence, EvidenceData, FrameworkEvidence, TermEvidence
    from dspy_schema.governance.reports.control_table import ControlRow
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema.mappings.vocabularies import Term


TITLE = "Evidence from records of training jobs"
_PARTS = {"JobError", "Checkpoint", "MetricPoint", "LossPoint"}
# The label of a claim, and the end of the sentence that begins with what the records state.
_STRENGTHS = {
    Match.EXACT: ("shows", "which is what the term means"),
    Match.CLOSE: ("nearly shows", "which is close to what the term means"),
    Match.BROAD: ("shows a part", "which is a case or a part of what the term means, and shows no more of it"),
    Match.NARROW: ("may show", "which means more than the term, so that this may or may not be a case of it"),
    Match.RELATED: ("touches", "which has to do with the term and alone does not show it"),
}
_MISSING = "missing"
_COLUMNS = ("exact, close", "broad, narrow", "related", _MISSING)


def build_evidence_blocks(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """Build the blocks of the report; of a list of ids, the first `most_ids` are shown, or with 0 all."""
    yield Heading(1, TITLE)
    yield Paragraph([LIMITS], is_note=True)
    yield Heading(2, "What was read")
    yield Table("What was read", list(evidence_sections.build_totals(evidence)))
    yield from evidence_sections.build_gaps(evidence, most_ids)
    yield from evidence_sections.build_placeholders(evidence, most_ids)
    yield from evidence_sections.build_contradictions(evidence, most_ids)
    if evidence.totals.jobs:
        yield from evidence_sections.build_parties(evidence)
        yield Heading(2, "Claims in short")
        yield Paragraph(
            [
                "Claims with an exact or close mapping state what a term means. Those with a broad or narrow one state "
                "a part of it, and those with a related one touch it: none of these shows it alone."
            ]
        )
        rows = [(framework.prefix, _summarize(framework)) for framework in evidence.frameworks]
        yield Table("Claims about each framework", rows)
        yield from _build_jobs(evidence, most_ids)
    for framework in evidence.frameworks:
        yield from _build_framework(framework, evidence, most_ids)
    yield from evidence_sections.build_unused(evidence)
    yield from evidence_sections.build_provenance(evidence)


def describe_strength(claim: Claim) -> str:
    """Return the label of a claim."""
    return _STRENGTHS[claim.relation.match][0]


def describe_claim(claim: Claim) -> Line:
    """Describe what the records state, and what that means for the term."""
    subject = format_count(claim.count, "job")
    return [f"{subject} ", *_describe_facts(claim), f", {_STRENGTHS[claim.relation.match][1]}."]


def describe_place(mapping: Mapping, alignment: Alignment) -> str:
    """Return the file and the line of a mapping; of the schema that ships, as it is named in the project."""
    if os.path.realpath(alignment.folder) != os.path.realpath(artifacts.artifact_path(artifacts.SCHEMA)):
        return f"{mapping.source}:{mapping.line}"
    path = os.path.relpath(mapping.source, alignment.folder).replace(os.sep, "/")
    return f"schema/{path}:{mapping.line}"


def _summarize(framework: FrameworkEvidence) -> Line:
    """Count the claims about a framework by their weight."""
    if not framework.claims:
        return ["no claim"]
    counts = dict.fromkeys(Match, 0)
    for claim in framework.claims:
        counts[claim.relation.match] += 1
    weights = (control_table.DIRECT, control_table.PARTIAL, (Match.RELATED,))
    numbers = [f"{_COLUMNS[index]} {sum(counts[match] for match in matches)}" for index, matches in enumerate(weights)]
    number = sum(len(area.terms) for area in framework.areas)
    of_all = f"{format_count(len(framework.claims), 'claim')} about {format_count(number, 'term')}"
    return [f"{of_all}: {'; '.join(numbers)}"]


def _build_jobs(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """Number the jobs, since their ids are too long for the heads of columns."""
    columns = control_table.select_jobs(evidence, most_ids)
    yield Heading(2, "Jobs in the tables")
    yield Table("Jobs in the tables", [(f"job {number}", [Quoted(id_)]) for number, id_ in enumerate(columns, start=1)])
    if more := len(evidence.jobs.ids) - len(columns):
        yield Paragraph([f"The tables have columns for the first {len(columns)} jobs, and count {more:,} more."])


def _build_framework(framework: FrameworkEvidence, evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    title = f"{framework.prefix}: {framework.title}" if framework.title else framework.prefix
    yield Heading(2, f"{title}, {framework.version}" if framework.version else title)
    rows = control_table.build_rows(evidence, framework, most_ids)
    if not framework.claims:
        yield Paragraph(["The records are evidence of no term of this framework."])
    if rows and evidence.totals.jobs:
        yield from _build_grid(rows, framework, evidence, most_ids)
    for area in framework.areas:
        yield from _build_area(area, evidence, most_ids)
    if framework.without_term:
        elements = [Quoted(link.mapping.subject) for link in framework.without_term]
        yield Paragraph(["The mappings state that there is no term for ", *join_inlines(elements), "."])


def _build_grid(
    rows: list[ControlRow], framework: FrameworkEvidence, evidence: EvidenceData, most_ids: int
) -> Iterator[Block]:
    jobs = control_table.select_jobs(evidence, most_ids)
    yield Heading(3, "Terms and jobs")
    yield Paragraph(
        [
            "Numbers of jobs with claims of each weight, and of jobs that lack something that the term needs; "
            "then each job."
        ]
    )
    yield Grid(
        f"Terms of {framework.prefix} and jobs",
        "term",
        [*_COLUMNS, *(f"job {number}" for number in range(1, len(jobs) + 1))],
        [
            (
                evidence.titles.get(row.term.curie) or row.term.curie.partition(":")[2],
                [
                    _count_cell(row.direct, "exact"),
                    _count_cell(row.partial, "broad"),
                    _count_cell(row.related, "related"),
                    _count_cell(row.missing, "gap"),
                    *(_build_cell(match, is_missing=is_missing) for match, is_missing in row.cells),
                ],
            )
            for row in rows
        ],
    )


def _count_cell(count: int, style: str) -> GridCell:
    return GridCell(f"{count:,}", style) if count else GridCell("-", "nothing")


def _build_cell(match: Match | None, *, is_missing: bool) -> GridCell:
    words = [*([match.value] if match else []), *([_MISSING] if is_missing else [])]
    style = "gap" if is_missing else match.value if match else "nothing"
    return GridCell(", ".join(words) or "-", style)


def _build_area(area: AreaEvidence, evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    yield Heading(3, area.title)
    weak: list[TermEvidence] = []
    for entry in area.terms:
        strong = [claim for claim in entry.claims if claim.relation.match is not Match.RELATED]
        if strong:
            items = [_build_claim(claim, evidence, most_ids) for claim in strong]
            yield Entry(evidence_sections.name_term(entry.term, evidence), items)
        if len(strong) < len(entry.claims):
            weak.append(entry)
    if weak:
        yield Heading(4, f"{area.title}: only related")
    for entry in weak:
        related = [claim for claim in entry.claims if claim.relation.match is Match.RELATED]
        items = [_build_claim(claim, evidence, most_ids) for claim in related]
        yield Entry(evidence_sections.name_term(entry.term, evidence), items)
    if area.without_evidence:
        yield Paragraph(["No record is evidence of ", *_abbreviate(area.without_evidence, evidence), "."])
    if area.sought:
        yield Paragraph(
            [
                "Gaps look for what these terms need, and no mapping leads to them, so that there is no claim: ",
                *_abbreviate(area.sought, evidence),
                ".",
            ]
        )
    if area.unmapped:
        yield Paragraph(
            ["No mapping leads from what is read of records to ", *_abbreviate(area.unmapped, evidence), "."]
        )


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
    lines.append(["from ", *list_ids(ids, count)])
    return Item(describe_strength(claim), claim.relation.match, lines)


def _describe_facts(claim: Claim) -> Line:
    kind = claim.relation.element.kind
    names = list_facts(claim.facts)
    if kind == "value":
        return ["with ", *names]
    if kind in {"slot", "enum"}:
        return ["with a value of ", *names]
    if any(":" in fact for fact in claim.facts):
        return ["read from a record of the type ", *names]
    return ["with a ", *names] if set(claim.facts) <= _PARTS else ["with a record of the class ", *names]


def _abbreviate(terms: Iterable[Term], evidence: EvidenceData) -> Line:
    """List terms by the enumerations that they are values of, those with a title by it."""
    listed = list(terms)
    titles = {term.iri: evidence.titles[term.curie] for term in listed if term.curie in evidence.titles}
    return [
        Linked(titles.get(piece.iri, piece.text), piece.iri) if isinstance(piece, Linked) else piece
        for piece in abbreviate_terms((term.curie, term.iri) for term in listed)
    ]
