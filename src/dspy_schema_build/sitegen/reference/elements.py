"""Elements of all schemas, how they are related, and their YAML."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

import yaml
from linkml_runtime.utils.formatutils import camelcase, remove_empty_items, underscore

from dspy_schema_build.codegen import vendors
from dspy_schema_build.codegen.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from linkml_runtime.linkml_model.meta import Element, SlotDefinition


Kind = Literal["class", "slot", "enum", "type", "subset"]
# Headings of the kinds, in the order of lists.
HEADS: dict[Kind, str] = {"class": "Classes", "slot": "Slots", "enum": "Enums", "type": "Types", "subset": "Subsets"}
FOLDER = PurePosixPath("reference")
# The module of LinkML's own types.
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
# What gen-doc writes for a slot without a rank.
_RANK = 1000


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
        return format_name(self.kind, self.name)

    @property
    def title(self) -> str:
        """The name that is unique in the reference, `openai:FineTuningJob`."""
        return self.label if self.schema.name == "dspy" else f"{self.schema.name}:{self.label}"

    @property
    def member(self) -> str:
        """The name of a slot in records."""
        return str(getattr(self.definition, "alias", None) or self.name)

    @property
    def curie(self) -> str:
        """The RDF term of the element."""
        if self.kind == "slot":
            return str(self.definition.slot_uri or f"{self.schema.name}:{self.member}")
        return str(self.schema.view.get_uri(self.definition)) if self.kind != "subset" else self.native

    @property
    def native(self) -> str:
        """The term in the schema's own namespace."""
        return f"{'linkml' if self.module == BUILT_IN else self.schema.name}:{self.label}"

    def expand_curie(self, curie: str) -> str:
        """Expand a CURIE of the element's schema to its IRI; other texts stay as they are."""
        prefix, colon, name = curie.partition(":")
        prefixes = self.schema.view.schema.prefixes
        return f"{prefixes[prefix].prefix_reference}{name}" if colon and prefix in prefixes else curie


@dataclass(frozen=True, eq=False)
class Member:
    """A slot of a class: `definition` is induced; `sources` are the classes that it is inherited from."""

    owner: Term
    slot: Term
    name: str
    definition: SlotDefinition
    sources: tuple[Term, ...]


class Reference:
    """All terms of some schemas, and how they are related."""

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self.schemas = list(schemas)
        self._schema_names = {schema.name for schema in self.schemas}
        self.terms: list[Term] = []
        self._by_name: dict[tuple[str, Kind, str], Term] = {}
        self._members: dict[Term, list[Member]] = {}
        for schema in self.schemas:
            for term in read_terms(schema, claimed=self._schema_names - {schema.name}):
                self.terms.append(term)
                self._by_name[schema.name, term.kind, term.name] = term

    def list_terms(self, kind: Kind, schema: Schema | None = None) -> list[Term]:
        """List the terms of a kind, in the schema's order."""
        return [term for term in self.terms if term.kind == kind and schema in {None, term.schema}]

    def find(self, schema: Schema, kind: Kind, name: str) -> Term | None:
        """Find what a name means in a schema: an element of its own, else of a schema that it imports."""
        module = schema.modules.get(name)
        owner = str(module.name) if module else schema.name
        # The modules of dspy have their pages together.
        owner = owner if owner in self._schema_names else self.schemas[0].name
        return self._by_name.get((schema.name, kind, name)) or self._by_name.get((owner, kind, name))

    def find_range(self, schema: Schema, name: str | None) -> Term | None:
        """Find the class, enumeration or type that a range names."""
        if not name:
            return None
        kinds: tuple[Kind, ...] = ("class", "enum", "type")
        return next((term for kind in kinds if (term := self.find(schema, kind, str(name)))), None)

    def schemas_with(self, term: Term) -> list[Schema]:
        """List the schemas that a term belongs to: its own, and those that import its module."""
        modules = ((schema, schema.modules.get(term.name)) for schema in self.schemas)
        return [schema for schema, module in modules if module is not None and str(module.name) == term.module]

    def parents(self, term: Term) -> list[Term]:
        """List the direct parents of a term: `is_a` first, then mixins; for a type, `typeof`."""
        definition = term.definition
        if term.kind == "type":
            names = [definition.typeof]
        else:
            names = [getattr(definition, "is_a", None), *getattr(definition, "mixins", ())]
        return [parent for name in names if name and (parent := self.find(term.schema, term.kind, str(name)))]

    def ancestors(self, term: Term) -> list[Term]:
        """List all terms above a term, nearest first."""
        above = [ancestor for parent in self.parents(term) for ancestor in (parent, *self.ancestors(parent))]
        return list(dict.fromkeys(above))

    def children(self, term: Term) -> list[Term]:
        """List the direct children of a term, in the order of the schemas."""
        return self._children.get(term, [])

    @cached_property
    def _children(self) -> dict[Term, list[Term]]:
        children: dict[Term, list[Term]] = {}
        for term in self.terms:
            for parent in self.parents(term):
                children.setdefault(parent, []).append(term)
        return children

    def all_members(self) -> Iterator[Member]:
        """Yield the members of all classes."""
        for term in self.list_terms("class"):
            yield from self.members(term)

    def members(self, term: Term) -> list[Member]:
        """List the slots of a class: its own in its order, then those that it inherits."""
        if term not in self._members:
            members = [self._read_member(term, *item) for item in term.schema.members(term.name).items()]
            own = [*term.definition.slots, *term.definition.attributes]
            direct = [member for name in own for member in members if member.definition.name == name]
            self._members[term] = [*direct, *(member for member in members if member.sources)]
        return self._members[term]

    def _read_member(self, term: Term, name: str, definition: SlotDefinition) -> Member:
        slot_name = str(definition.name)
        owners = [owner for owner in (term, *self.ancestors(term)) if _has_slot(owner, slot_name)]
        home = next((owner for owner in owners if slot_name in owner.definition.attributes), owners[0])
        slot = self.find(home.schema, "slot", slot_name)
        if slot is None:
            raise LookupError(f"{term.title}: no slot {slot_name}")
        return Member(term, slot, name, definition, () if term in owners else tuple(owners))


