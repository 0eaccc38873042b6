"""The report: totals, what each framework's terms have as evidence, what is missing, and what was not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf
from dspy_schema.audit import gaps
from dspy_schema.audit.claims import Claim, Resources
from dspy_schema.audit.facts import Facts
from dspy_schema.audit.gathering import Unused
from dspy_schema.audit.totals import Totals
from dspy_schema.mappings.alignment import Alignment, Link
from dspy_schema.mappings.terms import Term

if TYPE_CHECKING:
    from collections.abc import Iterator


LIMITS = (
    "This report tells what records say, read through mappings of their schema to the terms of other vocabularies. "
    "Mappings are an alignment of meanings that people judged, not a certification: nothing here says that a "
    "requirement is met, that a control works, or that a record is true or complete. What no record tells may be so "
    "all the same, and what is told here has to be checked at its source."
)
"""What every report says of itself."""


class TermEvidence(msgspec.Struct, frozen=True):
    """A term and the claims that are made of it, the strongest first."""

    term: Term
    claims: list[Claim]


class AreaEvidence(msgspec.Struct, frozen=True):
    """An area of a framework: the terms with evidence, those that records could tell of, and those they could not.

    No record tells of the terms `silent`. To those `unmapped`, no mapping leads from what is read of records.
    """

    title: str
    terms: list[TermEvidence]
    silent: list[Term]
    unmapped: list[Term]


class FrameworkEvidence(msgspec.Struct, frozen=True):
    """A framework: its areas, and the elements of the records that it has no term for, as the mappings state."""

    prefix: str
    iri: str
    title: str
    version: str
    areas: list[AreaEvidence]
    without_term: list[Link]

    @property
    def claims(self) -> list[Claim]:
        """All claims, area by area."""
        return [claim for area in self.areas for term in area.terms for claim in term.claims]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """All that records are evidence of, and what they lack."""

    totals: Totals
    frameworks: list[FrameworkEvidence]
    gaps: list[gaps.Found]
    unused: list[Unused]
    resources: Resources
    facts: Facts
    alignment: Alignment

    @property
    def claims(self) -> list[Claim]:
        """All claims, framework by framework."""
        return [claim for each in self.frameworks for claim in each.claims]

    def ids(self, claim: Claim) -> list[str]:
        """The ids of all jobs and runs behind a claim, in the order in which they came."""
        return self.resources.ids(claim.bits)

    def write(
        self, format_: str = "text", *, base: str = rdf.BASE, most_ids: int = 5, width: int = 100
    ) -> Iterator[bytes]:
        """The pieces of the report as `text`, `markdown`, `html` or `jsonld`.

        `base` is what the IRIs of records begin with, in JSON-LD, which has all ids; elsewhere the first `most_ids` of
        a list are shown, or with 0 all. `width` is that of text. Raises BaseError, and ValueError for another format.
        """
        from dspy_schema.audit import writers

        return writers.write(self, format_, base=rdf.checked_base(base), most_ids=most_ids, width=width)
