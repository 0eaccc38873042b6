"""Uses of terms: as ranges of slots, in descriptions, and as targets of conversions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dspy_schema_build.codegen import vendors
from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.vendors import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.sitegen.reference.elements import Member, Reference, Term


# A word with a capital inside, which no sentence has for another reason.
_NAME = re.compile(r"[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w*")


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
        self._holders: dict[Term, dict[Term, list[Member]]] = {}
        self._owners: dict[Term, list[Member]] = {}
        self._sources: dict[tuple[Term, str], list[Member]] = {}
        self._mentions: dict[Term, list[Term]] = {}
        for term in reference.terms:
            for mentioned in find_mentions(reference, term):
                self._mentions.setdefault(mentioned, []).append(term)
        for member in reference.all_members():
            self._owners.setdefault(member.slot, []).append(member)
            for range_ in list_ranges(reference, member):
                self._holders.setdefault(range_, {}).setdefault(member.slot, []).append(member)
            for target in find_targets(reference, member):
                self._sources.setdefault((target.owner, target.name), []).append(member)

    def find_uses(self, term: Term) -> Iterator[Use]:
        """Find the slots whose range is a class, enumeration or type, or a broader class."""
        for broader in (term, *(self._reference.ancestors(term) if term.kind == "class" else ())):
            for slot, members in self._holders.get(broader, {}).items():
                yield Use(slot, tuple(members), None if broader is term else broader)

    def mentions(self, term: Term) -> list[Term]:
        """List the terms whose descriptions name a term."""
        return self._mentions.get(term, [])

    def owners(self, slot: Term) -> list[Member]:
        """List the members that a slot is, one for each class."""
        return self._owners.get(slot, [])

    def sources(self, member: Member) -> list[Member]:
        """List the vendors' members that are converted to a member."""
        return self._sources.get((member.owner, member.name), [])


def find_mentions(reference: Reference, term: Term) -> list[Term]:
    """Find the other terms that the description of a term names, of its own schema."""
    return list(_find_names(reference, term, term.definition.description, term.schema.name).values())


def link_mentions(reference: Reference, page: Term, text: object, schema: str | None = None) -> dict[str, str]:
    """Map the names in a text of a schema, by default the page's own, to the targets of links."""
    terms = _find_names(reference, page, text, schema or page.schema.name)
    return {name: markdown.relativize_path(page.path, term.path) for name, term in terms.items()}


def _find_names(reference: Reference, page: Term, text: object, schema: str) -> dict[str, Term]:
    terms = _list_names(reference, schema)
    names = sorted(markdown.find_words(text) & terms.keys())
    return {name: terms[name] for name in names if terms[name] is not page}


@cache
def _list_names(reference: Reference, schema: str) -> dict[str, Term]:
    terms = (term for term in reference.terms if term.schema.name == schema and term.kind in {"class", "enum"})
    return {term.label: term for term in terms if _NAME.fullmatch(term.label)}


def list_ranges(reference: Reference, member: Member) -> list[Term]:
    """List the classes, enumerations and types that a member's values are of; several where it states `any_of`."""
    terms = (reference.find_range(member.owner.schema, name) for name in _list_range_names(member.definition))
    return list(dict.fromkeys(term for term in terms if term))


def _list_range_names(slot: SlotDefinition) -> list[str]:
    branches = [*slot.any_of, *slot.exactly_one_of]
    if not branches:
        return [str(slot.range)] if slot.range else []
    return [str(branch.range) for branch in branches if branch.range and not branch.equals_string]


def find_targets(reference: Reference, member: Member) -> list[Member]:
    """Find the members of jobs and runs that a vendor's member is converted to."""
    if "to" not in member.definition.annotations:
        return []
    dspy = reference.schemas[0]
    targets: list[Member] = []
    for target in vendors.member_conversion(member.definition)["to"]:
        record, _, name = str(target).partition(".")
        for class_ in RECORDS[record]:
            term = reference.find(dspy, "class", class_)
            targets += [other for other in reference.members(term) if other.name == name] if term else []
    return targets
