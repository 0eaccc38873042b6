"""Elements of the schemas, read from their YAML with the places where they are defined.

| element | id |
|---|---|
| class, enumeration | `dspy:TrainingJob` |
| slot, attribute | `dspy:train_data`, the name that it has in YAML |
| value of an enumeration | `dspy:TrainingStatus#succeeded`, percent-encoded as in the ontology |

Those of a vendor have the default prefix of its schema. Attributes of one name in several classes of a schema are one
element, as they are for LinkML.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from dspy_schema.mappings import text_files
from dspy_schema.mappings.sssom import Prefix
from dspy_schema.mappings.sssom_model import expand_curie
from dspy_schema.mappings.text_files import Place, TextFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import yaml

    from dspy_schema.findings import Finding


Kind: TypeAlias = Literal["class", "slot", "enum", "value", "type", "subset"]
PREDICATES = {
    "mappings": "skos:mappingRelation",
    "exact_mappings": "skos:exactMatch",
    "close_mappings": "skos:closeMatch",
    "broad_mappings": "skos:broadMatch",
    "narrow_mappings": "skos:narrowMatch",
    "related_mappings": "skos:relatedMatch",
}
"""The predicates of the lists of mappings in YAML (LinkML metamodel, slots of `Element`)."""
_CODE = "DSP602"
_ANY = "linkml:Any"
_RULE_FILES = ("rules.yaml", ".rules.yaml")
_SECTIONS: dict[str, Kind] = {"slots": "slot", "types": "type", "subsets": "subset"}
_SECTION_OF_PARENTS = {"class": "classes", "slot": "slots", "enum": "enums"}
# Percent-encoding leaves these as they are (RFC 3986, section 2.3).
_UNRESERVED = re.compile(r"[\w.~-]+", re.ASCII)


class YamlMapping(msgspec.Struct, frozen=True, gc=False):
    """A mapping in YAML: its predicate, its target as written, the IRI of that, and its place."""

    predicate: str
    target: str
    iri: str | None
    place: Place


class Element(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An element of a schema.

    `iri` is the expanded `id`, `uri` the IRI in records and in the ontology (`class_uri` or `slot_uri` where it has
    one). `label` is its title, or the name that records use, `parents` are ids (of a value, that of its enumeration),
    `slots` those of a class itself. `module` is the file.
    """

    id: str
    iri: str
    uri: str
    kind: Kind
    name: str
    label: str
    description: str = ""
    parents: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    subsets: tuple[str, ...] = ()
    is_concrete: bool = True
    module: str
    place: Place
    mappings: tuple[YamlMapping, ...] = ()

    @property
    def schema(self) -> str:
        """The prefix of its schema."""
        return self.id.partition(":")[0]


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a schema: its name, its default prefix, its prefixes, the files that it imports, and its sections."""

    source: str
    name: str
    default_prefix: str
    prefixes: dict[str, Prefix]
    imports: tuple[str, ...]
    sections: "dict[str, yaml.Node]"

    @property
    def namespaces(self) -> dict[str, str]:
        """The namespaces by prefix."""
        return {name: prefix.namespace for name, prefix in self.prefixes.items()}


class Ancestors(dict[str, tuple[str, ...]]):
    """The ids above an id, nearest first and without itself, which are found when they are looked up.

    Parents that have no entry themselves are left out, and a circle of parents ends.
    """

    def __init__(self, parents: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self._parents = parents

    def __missing__(self, id_: str) -> tuple[str, ...]:
        waiting = list(self._parents.get(id_, ()))
        above: dict[str, None] = {}
        for parent in waiting:
            if parent not in above and parent != id_ and parent in self._parents:
                above[parent] = None
                waiting += self._parents[parent]
        self[id_] = tuple(above)
        return self[id_]


class Elements:
    """The elements of all schemas by id, and the modules that define them."""

    def __init__(
        self, all_: dict[str, Element], modules: tuple[Module, ...] = (), faults: tuple[Finding, ...] = ()
    ) -> None:
        self.all = all_
        self.modules = modules
        self.faults = faults
        self.by_iri = {element.iri: element for element in all_.values()}
        #: The ids of the elements above each; the enumeration of a value is among them.
        self.ancestors = Ancestors({id_: element.parents for id_, element in all_.items()})
        self.namespaces = {
            module.default_prefix: module.prefixes[module.default_prefix].namespace
            for module in reversed(modules)
            if module.default_prefix in module.prefixes
        }

    def __iter__(self) -> Iterator[Element]:
        return iter(self.all.values())

    def get(self, id_: str) -> Element | None:
        """Return the element of an id."""
        return self.all.get(id_)


def load_elements(folder: str) -> Elements:
    """Load the elements of the schemas in a folder; a file that cannot be read is a fault."""
    files = [TextFile.read(path, _CODE) for path in _list_files(folder)]
    modules = tuple(module for file in files if (module := _read_module(file)))
    by_path = {os.path.normpath(module.source): module for module in modules}
    known = {id_ for module in modules for id_ in _iter_ids(module)}
    readers = [_Reader(module, _find_scope(module, by_path), known) for module in modules]
    elements: dict[str, Element] = {}
    for reader in readers:
        for element in reader.iter_elements():
            first = elements.get(element.id)
            elements[element.id] = _merge_mappings(first, element) if first else element
    for reader in readers:
        for usage in reader.iter_usages():
            if usage.id in elements:
                elements[usage.id] = _merge_mappings(elements[usage.id], usage)
    return Elements(elements, modules, tuple(fault for file in files for fault in file.faults))


def _list_files(folder: str) -> list[str]:
    """List the files of schemas in a folder and below, those in the folder itself first."""
    paths = []
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            os.path.join(at, name)
            for name in names
            if name.endswith((".yaml", ".yml")) and not name.startswith(".") and not name.endswith(_RULE_FILES)
        ]
    return sorted(paths, key=lambda path: (os.path.dirname(path) != folder, path))


def _read_module(file: TextFile) -> Module | None:
    node = None if file.text is None else file.compose_yaml(file.text)
    if node is None:
        return None
    members = text_files.map_members(node)
    prefixes = {}
    for key, value in text_files.iter_items(members.get("prefixes")):
        # A prefix is bound to a namespace, or to a mapping that has it.
        namespace = text_files.scalar_text(value) or text_files.scalar_text(
            text_files.map_members(value).get("prefix_reference")
        )
        prefixes[key.value] = Prefix(namespace, text_files.node_place(key, file.source))
    folder = os.path.dirname(file.source)
    return Module(
        source=file.source,
        name=text_files.scalar_text(members.get("name")),
        default_prefix=text_files.scalar_text(members.get("default_prefix")),
        prefixes=prefixes,
        imports=tuple(
            os.path.normpath(os.path.join(folder, f"{scalar.value}.yaml"))
            for scalar in text_files.list_scalars(members.get("imports"))
            if ":" not in scalar.value
        ),
        sections=members,
    )


def _iter_ids(module: Module) -> Iterator[str]:
    """Yield the ids that names in the module, and in those that import it, can resolve to."""
    for section in ("classes", "slots", "enums", "types"):
        for key, node in text_files.iter_items(module.sections.get(section)):
            yield _create_id(module.default_prefix, key.value, section)
            for attribute in text_files.map_members(text_files.map_members(node).get("attributes")):
                yield _create_id(module.default_prefix, attribute, "slots")


def _find_scope(module: Module, by_path: dict[str, Module]) -> list[str]:
    """Return the default prefixes of a module and of those that it imports, its own first."""
    prefixes: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [module]
    for imported in waiting:
        if imported.source not in seen:
            seen.add(imported.source)
            prefixes[imported.default_prefix] = None
            waiting += [by_path[path] for path in imported.imports if path in by_path]
    return list(prefixes)


def _merge_mappings(first: Element, other: Element) -> Element:
    """Add the mappings of a slot in another class, or of its usage there."""
    if not other.mappings:
        return first
    known = {(mapping.predicate, mapping.iri) for mapping in first.mappings}
    added = tuple(mapping for mapping in other.mappings if (mapping.predicate, mapping.iri) not in known)
    return msgspec.structs.replace(first, mappings=first.mappings + added)


class _Reader:
    """The reader of one module; `scope` are the prefixes that its names may have, `known` the ids of all modules."""

    def __init__(self, module: Module, scope: list[str], known: set[str]) -> None:
        self._module = module
        self._namespaces = module.namespaces
        self._scope = scope
        self._known = known

    def iter_elements(self) -> Iterator[Element]:
        """Yield all elements, an attribute once for each class that has it."""
        sections = self._module.sections
        for section, kind in _SECTIONS.items():
            for key, node in text_files.iter_items(sections.get(section)):
                yield self._read_element(key, node, kind, self._own_id(key.value, section))
        for key, node in text_files.iter_items(sections.get("enums")):
            enum = self._read_element(key, node, "enum", self._own_id(key.value, "enums"))
            yield enum
            values = text_files.map_members(node).get("permissible_values")
            # Values are a list of names, or a mapping.
            listed = [(scalar, scalar) for scalar in text_files.list_scalars(values)]
            for name, inner in listed or text_files.iter_items(values):
                value = self._read_element(name, inner, "value", f"{enum.id}#{_encode(name.value)}")
                yield msgspec.structs.replace(value, parents=(enum.id,))
        for key, node in text_files.iter_items(sections.get("classes")):
            yield self._read_class(key, node)
            for attribute, inner in text_files.iter_items(text_files.map_members(node).get("attributes")):
                yield self._read_element(attribute, inner, "slot", self._own_id(attribute.value, "slots"))

    def iter_usages(self) -> Iterator[Element]:
        """Yield the slots in the `slot_usage` of classes."""
        for _, node in text_files.iter_items(self._module.sections.get("classes")):
            for slot, inner in text_files.iter_items(text_files.map_members(node).get("slot_usage")):
                yield self._read_element(slot, inner, "slot", self._resolve(slot.value, "slots"))

    def _read_class(self, key: yaml.ScalarNode, node: yaml.Node) -> Element:
        members = text_files.map_members(node)
        slots = [scalar.value for scalar in text_files.list_scalars(members.get("slots"))]
        slots += text_files.map_members(members.get("attributes"))
        return msgspec.structs.replace(
            self._read_element(key, node, "class", self._own_id(key.value, "classes")),
            slots=tuple(self._resolve(slot, "slots") for slot in slots),
            is_concrete=not (
                text_files.is_true(members.get("abstract"))
                or text_files.is_true(members.get("mixin"))
                or text_files.scalar_text(members.get("class_uri")) == _ANY
            ),
        )

    def _read_element(self, key: yaml.ScalarNode, node: yaml.Node, kind: Kind, id_: str) -> Element:
        members = text_files.map_members(node)
        iri = expand_curie(id_, self._namespaces) or id_
        declared = text_files.scalar_text(members.get(f"{kind}_uri"))
        alias = text_files.scalar_text(members.get("alias"))
        # The default of a slot with an alias is made from that (LinkML metamodel, slot `alias`).
        default = expand_curie(f"{self._module.default_prefix}:{alias}", self._namespaces) if alias else iri
        return Element(
            id=id_,
            iri=iri,
            uri=(expand_curie(declared, self._namespaces) if declared else None) or declared or default or iri,
            kind=kind,
            name=key.value,
            label=text_files.scalar_text(members.get("title")) or alias or key.value,
            description=text_files.scalar_text(members.get("description")),
            parents=tuple(self._read_parents(members, _SECTION_OF_PARENTS.get(kind))),
            subsets=tuple(scalar.value for scalar in text_files.list_scalars(members.get("in_subset"))),
            is_concrete=not text_files.is_true(members.get("abstract")),
            module=self._module.source,
            place=text_files.node_place(key, self._module.source),
            mappings=tuple(self._read_mappings(members)),
        )

    def _read_parents(self, members: dict[str, yaml.Node], section: str | None) -> Iterator[str]:
        for name in ("is_a", "mixins"):
            if section and name in members:
                for scalar in text_files.list_scalars(members[name]):
                    yield self._resolve(scalar.value, section)

    def _read_mappings(self, members: dict[str, yaml.Node]) -> Iterator[YamlMapping]:
        for name, predicate in PREDICATES.items():
            if name in members:
                for scalar in text_files.list_scalars(members[name]):
                    place = text_files.node_place(scalar, self._module.source)
                    iri = expand_curie(scalar.value, self._namespaces)
                    yield YamlMapping(predicate, scalar.value, iri, place)

    def _own_id(self, name: str, section: str) -> str:
        return _create_id(self._module.default_prefix, name, section)

    def _resolve(self, name: str, section: str) -> str:
        """Return the id of a name in this module: in its own schema first, then in those that it imports."""
        ids = [_create_id(prefix, name, section) for prefix in self._scope]
        return next((id_ for id_ in ids if id_ in self._known), ids[0])


def _create_id(prefix: str, name: str, section: str) -> str:
    """Create the id of an element, with the name that LinkML gives it in IRIs."""
    if section == "slots":
        return f"{prefix}:{name.replace(' ', '_')}"
    return f"{prefix}:{''.join(f'{word[:1].upper()}{word[1:]}' for word in name.split())}"


def _encode(value: str) -> str:
    if _UNRESERVED.fullmatch(value):
        return value
    from urllib.parse import quote

    return quote(value, safe="")
