"""Put the report together: what was gathered, seen through the mappings, framework by framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.audit import claims, gaps
from dspy_schema.audit.claims import Resources
from dspy_schema.audit.evidence import AreaEvidence, Evidence, FrameworkEvidence, TermEvidence
from dspy_schema.audit.totals import totals
from dspy_schema.errors import UnknownNameError
from dspy_schema.mappings import areas
from dspy_schema.mappings.names import advice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.audit.claims import Claim
    from dspy_schema.audit.facts import Facts
    from dspy_schema.audit.gathering import Gathering
    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.areas import LaidOut

OTHER = "Other terms"


def chosen(alignment: Alignment, names: Iterable[str] = ()) -> list[str]:
    """The frameworks of these names, or all there are; raises UnknownNameError for a name that is none."""
    known = list(areas.read(alignment))
    asked = list(names)
    for name in asked:
        if name not in known:
            begun = [each for each in known if name and each.startswith(name.lower())]
            told = advice(name, known, begun) or f"; choose among {', '.join(known)}"
            raise UnknownNameError(f"no framework {name!r}{told}")
    return [each for each in known if each in asked or not asked]


def assemble(
    alignment: Alignment, facts_of: dict[str, list[str]], facts: Facts, gathering: Gathering, names: list[str]
) -> Evidence:
    """What the gathered records are evidence of in the frameworks of these names."""
    resources = Resources(gathering.resources)
    made = claims.claims(alignment, facts_of, facts, resources)
    stated = claims.without_term(alignment, facts_of, facts, resources)
    laid_out = areas.laid_out(alignment)
    jobs = gaps.jobs(facts, gathering)
    mapped = {each.term.curie for each in alignment.relations if each.element.id in facts_of}
    return Evidence(
        totals=totals(facts, gathering, resources, len(jobs.ids)),
        frameworks=[
            _framework(alignment, name, _areas(laid_out[name], made.get(name, []), mapped), stated.get(name, []))
            for name in names
        ],
        gaps=[each for each in gaps.found(gaps.read(alignment), facts, jobs, names) if each.jobs],
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