def _has_slot(term: Term, slot: str) -> bool:
    return slot in term.definition.attributes or slot in map(str, term.definition.slots)


def load_schemas(vendors_folder: Path = vendors.VENDORS) -> Iterator[Schema]:
    """Load `dspy`, the vendors' schemas, and those that several vendors share; run at the root of the project."""
    yield Schema()
    yield from vendors.vendor_schemas()
    for path in sorted((vendors_folder / "shared").glob("*.yaml")):
        # The rules on what they share are the vendors' own.
        yield Schema(path, None)


def format_name(kind: Kind, name: str) -> str:
    """Give the name of an element in its canonical form, which is also that of its page."""
    return str(underscore(name) if kind in {"slot", "subset"} else camelcase(name))


def read_terms(schema: Schema, claimed: set[str]) -> Iterator[Term]:
    """Read the elements of a schema that none of the `claimed` schemas defines, with LinkML's built-in types."""
    is_vendor = schema.name != "dspy"
    folder = FOLDER / schema.name if is_vendor else FOLDER

    def create_term(kind: Kind, name: str, definition: Element, module: str) -> Term:
        # Vendors name slots like classes, but for the case: pages of both in one folder overwrite one another on
        # many disks.
        subfolder = folder / "slots" if kind == "slot" and is_vendor else folder
        return Term(kind, name, definition, schema, subfolder / f"{format_name(kind, name)}.md", module)

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
            yield create_term(kind, str(name), definition, module)
            for slot, attribute in getattr(definition, "attributes", {}).items():
                attributes.setdefault(str(slot), []).append(attribute)
    for name, definitions in attributes.items():
        yield create_term("slot", name, _merge_attributes(definitions), schema.name)


def _merge_attributes(definitions: list[SlotDefinition]) -> SlotDefinition:
    """Merge the attributes of one name, each of its own class: what they have in common, and the mappings of all."""
    merged = copy(definitions[0])
    if any(definition.description != merged.description for definition in definitions):
        merged.description = None
    for metaslot in MAPPINGS:
        mappings = (mapping for definition in definitions for mapping in getattr(definition, metaslot))
        setattr(merged, metaslot, list(dict.fromkeys(mappings)))
    return merged


@cache
def dump_direct(term: Term) -> str:
    """Dump what the schema states of the term itself as YAML."""
    if term.kind == "slot":
        in_no_class = term.schema.view.get_slot(term.name, attributes=False)
        return dump_slot(term.schema.view.induced_slot(term.name) if in_no_class else term.definition)
    return _dump(term.definition)


def dump_induced(term: Term, members: list[Member]) -> str:
    """Dump a class with all that it inherits as YAML."""
    whole = deepcopy(term.definition)
    definitions = {member.definition.name: member.definition for member in members}
    for name in term.schema.view.class_slots(term.name):
        whole.attributes[name] = _rank(definitions[name])
    whole.slots = []
    return _dump(whole)


def dump_slot(slot: SlotDefinition) -> str:
    """Dump a slot as YAML."""
    return _dump(_rank(slot))


def _rank(slot: SlotDefinition) -> SlotDefinition:
    ranked = copy(slot)
    ranked.rank = _RANK if slot.rank is None else slot.rank
    return ranked


class _Dumper(yaml.CSafeDumper):
    """The dumper in C: linkml's own, in Python, gives the same text ten times as slowly."""

    yaml_representers = yaml.SafeDumper.yaml_representers
    yaml_multi_representers = yaml.SafeDumper.yaml_multi_representers

    def represent_scalar(self, tag: str, value: Any, style: str | None = None) -> yaml.ScalarNode:
        """Represent a scalar by its text: linkml's representers give the value itself, which the C code refuses."""
        return super().represent_scalar(tag, str(value), style)


def _dump(element: Element) -> str:
    items = remove_empty_items(element, hide_protected_keys=True)
    text: str = yaml.dump(items, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    return text
