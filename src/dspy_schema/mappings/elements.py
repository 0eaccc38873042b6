"""The elements of all schemas."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import element_reader, modules
from dspy_schema.mappings.hierarchy import above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.element import Element
    from dspy_schema.mappings.modules import Module
    from dspy_schema.mappings.places import Place

_CODE = "DSP602"


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
        return above(element, lambda each: [found for id_ in each.parents if (found := self.all.get(id_))])


def load(folder: str) -> Elements:
    """The elements of the schemas in a folder; a file that cannot be read is a fault."""
    faults: list[Finding] = []

    def tell(place: Place, message: str) -> None:
        faults.append(place.finding(_CODE, message))

    read = tuple(modules.read(folder, tell))
    by_path = {os.path.normpath(each.source): each for each in read}
    found: dict[str, Element] = {}
    written: set[str] = set()
    for module in read:
        written.update(element_reader.ids(module))
    scopes = [[*dict.fromkeys(each.default_prefix for each in _imported(module, by_path))] for module in read]
    for module, scope in zip(read, scopes, strict=True):
        for element in element_reader.elements(module, scope, written):
            before = found.get(element.id)
            found[element.id] = _both(before, element) if before else element
    for module, scope in zip(read, scopes, strict=True):
        for usage in element_reader.usages(module, scope, written):
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
