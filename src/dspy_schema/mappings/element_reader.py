"""The elements that a module of a schema defines, read from the nodes of its YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import yaml_nodes
from dspy_schema.mappings.curies import expanded
from dspy_schema.mappings.element import Element, Kind, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from dspy_schema.mappings.modules import Module

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
_ANY = "linkml:Any"
_SECTIONS: dict[str, Kind] = {"slots": "slot", "types": "type", "subsets": "subset"}


def ids(module: Module) -> Iterator[str]:
    """The ids of the elements that names in the module, and in those that import it, may mean."""
    for section in ("classes", "slots", "enums", "types"):
        for key, node in yaml_nodes.items(module.sections.get(section)):
            yield f"{module.default_prefix}:{_name(key.value, section)}"
            for attribute, _ in yaml_nodes.items(yaml_nodes.members(node).get("attributes")):
                yield f"{module.default_prefix}:{_name(attribute.value, 'slots')}"


def elements(module: Module, scope: list[str], known: set[str]) -> Iterator[Element]:
    """All elements of a module, an attribute once for each class that has it.

    `scope` are the prefixes that names in the module may have, `known` the ids of all modules.
    """
    return _Reader(module, scope, known).elements()


def usages(module: Module, scope: list[str], known: set[str]) -> Iterator[Element]:
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
            for key, node in yaml_nodes.items(sections.get(section)):
                yield self._element(key, node, kind, self._own(key.value, section))
        for key, node in yaml_nodes.items(sections.get("enums")):
            enum = self._element(key, node, "enum", self._own(key.value, "enums"))
            yield enum
            values = yaml_nodes.members(node).get("permissible_values")
            listed = [(each, each) for each in yaml_nodes.scalars(values)]
            for word, inner in listed or yaml_nodes.items(values):
                value = self._element(word, inner, "value", f"{enum.id}#{_encoded(word.value)}")
                yield msgspec.structs.replace(value, parents=(enum.id,))
        for key, node in yaml_nodes.items(sections.get("classes")):
            yield self._class(key, node)
            members = yaml_nodes.members(node)
            for attribute, inner in yaml_nodes.items(members.get("attributes")):
                yield self._element(attribute, inner, "slot", self._own(attribute.value, "slots"))

    def usages(self) -> Iterator[Element]:
        for _, node in yaml_nodes.items(self._module.sections.get("classes")):
            for slot, inner in yaml_nodes.items(yaml_nodes.members(node).get("slot_usage")):
                yield self._element(slot, inner, "slot", self._id(slot.value, "slots"))

    def _class(self, key: yaml.ScalarNode, node: yaml.Node) -> Element:
        members = yaml_nodes.members(node)
        slots = [each.value for each in yaml_nodes.scalars(members.get("slots"))]
        slots += [each.value for each, _ in yaml_nodes.items(members.get("attributes"))]
        return msgspec.structs.replace(
            self._element(key, node, "class", self._own(key.value, "classes")),
            slots=tuple(self._id(each, "slots") for each in slots),
            is_concrete=not (
                yaml_nodes.is_true(members.get("abstract"))
                or yaml_nodes.is_true(members.get("mixin"))
                or yaml_nodes.text(members.get("class_uri")) == _ANY
            ),
        )

    def _element(self, key: yaml.ScalarNode, node: yaml.Node, kind: Kind, id_: str) -> Element:
        members = yaml_nodes.members(node)
        iri = expanded(id_, self._prefixes) or id_
        declared = yaml_nodes.text(members.get(f"{kind}_uri"))
        alias = yaml_nodes.text(members.get("alias"))
        section = {"class": "classes", "slot": "slots", "enum": "enums"}.get(kind, "")
        parents = [
            each.value for name in ("is_a", "mixins") for each in yaml_nodes.scalars(members.get(name)) if section
        ]
        # The default of a slot with an alias is made from that (LinkML metamodel, slot `alias`).
        own = expanded(f"{self._module.default_prefix}:{alias}", self._prefixes) if alias else iri
        return Element(
            id=id_,
            iri=iri,
            uri=expanded(declared, self._prefixes) or declared or own or iri,
            kind=kind,
            name=key.value,
            label=yaml_nodes.text(members.get("title")) or alias or key.value,
            description=yaml_nodes.text(members.get("description")),
            parents=tuple(self._id(each, section) for each in parents),
            subsets=tuple(each.value for each in yaml_nodes.scalars(members.get("in_subset"))),
            is_concrete=not yaml_nodes.is_true(members.get("abstract")),
            module=self._module.source,
            place=yaml_nodes.place(key, self._module.source),
            mappings=tuple(self._mappings(members)),
        )

    def _mappings(self, members: dict[str, yaml.Node]) -> Iterator[Written]:
        for name, predicate in PREDICATES.items():
            for each in yaml_nodes.scalars(members.get(name)):
                place = yaml_nodes.place(each, self._module.source)
                yield Written(predicate, each.value, expanded(each.value, self._prefixes), place)

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
