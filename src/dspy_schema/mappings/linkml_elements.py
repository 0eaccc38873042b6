"""Elements of the schemas with their places.

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
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

import msgspec

from dspy_schema.mappings import text_files
from dspy_schema.mappings.sssom import Prefix
from dspy_schema.mappings.sssom_model import expand_curie
from dspy_schema.mappings.text_files import Place, decode_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import yaml

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.text_files import Tell


_ANY = "linkml:Any"
_NO_SCHEMA = ("rules.yaml", ".rules.yaml")
_CODE = "DSP602"
Kind: TypeAlias = Literal["class", "slot", "enum", "value", "type", "subset"]


class Written(msgspec.Struct, frozen=True, gc=False):
    """A mapping in YAML: its predicate, its target as written, the IRI that this stands for, and where it is."""

    predicate: str
    target: str
    iri: str | None
    place: Place


class Element(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An element of a schema.

    `iri` is what `id` stands for, `uri` what records and the ontology call it (`class_uri` or `slot_uri` where it has
    one). `label` is its title, or the name that records use, `parents` are ids (of a value, that of its enumeration),
    `slots` those of a class itself. `schema` is the prefix, `module` the file.
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
    mappings: tuple[Written, ...] = ()

    @property
    def schema(self) -> str:
        """The prefix of the schema that it is of."""
        return self.id.partition(":")[0]


PREDICATES = {
    "mappings": "skos:mappingRelation",
    "exact_mappings": "skos:exactMatch",
    "close_mappings": "skos:closeMatch",
    "broad_mappings": "skos:broadMatch",
    "narrow_mappings": "skos:narrowMatch",
    "related_mappings": "skos:relatedMatch",
}
"""What the lists of mappings in YAML mean (LinkML metamodel, slots of `Element`)."""
# What percent-encoding leaves as it is (RFC 3986, section 2.3).
_PLAIN = re.compile(r"[\w.~-]+", re.ASCII)
_SECTIONS: dict[str, Kind] = {"slots": "slot", "types": "type", "subsets": "subset"}


def read_ids(module: Module) -> Iterator[str]:
    """The ids of the elements that names in the module, and in those that import it, may mean."""
    for section in ("classes", "slots", "enums", "types"):
        for key, node in text_files.iter_items(module.sections.get(section)):
            yield f"{module.default_prefix}:{_name(key.value, section)}"
            for attribute, _ in text_files.iter_items(text_files.iter_members(node).get("attributes")):
                yield f"{module.default_prefix}:{_name(attribute.value, 'slots')}"


def read_elements(module: Module, scope: list[str], known: set[str]) -> Iterator[Element]:
    """All elements of a module, an attribute once for each class that has it.

    `scope` are the prefixes that names in the module may have, `known` the ids of all modules.
    """
    return _Reader(module, scope, known).elements()


def read_usages(module: Module, scope: list[str], known: set[str]) -> Iterator[Element]:
    """What the classes of a module say of slots in `slot_usage`; the rest is as of `elements`."""
    return _Reader(module, scope, known).usages()


class _Reader:
    """The elements of one module; `scope` are the prefixes that its names may have, `known` all ids."""

    def __init__(self, module: Module, scope: list[str], known: set[str]) -> None:
        self._module = module
        self._prefixes = module.namespaces
        self._scope = scope
        self._known = known

    def elements(self) -> Iterator[Element]:
        sections = self._module.sections
        for section, kind in _SECTIONS.items():
            for key, node in text_files.iter_items(sections.get(section)):
                yield self._element(key, node, kind, self._own(key.value, section))
        for key, node in text_files.iter_items(sections.get("enums")):
            enum = self._element(key, node, "enum", self._own(key.value, "enums"))
            yield enum
            values = text_files.iter_members(node).get("permissible_values")
            listed = [(each, each) for each in text_files.iter_scalars(values)]
            for word, inner in listed or text_files.iter_items(values):
                value = self._element(word, inner, "value", f"{enum.id}#{_encoded(word.value)}")
                yield msgspec.structs.replace(value, parents=(enum.id,))
        for key, node in text_files.iter_items(sections.get("classes")):
            yield self._class(key, node)
            members = text_files.iter_members(node)
            for attribute, inner in text_files.iter_items(members.get("attributes")):
                yield self._element(attribute, inner, "slot", self._own(attribute.value, "slots"))

    def usages(self) -> Iterator[Element]:
        for _, node in text_files.iter_items(self._module.sections.get("classes")):
            for slot, inner in text_files.iter_items(text_files.iter_members(node).get("slot_usage")):
                yield self._element(slot, inner, "slot", self._id(slot.value, "slots"))

    def _class(self, key: yaml.ScalarNode, node: yaml.Node) -> Element:
        members = text_files.iter_members(node)
        slots = [each.value for each in text_files.iter_scalars(members.get("slots"))]
        slots += [each.value for each, _ in text_files.iter_items(members.get("attributes"))]
        return msgspec.structs.replace(
            self._element(key, node, "class", self._own(key.value, "classes")),
            slots=tuple(self._id(each, "slots") for each in slots),
            is_concrete=not (
                text_files.is_true(members.get("abstract"))
                or text_files.is_true(members.get("mixin"))
                or text_files.scalar_text(members.get("class_uri")) == _ANY
            ),
        )

    def _element(self, key: yaml.ScalarNode, node: yaml.Node, kind: Kind, id_: str) -> Element:
        members = text_files.iter_members(node)
        iri = expand_curie(id_, self._prefixes) or id_
        declared = text_files.scalar_text(members.get(f"{kind}_uri"))
        alias = text_files.scalar_text(members.get("alias"))
        section = {"class": "classes", "slot": "slots", "enum": "enums"}.get(kind, "")
        parents = [
            each.value for name in ("is_a", "mixins") for each in text_files.iter_scalars(members.get(name)) if section
        ]
        # The default of a slot with an alias is made from that (LinkML metamodel, slot `alias`).
        own = expand_curie(f"{self._module.default_prefix}:{alias}", self._prefixes) if alias else iri
        return Element(
            id=id_,
            iri=iri,
            uri=expand_curie(declared, self._prefixes) or declared or own or iri,
            kind=kind,
            name=key.value,
            label=text_files.scalar_text(members.get("title")) or alias or key.value,
            description=text_files.scalar_text(members.get("description")),
            parents=tuple(self._id(each, section) for each in parents),
            subsets=tuple(each.value for each in text_files.iter_scalars(members.get("in_subset"))),
            is_concrete=not text_files.is_true(members.get("abstract")),
            module=self._module.source,
            place=text_files.node_place(key, self._module.source),
            mappings=tuple(self._mappings(members)),
        )

    def _mappings(self, members: dict[str, yaml.Node]) -> Iterator[Written]:
        for name, predicate in PREDICATES.items():
            for each in text_files.iter_scalars(members.get(name)):
                place = text_files.node_place(each, self._module.source)
                yield Written(predicate, each.value, expand_curie(each.value, self._prefixes), place)

    def _own(self, name: str, section: str) -> str:
        return f"{self._module.default_prefix}:{_name(name, section)}"

    def _id(self, name: str, section: str) -> str:
        """The id of what a name means in this module: of its own schema first, then of what it imports."""
        ids = [f"{prefix}:{_name(name, section)}" for prefix in self._scope]
        return next((each for each in ids if each in self._known), ids[0])


def _encoded(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    from urllib.parse import quote

    return quote(word, safe="")


def _name(name: str, section: str) -> str:
    """The name of an element in an IRI, as LinkML makes it."""
    if section == "slots":
        return name.replace(" ", "_")
    return "".join(f"{each[:1].upper()}{each[1:]}" for each in name.split())


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
        return {name: each.namespace for name, each in self.prefixes.items()}


def read_module(folder: str, tell: Tell) -> Iterator[Module]:
    """The modules in a folder and those below it, the root first; tells of those that cannot be read."""
    for path in sorted(_paths(folder), key=lambda path: (os.path.dirname(path) != folder, path)):
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            tell(Place(path), f"cannot be read: {error.strerror}")
            continue
        text = decode_text(data, path, tell)
        node = text_files.compose_yaml(text, path, tell) if text is not None else None
        if node is not None:
            yield _module(node, path)


def _paths(folder: str) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in names:
            if name.endswith((".yaml", ".yml")) and not name.startswith(".") and not name.endswith(_NO_SCHEMA):
                yield os.path.join(at, name)


def _module(node: yaml.MappingNode, path: str) -> Module:
    members = text_files.iter_members(node)
    prefixes = {}
    for key, value in text_files.iter_items(members.get("prefixes")):
        # A prefix is bound to a namespace, or to a mapping that has it.
        namespace = text_files.scalar_text(value) or text_files.scalar_text(
            text_files.iter_members(value).get("prefix_reference")
        )
        prefixes[key.value] = Prefix(namespace, text_files.node_place(key, path))
    at = os.path.dirname(path)
    return Module(
        source=path,
        name=text_files.scalar_text(members.get("name")),
        default_prefix=text_files.scalar_text(members.get("default_prefix")),
        prefixes=prefixes,
        imports=tuple(
            os.path.normpath(os.path.join(at, f"{each.value}.yaml"))
            for each in text_files.iter_scalars(members.get("imports"))
            if ":" not in each.value
        ),
        sections=members,
    )


class HasId(Protocol):
    """Something that its `id` tells from others."""

    @property
    def id(self) -> str:
        """What tells it from others."""


Node = TypeVar("Node", bound=HasId)


def iter_ancestors(node: Node, parents: Callable[[Node], Iterable[Node]]) -> dict[str, Node]:
    """The ancestors of a node by id, nearest first, and not the node itself; a circle of parents ends."""
    found: dict[str, Node] = {}
    waiting = [*parents(node)]
    for each in waiting:
        if each.id not in found and each.id != node.id:
            found[each.id] = each
            waiting += parents(each)
    return found


class Elements:
    """The elements of all schemas by id, and the modules that they are written in."""

    def __init__(
        self, all_: dict[str, Element], modules: tuple[Module, ...] = (), faults: tuple[Finding, ...] = ()
    ) -> None:
        self.all = all_
        self.modules = modules
        self.faults = faults
        self.by_iri = {each.iri: each for each in all_.values()}
        self.namespaces = {
            each.default_prefix: each.prefixes[each.default_prefix].namespace
            for each in reversed(modules)
            if each.default_prefix in each.prefixes
        }

    def __iter__(self) -> Iterator[Element]:
        return iter(self.all.values())

    def get(self, id_: str) -> Element | None:
        """The element of an id."""
        return self.all.get(id_)

    def ancestors(self, element: Element) -> dict[str, Element]:
        """The elements above one, by id; the enumeration of a value among them, and not the element itself."""
        return iter_ancestors(element, lambda each: [found for id_ in each.parents if (found := self.all.get(id_))])


def load_elements(folder: str) -> Elements:
    """The elements of the schemas in a folder; a file that cannot be read is a fault."""
    faults: list[Finding] = []

    def tell(place: Place, message: str) -> None:
        faults.append(place.finding(_CODE, message))

    read = tuple(read_module(folder, tell))
    by_path = {os.path.normpath(each.source): each for each in read}
    found: dict[str, Element] = {}
    written: set[str] = set()
    for module in read:
        written.update(read_ids(module))
    scopes = [[*dict.fromkeys(each.default_prefix for each in _imported(module, by_path))] for module in read]
    for module, scope in zip(read, scopes, strict=True):
        for element in read_elements(module, scope, written):
            before = found.get(element.id)
            found[element.id] = _both(before, element) if before else element
    for module, scope in zip(read, scopes, strict=True):
        for usage in read_usages(module, scope, written):
            if usage.id in found:
                found[usage.id] = _both(found[usage.id], usage)
    return Elements(found, read, tuple(faults))


def _imported(module: Module, by_path: dict[str, Module]) -> Iterator[Module]:
    """A module, then those that it imports, each once."""
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        each = waiting.pop(0)
        if each.source not in seen:
            seen.add(each.source)
            yield each
            waiting += [by_path[path] for path in each.imports if path in by_path]


def _both(one: Element, other: Element) -> Element:
    """A slot that several classes tell of: what the first says, and the mappings of both."""
    if not other.mappings:
        return one
    known = {(each.predicate, each.iri) for each in one.mappings}
    added = tuple(each for each in other.mappings if (each.predicate, each.iri) not in known)
    return msgspec.structs.replace(one, mappings=one.mappings + added)
