"""Records to evidence: collect the facts, assemble the evidence, write the report."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from dspy_schema.conversion.pipeline import DSPY, convert_batches, count_left_out
from dspy_schema.errors import UnknownNameError
from dspy_schema.governance import claims, gaps, observations
from dspy_schema.governance.claims import Resources
from dspy_schema.governance.collector import Collector
from dspy_schema.governance.evidence import AreaEvidence, EvidenceData, FrameworkEvidence, TermEvidence, count_totals
from dspy_schema.governance.facts import load_facts
from dspy_schema.governance.jobs import group_jobs
from dspy_schema.governance.placeholders import find_placeholders
from dspy_schema.governance.provenance import InputReader, Provenance, check_date, list_versions
from dspy_schema.governance.reports import evidence_text
from dspy_schema.governance.titles import find_titles, load_titles
from dspy_schema.mappings import areas
from dspy_schema.mappings.sssom_model import suggest_names
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.governance.claims import Claim
    from dspy_schema.governance.facts import Facts
    from dspy_schema.governance.gaps import Gap
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.areas import ResolvedArea
    from dspy_schema.records.batch import Batch
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source
    from dspy_schema.validation import Checker


FORMATS = ("text", "markdown", "html", "csv", "jsonld", "oscal")
_NUMBERS = re.compile(r"[0-9]+")
_OTHER_TERMS = "Other terms"


class Evidence(EvidenceData, frozen=True, kw_only=True):
    """All that records are evidence of, and what they lack; `write` renders it as a report."""

    def write(
        self, format_: str = "text", *, base: str = terms.BASE, most_ids: int = 5, width: int = 100
    ) -> Iterator[bytes]:
        """Render the report, piece by piece, as `text`, `markdown`, `html`, `csv`, `jsonld` or `oscal`.

        `base` is what the IRIs of records begin with, in JSON-LD and OSCAL, which have all ids; elsewhere the first
        `most_ids` of a list are shown, or with 0 all. `width` is that of text. Raises BaseError, and ValueError for
        another format.
        """
        base = terms.check_base(base)
        if format_ == "jsonld":
            from dspy_schema.governance.reports import evidence_jsonld

            return evidence_jsonld.render_jsonld(self, base)
        if format_ == "oscal":
            from dspy_schema.governance.reports import evidence_oscal

            return evidence_oscal.render_oscal(self, base)
        if format_ == "csv":
            from dspy_schema.governance.reports import evidence_csv

            return evidence_csv.render_csv(self, most_ids)
        blocks = evidence_text.build_evidence_blocks(self, most_ids)
        if format_ == "markdown":
            from dspy_schema.documents import markdown

            pieces = markdown.render(blocks)
        elif format_ == "html":
            from dspy_schema.documents import html

            pieces = html.render(blocks)
        elif format_ == "text":
            from dspy_schema.documents import text

            pieces = text.render(blocks, width)
        else:
            raise ValueError(f"there is no format {format_!r}; choose among {', '.join(FORMATS)}")
        return (piece.encode() for piece in pieces)


def collect_evidence(
    sources: Iterable[Source | Batch],
    checker: Checker,
    alignment: Alignment,
    frameworks: Iterable[str] = (),
    *,
    report: Callable[[list[Finding]], object],
    format_: Format | None = None,
    gap_table: str | None = None,
    date: str | None = None,
) -> Evidence:
    """Collect what the records are evidence of in these frameworks, or in all; findings on them go to `report`.

    `gap_table` takes the place of the schema's own table of gaps. `date` is that of the report, by default that of
    SOURCE_DATE_EPOCH, if it is set.

    Raises UnknownNameError for an unknown framework, MappingsError for a table that is wrong, and OptionError for a
    date that is none.
    """
    names = select_frameworks(alignment, frameworks)
    date = check_date(date)
    facts = load_facts(alignment)
    all_gaps = gaps.load_gaps(alignment, facts, gap_table)
    reader = InputReader()
    collector = Collector(facts, date.removesuffix("Z"))
    for converted in convert_batches(reader.read(sources, checker, format_), checker, DSPY):
        refused = collector.add_batch(converted)
        count_left_out(checker, converted.batch, converted.types, refused)
        refused = [*checker.apply_policy(refused)]
        checker.summary.refuse(refused)
        findings = converted.findings
        report(sorted([*findings, *refused], key=lambda finding: finding.record or 0) if refused else findings)
    tables = {
        "gaps": gap_table or gaps.find_gap_table(alignment),
        "placeholders": find_placeholders(alignment),
        "titles": find_titles(alignment),
    }
    provenance = Provenance(inputs=reader.list_inputs(), versions=list_versions(alignment, names, tables), date=date)
    return assemble_evidence(alignment, facts, collector, names, all_gaps=all_gaps, provenance=provenance)


def select_frameworks(alignment: Alignment, names: Iterable[str] = ()) -> list[str]:
    """Return the frameworks of these names, or all there are; raises UnknownNameError for an unknown name."""
    known = list(areas.load_areas(alignment))
    # Frameworks are often written with hyphens, which prefixes of terms have as underscores.
    wanted = [name if name in known else name.lower().replace("-", "_") for name in names]
    for name in wanted:
        if name not in known:
            begun = [framework for framework in known if name and framework.startswith(name.lower())]
            advice = suggest_names(name, known, begun) or f"; choose among {', '.join(known)}"
            raise UnknownNameError(f"no framework {name!r}{advice}")
    return [framework for framework in known if framework in wanted or not wanted]


def assemble_evidence(
    alignment: Alignment,
    facts: Facts,
    collector: Collector,
    frameworks: list[str],
    *,
    all_gaps: dict[str, Gap],
    provenance: Provenance,
) -> Evidence:
    """Assemble what the collected facts are evidence of in these frameworks, and which of the gaps there are."""
    # First, since it sorts out what is out of date.
    jobs = group_jobs(facts, collector)
    resources = Resources(collector.resources)
    parties = observations.count_parties(facts, collector)
    claims_by_framework = claims.derive_claims(alignment, facts, resources, jobs)
    without_term = claims.list_elements_without_term(alignment, facts, resources)
    areas_by_framework = areas.resolve_areas(alignment)
    mapped = {relation.term.curie for relation in alignment.relations if relation.element.id in facts.by_element}
    sought = {term for gap in all_gaps.values() for term in gap.terms}
    assembled = []
    for name in frameworks:
        vocabulary = alignment.vocabularies.get(name)
        listing = vocabulary.provenance if vocabulary else {}
        assembled.append(
            FrameworkEvidence(
                prefix=name,
                iri=vocabulary.namespace if vocabulary else "",
                title=listing.get("title", ""),
                version=listing.get("version", ""),
                areas=_assemble_areas(areas_by_framework[name], claims_by_framework.get(name, []), mapped, sought),
                without_term=without_term.get(name, []),
            )
        )
    return Evidence(
        totals=count_totals(facts, collector, resources, jobs, parties),
        frameworks=assembled,
        gaps=gaps.find_gaps(all_gaps, facts, jobs, frameworks),
        placeholders=observations.list_placeholders(facts, jobs),
        contradictions=observations.find_contradictions(facts, jobs, collector),
        parties=parties,
        unused=collector.unused,
        provenance=provenance,
        titles=load_titles(alignment),
        jobs=jobs,
        resources=resources,
        facts=facts,
        alignment=alignment,
    )


def _assemble_areas(
    resolved: list[ResolvedArea], claims: list[Claim], mapped: set[str], sought: set[str]
) -> list[AreaEvidence]:
    """Sort claims into areas.

    `mapped` are the terms that a mapping leads to from something that records can state, `sought` those of gaps.
    """
    by_term: dict[str, TermEvidence] = {}
    # Sorting keeps the order of the mappings among equals.
    for claim in sorted(claims, key=lambda claim: -claim.strength):
        term = claim.relation.term
        by_term.setdefault(term.curie, TermEvidence(term, [])).claims.append(claim)
    assembled = []
    for area in resolved:
        order = _order_terms(term.curie for term in area.mappable)
        left = [area.terms[curie] for curie in order if curie not in by_term]
        assembled.append(
            AreaEvidence(
                title=area.title,
                order=order,
                terms=[by_term.pop(curie) for curie in _order_terms(area.terms) if curie in by_term],
                without_evidence=[term for term in left if term.curie in mapped],
                sought=[term for term in left if term.curie in sought - mapped],
                unmapped=[term for term in left if term.curie not in mapped | sought],
            )
        )
    if by_term:
        assembled.append(AreaEvidence(_OTHER_TERMS, list(by_term), list(by_term.values()), [], [], []))
    return assembled


def _order_terms(curies: Iterable[str]) -> list[str]:
    """Order terms as they come, those whose names begin alike by the numbers in them."""
    ordered: list[str] = []
    for _, values in groupby(curies, lambda curie: _NUMBERS.split(curie.partition(":")[2], 1)[0]):
        ordered += sorted(values, key=lambda curie: list(map(int, _NUMBERS.findall(curie.partition(":")[2]))))
    return ordered
