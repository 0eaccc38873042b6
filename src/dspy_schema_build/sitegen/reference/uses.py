"""Who uses and names what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dspy_schema_build.codegen import vendors
from dspy_schema_build.sitegen import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.sitegen.reference.elements import Member, Reference, Term


# What `job` and `run` stand for in a vendor's schema.
RECORDS = {"job": ("TrainingJob", "ReinforceJob"), "run": ("TrainingRun",)}
# A word with a capital inside, which no sentence has for another reason.
_NAME = re.compile(r"[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w*")


def find_mentions(reference: Reference, term: Term) -> list[Term]:
    """What the description of a term names, of its own schema; not itself."""
    return list(_named(reference, term, term.definition.description, term.schema.name).values())


def mention_targets(reference: Reference, page: Term, written: object, schema: str | None = None) -> dict[str, str]:
    """Where names in a text of a schema lead, by default in one of the page's own."""
    named = _named(reference, page, written, schema or page.schema.name)
    return {name: markdown.relative_link(page.path, each.path) for name, each in named.items()}


def _named(reference: Reference, page: Term, written: object, schema: str) -> dict[str, Term]:
    names = _mention_names(reference, schema)
    words = sorted(markdown.join_words(written) & names.keys())
    return {word: names[word] for word in words if names[word] is not page}


@cache
def _mention_names(reference: Reference, schema: str) -> dict[str, Term]:
    terms = (each for each in reference.terms if each.schema.name == schema and each.kind in {"class", "enum"})
    return {each.label: each for each in terms if _NAME.fullmatch(each.label)}


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
            for named in find_mentions(reference, term):
                self._mentions.setdefault(named, []).append(term)
        for member in reference.all_members():
            self._owners.setdefault(member.slot, []).append(member)
            for held in list_ranges(reference, member):
                self._held.setdefault(held, {}).setdefault(member.slot, []).append(member)
            for target in use_targets(reference, member):
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


def list_ranges(reference: Reference, member: Member) -> list[Term]:
    """The classes, enumerations and types that a member's values are of; several where it states `any_of`."""
    found = (reference.range(member.of.schema, name) for name in _use_names(member.definition))
    return list(dict.fromkeys(each for each in found if each))


def use_targets(reference: Reference, member: Member) -> list[Member]:
    """The members of jobs and runs that a vendor's member goes to."""
    dspy = reference.schemas[0]
    way = vendors.member_conversion(member.definition) if "to" in member.definition.annotations else {"to": []}
    found = []
    for owner, _, name in (str(each).partition(".") for each in way["to"]):
        for record in RECORDS[owner]:
            term = reference.find(dspy, "class", record)
            found += [each for each in reference.members(term) if each.name == name] if term else []
    return found


def _use_names(slot: SlotDefinition) -> list[str]:
    branches = [*slot.any_of, *slot.exactly_one_of]
    if not branches:
        return [str(slot.range)] if slot.range else []
    return [str(each.range) for each in branches if each.range and not each.equals_string]
