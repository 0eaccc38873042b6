"""Which elements of the schemas the facts of records are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import rdf, registry, vendor_types
from dspy_schema.mappings import yaml_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.element import Element

_DSPY = "dspy"
# What every record must have tells of a job no more than that there is a record.
_NAMING = frozenset({"id"})


def words(alignment: Alignment) -> dict[str, list[str]]:
    """The words of the members that have an enumeration, by fact."""
    return {
        fact: [each.name for each in values]
        for fact, _, enum in _members(alignment)
        if (values := _values(alignment, enum))
    }


def facts_of_elements(alignment: Alignment) -> dict[str, list[str]]:
    """The facts that tell of an element, by its id: several classes have one slot, several slots one enumeration."""
    found: dict[str, list[str]] = {}
    for fact, element in _facts(alignment):
        if fact not in (facts := found.setdefault(element.id, [])):
            facts.append(fact)
    return found


def _facts(alignment: Alignment) -> Iterator[tuple[str, Element]]:
    for name in rdf.table().classes:
        if class_ := alignment.elements.get(f"{_DSPY}:{name}"):
            yield name, class_
    for fact, slot, enum in _members(alignment):
        yield fact, slot
        for value in _values(alignment, enum):
            yield f"{fact}={value.name}", value
        if (element := alignment.elements.get(enum)) and element.kind == "enum":
            yield fact, element
    for vendor in registry.folders():
        for type_ in vendor_types.record_types(vendor):
            if class_ := alignment.elements.get(type_):
                yield type_, class_


def _members(alignment: Alignment) -> Iterator[tuple[str, Element, str]]:
    """Fact, slot and the id of the range of each member of the classes that records, and objects in them, are of."""
    ranges = _ranges(alignment)
    for name, class_ in rdf.table().classes.items():
        slots = _slots(alignment, f"{_DSPY}:{name}")
        for member in class_.members:
            if member not in _NAMING and (slot := slots.get(member)):
                yield f"{name}.{member}", slot, f"{_DSPY}:{ranges.get(slot.name, '')}"


def _slots(alignment: Alignment, class_id: str) -> dict[str, Element]:
    """The slots of a class, inherited ones included, by the names that records use."""
    class_ = alignment.elements.get(class_id)
    if class_ is None:
        return {}
    ids = [id_ for each in (class_, *alignment.elements.ancestors(class_).values()) for id_ in each.slots]
    found = [each for id_ in ids if (each := alignment.elements.get(id_))]
    return {each.label: each for each in reversed(found)}


def _values(alignment: Alignment, enum: str) -> list[Element]:
    return [each for each in alignment.elements if each.kind == "value" and each.parents == (enum,)]


def _ranges(alignment: Alignment) -> dict[str, str]:
    """The ranges of the slots of `dspy`, by name."""
    return {
        key.value: yaml_nodes.text(yaml_nodes.members(node).get("range"))
        for module in alignment.elements.modules
        if module.default_prefix == _DSPY
        for key, node in yaml_nodes.items(module.sections.get("slots"))
    }
