"""The sections of a report that are not about one framework: totals, gaps, placeholders, contradictions, provenance."""

from __future__ import annotations

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
    join_inlines,
)
from dspy_schema.governance.contradictions import FOUND_BY_CHECK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.governance.collector import Unused
    from dspy_schema.governance.evidence import EvidenceData
    from dspy_schema.governance.gaps import OpenGap
    from dspy_schema.mappings.vocabularies import Term


# The number of unused records that are listed does not depend on that of ids.
MOST_UNUSED = 100
_NO_STATUS = "without a status"


def build_totals(evidence: EvidenceData) -> Iterator[tuple[str, Line]]:
    """Build the rows of what was read."""
    totals = evidence.totals
    if evidence.provenance.date:
        yield "date of the report", [evidence.provenance.date]
    unused = f", {totals.unused:,} not used" if totals.unused else ""
    yield "records", [f"{totals.records:,} read, {totals.used:,} used{unused}"]
    yield "jobs and runs", [f"{format_count(totals.jobs, 'job')}, {format_count(totals.runs, 'run')}"]
    without = totals.jobs - sum(totals.statuses.values())
    for name, counts in (
        ("classes", totals.types),
        ("read from", totals.vendors),
        ("providers of runs", totals.providers),
        ("statuses of jobs", totals.statuses | ({_NO_STATUS: without} if without else {})),
    ):
        if counts:
            yield name, _list_counts(counts)
    if totals.first:
        yield "time span", [f"{totals.first} to {totals.last}"]


