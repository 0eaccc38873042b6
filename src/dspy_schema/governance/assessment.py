"""Records to evidence: collect, assemble, write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.conversion.pipeline import DSPY, convert_batches
from dspy_schema.errors import UnknownNameError
from dspy_schema.governance import claims, evidence_text, gaps
from dspy_schema.governance import facts as facts_module
from dspy_schema.governance.claims import Resources
from dspy_schema.governance.collector import Collector
from dspy_schema.governance.evidence import AreaEvidence, EvidenceData, FrameworkEvidence, TermEvidence, count_totals
from dspy_schema.governance.facts import Facts
from dspy_schema.mappings import areas
from dspy_schema.mappings.sssom_model import suggest_names
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.governance.claims import Claim
    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.areas import LaidOut
    from dspy_schema.records.batch import Batch
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source
    from dspy_schema.validation import Checker


OTHER = "Other terms"
FORMATS = ("text", "markdown", "html", "jsonld")


class Evidence(EvidenceData, frozen=True, kw_only=True):
    """All that records are evidence of, and what they lack; it writes itself as a report."""

    def write(
        self, format_: str = "text", *, base: str = terms.BASE, most_ids: int = 5, width: int = 100
    ) -> Iterator[bytes]:
        """The pieces of the report as `text`, `markdown`, `html` or `jsonld`.

        `base` is what the IRIs of records begin with, in JSON-LD, which has all ids; elsewhere the first `most_ids` of
        a list are shown, or with 0 all. `width` is that of text. Raises BaseError, and ValueError for another format.
        """
        base = terms.check_base(base)
        if format_ == "jsonld":
            from dspy_schema.governance import evidence_jsonld

            return evidence_jsonld.write_jsonld(self, base)
        blocks = evidence_text.lay_out_evidence(self, most_ids)
        if format_ == "markdown":
            from dspy_schema.documents import markdown

            pieces = markdown.write(blocks)
        elif format_ == "html":
            from dspy_schema.documents import html

            pieces = html.write(blocks)
        elif format_ == "text":
            from dspy_schema.documents import text

            pieces = text.write(blocks, width)
        else:
            raise ValueError(f"there is no format {format_!r}; choose among {', '.join(FORMATS)}")
        return (piece.encode() for piece in pieces)


def select_frameworks(alignment: Alignment, names: Iterable[str] = ()) -> list[str]:
    """The frameworks of these names, or all there are; raises UnknownNameError for a name that is none."""
    known = list(areas.load_areas(alignment))
    asked = list(names)
    for name in asked:
        if name not in known:
            begun = [each for each in known if name and each.startswith(name.lower())]
            told = suggest_names(name, known, begun) or f"; choose among {', '.join(known)}"
            raise UnknownNameError(f"no framework {name!r}{told}")
    return [each for each in known if each in asked or not asked]


def assemble_evidence(
    alignment: Alignment, facts_of: dict[str, list[str]], facts: Facts, gathering: Collector, names: list[str]
) -> Evidence:
    """What the gathered records are evidence of in the frameworks of these names."""
    resources = Resources(gathering.resources)
    made = claims.derive_claims(alignment, facts_of, facts, resources)
    stated = claims.list_no_terms(alignment, facts_of, facts, resources)
    laid_out = areas.lay_out_areas(alignment)
    jobs = gaps.count_jobs(facts, gathering)
    mapped = {each.term.curie for each in alignment.relations if each.element.id in facts_of}
    return Evidence(
        totals=count_totals(facts, gathering, resources, len(jobs.ids)),
        frameworks=[
            _framework(alignment, name, _areas(laid_out[name], made.get(name, []), mapped), stated.get(name, []))
            for name in names
        ],
        gaps=[each for each in gaps.find_gaps(gaps.load_gaps(alignment), facts, jobs, names) if each.jobs],
        unused=gathering.unused,
        resources=resources,
        facts=facts,
        alignment=alignment,
    )


def _framework(alignment: Alignment, name: str, told: list[AreaEvidence], stated: list[Link]) -> FrameworkEvidence:
    vocabulary = alignment.vocabularies.get(name)
    iri, provenance = (vocabulary.namespace, vocabulary.provenance) if vocabulary else ("", {})
    return FrameworkEvidence(name, iri, provenance.get("title", ""), provenance.get("version", ""), told, stated)


def _areas(laid_out: list[LaidOut], made: list[Claim], mapped: set[str]) -> list[AreaEvidence]:
    of_term: dict[str, TermEvidence] = {}
    # Sorting keeps the order of the mappings among equals.
    for claim in sorted(made, key=lambda each: -each.strength):
        term = claim.relation.term
        of_term.setdefault(term.curie, TermEvidence(term, [])).claims.append(claim)
    found = []
    for area in laid_out:
        left = [each for each in area.listed if each.curie not in of_term]
        told = [of_term.pop(curie) for curie in area.terms if curie in of_term]
        silent = [each for each in left if each.curie in mapped]
        found.append(AreaEvidence(area.title, told, silent, [each for each in left if each.curie not in mapped]))
    if of_term:
        found.append(AreaEvidence(OTHER, list(of_term.values()), [], []))
    return found


def collect_evidence(
    sources: Iterable[Source | Batch],
    checker: Checker,
    alignment: Alignment,
    frameworks: Iterable[str] = (),
    *,
    tell: Callable[[list[Finding]], object],
    format_: Format | None = None,
) -> Evidence:
    """What the records are evidence of in these frameworks, or in all; findings on them go to `tell`.

    Raises UnknownNameError for a name that is no framework.
    """
    names = select_frameworks(alignment, frameworks)
    facts_of = facts_module.map_facts_to_elements(alignment)
    facts = Facts(facts_module.split_words(alignment), (fact for each in facts_of.values() for fact in each))
    gathering = Collector(facts)
    for converted in convert_batches(sources, checker, DSPY, format_=format_):
        refused = gathering.take(converted)
        checker.summary.refuse(refused)
        found = converted.findings
        tell(sorted([*found, *refused], key=lambda each: each.record or 0) if refused else found)
    return assemble_evidence(alignment, facts_of, facts, gathering, names)
