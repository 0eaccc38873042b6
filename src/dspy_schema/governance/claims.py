"""Claims: the facts that records state, read through the mappings of the elements that they concern."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings.alignment import Relation
from dspy_schema.mappings.sssom_model import STRENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dspy_schema.governance.facts import Facts
    from dspy_schema.governance.jobs import Jobs
    from dspy_schema.mappings.alignment import Alignment, Link


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping of an element that some records state facts about.

    `facts` are these facts, `bits` their bits, and `count` is the number of jobs of which the record or a run does.
    """

    relation: Relation
    facts: tuple[str, ...]
    bits: int
    count: int

    @property
    def strength(self) -> int:
        """The strength of the mapping."""
        return STRENGTHS[self.relation.match]


class Resources:
    """Jobs and runs by the bits of their facts: few sets of facts stand for many ids."""

    def __init__(self, bits_by_id: Mapping[str, int]) -> None:
        self._bits_by_id = bits_by_id
        self._counts = Counter(bits_by_id.values())

    def count(self, bits: int) -> int:
        """Count the jobs and runs that state one of these facts."""
        return sum(number for stated, number in self._counts.items() if stated & bits)

    def ids(self, bits: int, most: int | None = None) -> list[str]:
        """List the ids of those that state one of these facts, or the first of them, in the order of the records."""
        return list(islice((id_ for id_, stated in self._bits_by_id.items() if stated & bits), most))

    def items(self) -> Iterable[tuple[str, int]]:
        """Return all ids, each with the bits of its facts."""
        return self._bits_by_id.items()


def derive_claims(alignment: Alignment, facts: Facts, resources: Resources, jobs: Jobs) -> dict[str, list[Claim]]:
    """Derive the claims by vocabulary, in the order of the mappings."""
    claims: dict[str, list[Claim]] = {}
    for relation in alignment.relations:
        concerned = facts.by_element.get(relation.element.id, ())
        stated = tuple(fact for fact in concerned if resources.count(facts.encode([fact])))
        if stated:
            bits = facts.encode(stated)
            claim = Claim(relation=relation, facts=stated, bits=bits, count=jobs.count(bits))
            claims.setdefault(relation.vocabulary, []).append(claim)
    return claims


def list_elements_without_term(alignment: Alignment, facts: Facts, resources: Resources) -> dict[str, list[Link]]:
    """List the rows, by vocabulary, that say that it has no term for an element that some records state facts about."""
    links: dict[str, list[Link]] = {}
    for link in alignment.links:
        if link.mapping.is_no_term and link.element is not None:
            concerned = facts.encode(facts.by_element.get(link.element.id, ()))
            if resources.count(concerned):
                links.setdefault(link.vocabulary, []).append(link)
    return links
