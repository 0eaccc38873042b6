"""Elements of all schemas, their YAML."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from linkml_runtime.dumpers import yaml_dumper
from linkml_runtime.utils.formatutils import camelcase, underscore

from dspy_schema_build.codegen import vendors
from dspy_schema_build.codegen.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from linkml_runtime.linkml_model.meta import Element, SlotDefinition


BUILT_IN = "types"
# The lists of mappings that an element can have.
MAPPINGS = (
    "exact_mappings",
    "narrow_mappings",
    "broad_mappings",
    "related_mappings",
    "close_mappings",
    "mappings",
)
# What gen-doc writes for a slot without one.
_RANK = 1000
Kind = Literal["class", "slot", "enum", "type", "subset"]
FOLDER = PurePosixPath("reference")
# Headings of the kinds, in the order of lists.
HEADS: dict[Kind, str] = {"class": "Classes", "slot": "Slots", "enum": "Enums", "type": "Types", "subset": "Subsets"}


@dataclass(frozen=True, eq=False)
class Term:
    """A class, slot, enumeration, type or subset of a schema. A slot that classes share is one term."""

    kind: Kind
    name: str
    definition: Element
    schema: Schema
    path: PurePosixPath
    module: str

    @property
    def label(self) -> str:
        """The name as pages show it, `String` for `string`."""
        return shown_name(self.kind, self.name)

    @property
    def title(self) -> str:
        """The name that is no other's in the reference, `openai:FineTuningJob`."""
        return self.label if self.schema.name == "dspy" else f"{self.schema.name}:{self.label}"

    @property
    def member(self) -> str:
        """The name of a slot in records."""
        return str(getattr(self.definition, "alias", None) or self.name)

    @property
    def curie(self) -> str:
        """The term that the element stands for in RDF."""
        if self.kind == "slot":
            return str(self.definition.slot_uri or f"{self.schema.name}:{self.member}")
        return str(self.schema.view.get_uri(self.definition)) if self.kind != "subset" else self.native

    @property
    def native(self) -> str:
        """The term in the schema's own namespace."""
        return f"{'linkml' if self.module == BUILT_IN else self.schema.name}:{self.label}"

    def expanded(self, curie: str) -> str:
        """The IRI of a CURIE of the element's schema; what is no CURIE stays as it is."""
        prefix, colon, name = curie.partition(":")
        known = self.schema.view.schema.prefixes
        return f"{known[prefix].prefix_reference}{name}" if colon and prefix in known else curie


@dataclass(frozen=True, eq=False)
class Member:
    """A slot as a class has it: `definition` is induced; `sources` are the classes that it is inherited from."""

    of: Term
    slot: Term
    name: str
    definition: SlotDefinition
    sources: tuple[Term, ...]


def shown_name(kind: Kind, name: str) -> str:
    """The name in its canonical form, which is also that of its page."""
    return str(underscore(name) if kind in {"slot", "subset"} else camelcase(name))


def read_terms(schema: Schema, claimed: set[str]) -> Iterator[Term]:
    """The elements that no other schema with pages defines; those of its own modules, and LinkML's built-in types."""
    is_vendor = schema.name != "dspy"
    folder = FOLDER / schema.name if is_vendor else FOLDER

    def term(kind: Kind, name: str, definition: Element, module: str) -> Term:
        # Vendors name slots like classes, but for the case: pages of both in one folder overwrite one another on
        # many disks.
        page = folder / "slots" if kind == "slot" and is_vendor else folder
        return Term(kind, name, definition, schema, page / f"{shown_name(kind, name)}.md", module)

    view = schema.view
    kinds: dict[Kind, dict[str, Element]] = {
        "class": view.all_classes(),
        "slot": view.all_slots(attributes=False),
        "enum": view.all_enums(),
        "type": view.all_types(),
        "subset": view.all_subsets(),
    }
    attributes: dict[str, list[SlotDefinition]] = {}
    for kind, elements in kinds.items():
        for name, definition in elements.items():
            module = str(schema.modules[str(name)].name)
            if module in claimed or (is_vendor and module != schema.name):
                continue
            yield term(kind, str(name), definition, module)
            for slot, attribute in getattr(definition, "attributes", {}).items():
                attributes.setdefault(str(slot), []).append(attribute)
    for name, definitions in attributes.items():
        yield term("slot", name, _shared(definitions), schema.name)


def _shared(definitions: list[SlotDefinition]) -> SlotDefinition:
    """What the attributes of one name, each of its own class, have in common; the mappings of all."""
    shared = copy(definitions[0])
    if any(each.description != shared.description for each in definitions):
        shared.description = None
    for metaslot in MAPPINGS:
        written = (mapping for each in definitions for mapping in getattr(each, metaslot))
        setattr(shared, metaslot, list(dict.fromkeys(written)))
    return shared


class Reference:
    """All terms of some schemas, and how they hang together."""

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self.schemas = list(schemas)
        self._names = {each.name for each in self.schemas}
        self.terms: list[Term] = []
        self._named: dict[tuple[str, Kind, str], Term] = {}
        self._members: dict[Term, list[Member]] = {}
        for schema in self.schemas:
            for term in read_terms(schema, claimed=self._names - {schema.name}):
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


def load_reference() -> Reference:
    """The elements of dspy and of the vendors' schemas; run at the root of the project."""
    return Reference(schema_files())


def schema_files(of_vendors: Path = vendors.VENDORS) -> Iterator[Schema]:
    """`dspy`, the vendors' schemas, and what several of these share."""
    yield Schema()
    yield from vendors.vendor_schemas()
    for path in sorted((of_vendors / "shared").glob("*.yaml")):
        # The rules on what they share are the vendors' own.
        yield Schema(path, None)


def _has(term: Term, slot: str) -> bool:
    return slot in term.definition.attributes or slot in map(str, term.definition.slots)


@cache
def direct_yaml(term: Term) -> str:
    """What the schema states of the term itself, as YAML."""
    if term.kind == "slot":
        in_no_class = term.schema.view.get_slot(term.name, attributes=False)
        return attribute_yaml(term.schema.view.induced_slot(term.name) if in_no_class else term.definition)
    text: str = yaml_dumper.dumps(term.definition)
    return text


def induced_yaml(term: Term, members: list[Member]) -> str:
    """A class with all that it inherits, as YAML."""
    whole = deepcopy(term.definition)
    own = {each.definition.name: each.definition for each in members}
    for name in term.schema.view.class_slots(term.name):
        whole.attributes[name] = _ranked(own[name])
    whole.slots = []
    text: str = yaml_dumper.dumps(whole)
    return text


def attribute_yaml(slot: SlotDefinition) -> str:
    """A slot as YAML."""
    text: str = yaml_dumper.dumps(_ranked(slot))
    return text


def _ranked(slot: SlotDefinition) -> SlotDefinition:
    ranked = copy(slot)
    ranked.rank = _RANK if slot.rank is None else slot.rank
    return ranked
