"""What records are evidence of: the facts that they tell, through the mappings of the elements that these are about."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings.alignment import Relation
from dspy_schema.mappings.sssom_model import STRENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dspy_schema.governance.facts import Facts
    from dspy_schema.mappings.alignment import Alignment, Link


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping whose element some records tell of.

    `facts` are those of the element that they tell, `bits` the bits of these, `count` is the number of jobs and runs.
    """

    relation: Relation
    facts: tuple[str, ...]
    bits: int
    count: int

    @property
    def strength(self) -> int:
        """How much the mapping says."""
        return STRENGTHS[self.relation.match]


class Resources:
    """Jobs and runs by what is told of them: few sets of facts stand for many ids."""

    def __init__(self, bits_of: Mapping[str, int]) -> None:
        self._bits_of = bits_of
        self._groups = Counter(bits_of.values())

    def count(self, bits: int) -> int:
        """How many there are of which one of these facts is told."""
        return sum(number for each, number in self._groups.items() if each & bits)

    def of(self, bits: int) -> Iterator[tuple[str, int]]:
        """Their ids, in the order in which they came, and the bits of all that is told of each."""
        return (each for each in self._bits_of.items() if each[1] & bits)

    def ids(self, bits: int, most: int | None = None) -> list[str]:
        """Their ids, or the first of them."""
        return [id_ for id_, _ in islice(self.of(bits), most)]

    def items(self) -> Iterable[tuple[str, int]]:
        """All ids, and the bits of what is told of each."""
        return self._bits_of.items()


def derive_claims(
    alignment: Alignment, facts_of: Mapping[str, Sequence[str]], facts: Facts, resources: Resources
) -> dict[str, list[Claim]]:
    """The claims by vocabulary, in the order of the mappings; `facts_of` has the facts of each element by its id."""
    found: dict[str, list[Claim]] = {}
    for relation in alignment.relations:
        told = tuple(fact for fact in facts_of.get(relation.element.id, ()) if resources.count(facts.bits([fact])))
        if told:
            bits = facts.bits(told)
            claim = Claim(relation=relation, facts=told, bits=bits, count=resources.count(bits))
            found.setdefault(relation.vocabulary, []).append(claim)
    return found


def list_no_terms(
    alignment: Alignment, facts_of: Mapping[str, Sequence[str]], facts: Facts, resources: Resources
) -> dict[str, list[Link]]:
    """The statements, by vocabulary, that it has no term for an element that some records tell of."""
    found: dict[str, list[Link]] = {}
    for link in alignment.links:
        if link.mapping.is_no_term and link.element is not None:
            told = facts_of.get(link.element.id, ())
            if resources.count(facts.bits(told)):
                found.setdefault(link.vocabulary, []).append(link)
    return found
