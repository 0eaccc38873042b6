"""The terms of all schemas, and how they hang together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dspy_schema.codegen import vendors
from dspy_schema.codegen.schema import Schema
from dspy_schema.sitegen.reference import definitions
from dspy_schema.sitegen.reference.terms import Kind, Member, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from linkml_runtime.linkml_model.meta import SlotDefinition


class Reference:
    """All terms of some schemas, and how they hang together."""

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self.schemas = list(schemas)
        self._names = {each.name for each in self.schemas}
        self.terms: list[Term] = []
        self._named: dict[tuple[str, Kind, str], Term] = {}
        self._members: dict[Term, list[Member]] = {}
        for schema in self.schemas:
            for term in definitions.terms(schema, claimed=self._names - {schema.name}):
                self.terms.append(term)
                self._named[schema.name, term.kind, term.name] = term

    def of_kind(self, kind: Kind, schema: Schema | None = None) -> list[Term]:
        """The terms of a kind, in the schema's order."""
        return [each for each in self.terms if each.kind == kind and schema in {None, each.schema}]

    def find(self, schema: Schema, kind: Kind, name: str) -> Term | None:
        """What a name means in a schema: an element of its own, else of one that it imports."""
        module = schema.modules.get(name)
        owner = str(module.name) if module else schema.name
        # The modules of dspy have their pages together.
        owner = owner if owner in self._names else self.schemas[0].name
        return self._named.get((schema.name, kind, name)) or self._named.get((owner, kind, name))

    def schemas_with(self, term: Term) -> list[Schema]:
        """The schemas that a term belongs to: its own, and those that import its module."""
        modules = ((each, each.modules.get(term.name)) for each in self.schemas)
        return [schema for schema, module in modules if module is not None and str(module.name) == term.module]

    def range(self, schema: Schema, name: str | None) -> Term | None:
        """The class, enumeration or type that a range names."""
        kinds: tuple[Kind, ...] = ("class", "enum", "type")
        return next((found for kind in kinds if (found := self.find(schema, kind, str(name)))), None) if name else None

    def parents(self, term: Term) -> list[Term]:
        """What a term is a kind of: `is_a` first, then mixins; for a type, `typeof`."""
        definition = term.definition
        if term.kind == "type":
            names = [definition.typeof]
        else:
            names = [getattr(definition, "is_a", None), *getattr(definition, "mixins", ())]
        return [found for name in names if name and (found := self.find(term.schema, term.kind, str(name)))]

    def ancestors(self, term: Term) -> list[Term]:
        """All above a term, nearest first."""
        above = [each for parent in self.parents(term) for each in (parent, *self.ancestors(parent))]
        return list(dict.fromkeys(above))

    def children(self, term: Term) -> list[Term]:
        """What is a kind of a term, in the order of the schemas."""
        return self._children.get(term, [])

    def members(self, term: Term) -> list[Member]:
        """The slots of a class: its own in its order, then those that it inherits."""
        if term not in self._members:
            found = [self._member(term, *each) for each in term.schema.members(term.name).items()]
            own = [*term.definition.slots, *term.definition.attributes]
            direct = [each for name in own for each in found if each.definition.name == name]
            self._members[term] = [*direct, *(each for each in found if each.sources)]
        return self._members[term]

    def all_members(self) -> Iterator[Member]:
        """The members of all classes."""
        for term in self.of_kind("class"):
            yield from self.members(term)

    @cached_property
    def _children(self) -> dict[Term, list[Term]]:
        children: dict[Term, list[Term]] = {}
        for term in self.terms:
            for parent in self.parents(term):
                children.setdefault(parent, []).append(term)
        return children

    def _member(self, term: Term, name: str, definition: SlotDefinition) -> Member:
        slot = str(definition.name)
        owners = [each for each in (term, *self.ancestors(term)) if _has(each, slot)]
        home = next((each for each in owners if slot in each.definition.attributes), owners[0])
        found = self.find(home.schema, "slot", slot)
        if found is None:
            raise LookupError(f"{term.title}: no slot {slot}")
        return Member(term, found, name, definition, () if term in owners else tuple(owners))


def load() -> Reference:
    """The elements of dspy and of the vendors' schemas; run at the root of the project."""
    return Reference(schemas())


def schemas(of_vendors: Path = vendors.VENDORS) -> Iterator[Schema]:
    """`dspy`, the vendors' schemas, and what several of these share."""
    yield Schema()
    yield from vendors.schemas()
    for path in sorted((of_vendors / "shared").glob("*.yaml")):
        # The rules on what they share are the vendors' own.
        yield Schema(path, None)


def _has(term: Term, slot: str) -> bool:
    return slot in term.definition.attributes or slot in map(str, term.definition.slots)
