"""Evidence to the blocks of a report that people read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema.audit import layout_totals, wording
from dspy_schema.audit.evidence import LIMITS
from dspy_schema.documents import terms
from dspy_schema.documents.blocks import Block, Entry, Heading, Item, Line, Linked, Paragraph, Quoted, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.audit.claims import Claim
    from dspy_schema.audit.evidence import AreaEvidence, Evidence, FrameworkEvidence
    from dspy_schema.audit.gaps import Found
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema.mappings.terms import Term

TITLE = "Evidence from records of training jobs"
# As many records that were not used are listed, whatever the number of ids.
_MOST_UNUSED = 100


def blocks(evidence: Evidence, most_ids: int) -> Iterator[Block]:
    """The blocks of the report; of a list of ids, the first `most_ids` are shown."""
    yield Heading(1, TITLE)
    yield Paragraph([LIMITS], is_note=True)
    yield Heading(2, "What was read")
    yield Table("What was read", list(layout_totals.rows(evidence.totals)))
    if evidence.totals.jobs:
        yield Heading(2, "In short")
        yield Table(
            "Claims about each framework", [(each.prefix, layout_totals.short(each)) for each in evidence.frameworks]
        )
    for each in evidence.frameworks:
        yield from _framework(each, evidence, most_ids)
    yield Heading(2, "What is missing to be evidence")
    if not evidence.gaps:
        yield Paragraph(["Nothing of what this report looks for." if evidence.totals.jobs else "There is no job."])
    for found in evidence.gaps:
        yield _gap(found, evidence.alignment, most_ids)
    if evidence.unused:
        yield from _unused(evidence)


def place(mapping: Mapping, alignment: Alignment) -> str:
    """The file and the line of a mapping, the file as it is called in the project."""
    path = os.path.relpath(mapping.source, alignment.folder).replace(os.sep, "/")
    return f"{path if path.startswith('..') else f'schema/{path}'}:{mapping.line}"


def _framework(framework: FrameworkEvidence, evidence: Evidence, most_ids: int) -> Iterator[Block]:
    title = f"{framework.prefix}: {framework.title}" if framework.title else framework.prefix
    yield Heading(2, f"{title}, {framework.version}" if framework.version else title)
    if not framework.claims:
        yield Paragraph(["The records are evidence of no term of this framework."])
    for area in framework.areas:
        yield from _area(area, evidence, most_ids)
    if framework.without_term:
        elements = [Quoted(each.mapping.subject) for each in framework.without_term]
        yield Paragraph(["The mappings state that there is no term for ", *_enumerated(elements), "."])


def _area(area: AreaEvidence, evidence: Evidence, most_ids: int) -> Iterator[Block]:
    yield Heading(3, area.title)
    for term in area.terms:
        yield Entry([_linked(term.term)], [_claim(each, evidence, most_ids) for each in term.claims])
    if area.silent:
        yield Paragraph(["No record tells of ", *terms.short((each.curie, each.iri) for each in area.silent), "."])
    if area.unmapped:
        unmapped = terms.short((each.curie, each.iri) for each in area.unmapped)
        yield Paragraph(["No mapping leads from what is read of records to ", *unmapped, "."])


def _claim(claim: Claim, evidence: Evidence, most_ids: int) -> Item:
    mapping = claim.relation.mapping
    confidence = "none told" if mapping.confidence is None else f"{mapping.confidence:g}"
    row: Line = [
        "mapping ",
        Quoted(mapping.subject),
        f" {mapping.predicate} ",
        Quoted(mapping.object),
        f", confidence {confidence}, ",
        Quoted(place(mapping, evidence.alignment)),
    ]
    lines = [wording.statement(claim), row]
    if mapping.comment:
        lines.append([mapping.comment])
    lines.append(["from ", *_ids(evidence.resources.ids(claim.bits, most_ids or None), claim.count)])
    return Item(wording.strength(claim), claim.relation.match, lines)


def _gap(found: Found, alignment: Alignment, most_ids: int) -> Entry:
    count = len(found.jobs)
    concerned = [term for each in found.gap.terms if (term := alignment.vocabularies.term(each))]
    lines: list[Line] = [
        [" ".join(found.gap.why.split())],
        ["looked for ", *wording.listed([Quoted(each.replace("=", " = ")) for each in found.gap.lacks])],
        ["concerns ", *_enumerated([_linked(each) for each in concerned])],
        ["jobs: ", *_ids(found.jobs[: most_ids or count], count)],
    ]
    head = f"{found.gap.title}: {count:,} of {wording.number(found.among, 'job')}"
    return Entry([head], [Item("missing", "gap", lines)])


def _unused(evidence: Evidence) -> Iterator[Block]:
    yield Heading(2, "What was not used")
    count = len(evidence.unused)
    yield Paragraph([f"{wording.number(count, 'record')} or input{'s' * (count > 1)} with an error:"])
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
