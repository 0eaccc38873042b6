"""Where a term is used: the members that hold it, its subclasses, the vendors' members that become it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dspy_schema.codegen import vendor_tables
from dspy_schema.sitegen.reference import mentions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Member, Term

# What `job` and `run` stand for in a vendor's schema.
RECORDS = {"job": ("TrainingJob", "ReinforceJob"), "run": ("TrainingRun",)}


@dataclass(frozen=True)
class Use:
    """A slot that holds a term, in the classes that have the slot; `through` is the broader term that it names."""

    slot: Term
    members: tuple[Member, ...]
    through: Term | None


class Uses:
    """The uses of all terms of a reference, worked out once."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._held: dict[Term, dict[Term, list[Member]]] = {}
        self._owners: dict[Term, list[Member]] = {}
        self._sources: dict[tuple[Term, str], list[Member]] = {}
        self._mentions: dict[Term, list[Term]] = {}
        for term in reference.terms:
            for named in mentions.of(reference, term):
                self._mentions.setdefault(named, []).append(term)
        for member in reference.all_members():
            self._owners.setdefault(member.slot, []).append(member)
            for held in ranges(reference, member):
                self._held.setdefault(held, {}).setdefault(member.slot, []).append(member)
            for target in targets(reference, member):
                self._sources.setdefault((target.of, target.name), []).append(member)

    def of(self, term: Term) -> Iterator[Use]:
        """The slots whose values are of a class, enumeration or type, or may be since it is a kind of another."""
        for broader in (term, *(self._reference.ancestors(term) if term.kind == "class" else ())):
            for slot, members in self._held.get(broader, {}).items():
                yield Use(slot, tuple(members), None if broader is term else broader)

    def mentions(self, term: Term) -> list[Term]:
        """The terms whose descriptions name a term."""
        return self._mentions.get(term, [])

    def owners(self, slot: Term) -> list[Member]:
        """The members that a slot is, one for each class."""
        return self._owners.get(slot, [])

    def sources(self, member: Member) -> list[Member]:
        """The vendors' members whose values go to a member in a conversion."""
        return self._sources.get((member.of, member.name), [])


def ranges(reference: Reference, member: Member) -> list[Term]:
    """The classes, enumerations and types that a member's values are of; several where it states `any_of`."""
    found = (reference.range(member.of.schema, name) for name in _names(member.definition))
    return list(dict.fromkeys(each for each in found if each))


def targets(reference: Reference, member: Member) -> list[Member]:
    """The members of jobs and runs that a vendor's member goes to."""
    dspy = reference.schemas[0]
    way = vendor_tables.way(member.definition) if "to" in member.definition.annotations else {"to": []}
    found = []
    for owner, _, name in (str(each).partition(".") for each in way["to"]):
        for record in RECORDS[owner]:
            term = reference.find(dspy, "class", record)
            found += [each for each in reference.members(term) if each.name == name] if term else []
    return found


def _names(slot: SlotDefinition) -> list[str]:
    branches = [*slot.any_of, *slot.exactly_one_of]
    if not branches:
        return [str(slot.range)] if slot.range else []
    return [str(each.range) for each in branches if each.range and not each.equals_string]