def build_gaps(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """Build the section of gaps."""
    yield Heading(2, "Missing evidence")
    if not evidence.gaps:
        yield Paragraph(["None of the gaps that are looked for." if evidence.totals.jobs else "There is no job."])
    for gap in evidence.gaps:
        yield _build_gap(gap, evidence, most_ids)


def build_placeholders(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """Build the section of placeholders."""
    if evidence.placeholders:
        yield Heading(2, "Placeholders")
        yield Paragraph(["These values stand for nothing, and support no claim."])
    for placeholder in evidence.placeholders:
        values = join_inlines(map(Quoted, placeholder.values))
        lines: list[Line] = [["with ", *values], _list_jobs(placeholder.jobs, most_ids)]
        head: Line = [Quoted(placeholder.member), f": {format_count(len(placeholder.jobs), 'job')}"]
        yield Entry(head, [Item("placeholder", "gap", lines)])


def build_contradictions(evidence: EvidenceData, most_ids: int) -> Iterator[Block]:
    """Build the section of contradictions, those included for which a record is not used."""
    refused = [unused for unused in evidence.unused if unused.code in FOUND_BY_CHECK]
    if evidence.contradictions or refused:
        yield Heading(2, "Contradictions")
        yield Paragraph(["Of what these records state, something is wrong or out of date."])
    for contradiction in evidence.contradictions:
        head: Line = [f"{contradiction.title}: {format_count(len(contradiction.jobs), 'job')}"]
        yield Entry(head, [Item("contradiction", "gap", [_list_jobs(contradiction.jobs, most_ids)])])
    if refused:
        yield Table(
            "Records that are not used, since their members contradict one another",
            [(f"not used, {name}", line) for name, line in _list_unused(refused)],
        )


def build_parties(evidence: EvidenceData) -> Iterator[Block]:
    """Build the section of who is named, people apart from organizations."""
    parties = evidence.parties
    yield Heading(2, "People and organizations")
    yield Table(
        "People and organizations",
        [
            ("people or teams as owners", _list_runs(parties.people, "nobody who can be asked is named")),
            ("organizations as owners", _list_runs(parties.organizations, "none")),
            ("systems that ran them", _list_runs(parties.providers, "none")),
        ],
    )


def build_unused(evidence: EvidenceData) -> Iterator[Block]:
    """Build the section of records that were not used."""
    if not evidence.unused:
        return
    yield Heading(2, "What was not used")
    count = len(evidence.unused)
    yield Paragraph([f"{format_count(count, 'record')} or input{'s' * (count > 1)} with an error:"])
    yield Table("Records that were not used", _list_unused(evidence.unused))
    if count > MOST_UNUSED:
        yield Paragraph([f"and {count - MOST_UNUSED:,} more"])


def build_provenance(evidence: EvidenceData) -> Iterator[Block]:
    """Build the sections of inputs and versions."""
    yield Heading(2, "Inputs")
    rows: list[tuple[str, Line]] = [
        (one.name, [f"{one.size:,} bytes, SHA-256 ", Quoted(one.sha256)]) for one in evidence.provenance.inputs
    ]
    yield Table("Inputs", rows) if rows else Paragraph(["No input was read."])
    yield Heading(2, "Versions")
    rows = []
    for version in evidence.provenance.versions:
        line: Line = [Quoted(version.name), f" {version.version}" if version.version else ""]
        if version.sha256:
            line += ["; SHA-256 ", Quoted(version.sha256)]
        rows.append((version.kind, line))
    yield Table("Versions", rows)


def name_term(term: Term, evidence: EvidenceData) -> Line:
    """Return the identifier of a term, with its title if it has one."""
    title = evidence.titles.get(term.curie)
    return [Linked(term.curie, term.iri), *([f" {title}"] if title else [])]


def format_count(count: int, noun: str) -> str:
    """Format a count with its noun, which is given in the singular: `1 job`, `2,000 jobs`."""
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"


def list_facts(facts: Iterable[str]) -> Line:
    """List facts that are alternatives."""
    return join_inlines((Quoted(fact.replace("=", " = ")) for fact in facts), last=" or ")


def list_ids(ids: Iterable[str], count: int) -> Line:
    """List the first of `count` ids, and how many there are beyond."""
    pieces = [Quoted(id_) for id_ in ids]
    more = count - len(pieces)
    return [*join_inlines(pieces), *([f" and {more:,} more"] if more else [])]


def _list_unused(records: list[Unused]) -> list[tuple[str, Line]]:
    rows: list[tuple[str, Line]] = []
    for unused in records[:MOST_UNUSED]:
        place = f"{unused.source}:{unused.line}" if unused.line else unused.source
        name = f"record {unused.record:,}" if unused.record else "all of it"
        rows.append((name, [Quoted(place), f" {unused.code} ", Quoted(unused.message)]))
    return rows


def _build_gap(open_gap: OpenGap, evidence: EvidenceData, most_ids: int) -> Entry:
    gap, count = open_gap.gap, len(open_gap.jobs)
    concerned: Line = []
    for curie in gap.terms:
        if term := evidence.alignment.vocabularies.get_term(curie):
            concerned += [*([", "] if concerned else []), *name_term(term, evidence)]
    lines: list[Line] = [
        # Names of members are in backticks in the table.
        [Quoted(text) if number % 2 else text for number, text in enumerate(" ".join(gap.why.split()).split("`"))],
        ["looked for ", *list_facts(gap.lacks)],
        ["concerns ", *concerned],
        _list_jobs(open_gap.jobs, most_ids),
    ]
    head = f"{gap.title}: {count:,} of {format_count(open_gap.among, 'job')}"
    return Entry([head], [Item("missing", "gap", lines)])


def _list_jobs(ids: list[str], most_ids: int) -> Line:
    return ["jobs: ", *list_ids(ids[: most_ids or len(ids)], len(ids))]


def _list_counts(counts: dict[str, int]) -> Line:
    line: Line = []
    for counted, count in counts.items():
        line += [", " if line else "", Quoted(counted), f" {count:,}"]
    return line


def _list_runs(counts: dict[str, int], without: str) -> Line:
    line: Line = []
    for name, count in counts.items():
        line += [", " if line else "", Quoted(name), f" in {format_count(count, 'run')}"]
    return line or [without]
