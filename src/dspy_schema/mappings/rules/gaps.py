"""The tables beside the mappings name what exists: the gaps of evidence.toml and the areas of areas.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings import text_files
from dspy_schema.mappings.sssom_model import suggest_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.linkml_elements import Element
    from dspy_schema.mappings.tables import Table


_UNMAPPED = "DSP628"
_UNKNOWN = "DSP629"
_AREA_KEYS = {"title": str, "roots": list}
_GAP_KEYS = {"title": str, "where": list, "lacks": list, "why": str, "terms": list}
_OPTIONAL = {"where"}


def list_vocabularies(alignment: Alignment) -> list[str]:
    """List the vocabularies that have areas, which are those of governance."""
    return list(alignment.areas.tables)


def check_areas(alignment: Alignment) -> Iterator[Finding]:
    """Check that the areas of vocabularies, and the terms at their tops, exist."""
    table = alignment.areas
    if table.fault:
        yield table.fault
    for prefix, areas in table.tables.items():
        vocabulary = alignment.vocabularies.get(prefix)
        if vocabulary is None or not isinstance(areas, dict):
            advice = suggest_names(prefix, [listed.prefix for listed in alignment.vocabularies], number=1)
            name = next((f"{prefix}.{area}" for area in areas), prefix) if isinstance(areas, dict) else prefix
            yield table.place(name).finding(_UNKNOWN, f"no vocabulary {prefix}{advice}")
            continue
        if not vocabulary.terms:
            continue
        for name, area in areas.items():
            where = f"{prefix}.{name}"
            if faults := list(_check_keys(table, where, area, _AREA_KEYS)):
                yield from faults
                continue
            for root in area["roots"]:
                if root not in vocabulary.terms:
                    advice = suggest_names(root, vocabulary.terms, number=1)
                    yield table.place(where, root, "roots").finding(_UNKNOWN, f"{prefix} has no term {root}{advice}")


def check_gaps(alignment: Alignment) -> Iterator[Finding]:
    """Check that the terms and facts of gaps exist, and that a mapping leads to each term."""
    table = alignment.gaps
    if table.fault:
        yield table.fault
    members = _Members(alignment)
    mapped = {relation.term.curie for relation in alignment.relations}
    for name, gap in table.tables.items():
        if faults := list(_check_keys(table, name, gap, _GAP_KEYS)):
            yield from faults
            continue
        for key in ("where", "lacks"):
            for fact in gap.get(key, ()):
                if message := members.describe(fact):
                    yield table.place(name, fact, key).finding(_UNKNOWN, message)
        for term in gap["terms"]:
            if message := _describe_unknown(alignment, term):
                yield table.place(name, term, "terms").finding(_UNKNOWN, message)
            elif term not in mapped and not alignment.faults:
                message = f"the gap {name} is about {term}, and no row maps an element to it"
                yield table.place(name, term, "terms").finding(_UNMAPPED, message)


def _describe_unknown(alignment: Alignment, term: str) -> str | None:
    prefix = term.partition(":")[0]
    vocabulary = alignment.vocabularies.get(prefix)
    if vocabulary is None:
        advice = suggest_names(prefix, [listed.prefix for listed in alignment.vocabularies], number=1)
        return f"no vocabulary {prefix} of {term}{advice}"
    # That a listing cannot be read is another finding.
    if term in vocabulary.terms or not vocabulary.terms:
        return None
    return f"{prefix} has no term {term}{suggest_names(term, vocabulary.terms, number=1)}"


class _Members:
    """What facts can name: classes, their members, and the values of those."""

    def __init__(self, alignment: Alignment) -> None:
        self._elements = alignment.elements
        modules = alignment.elements.modules
        self._prefix = modules[0].default_prefix if modules else ""
        self._modules = [module for module in modules if module.default_prefix == self._prefix]
        self._members: dict[str, dict[str, Element]] = {}

    def describe(self, fact: str) -> str | None:
        """Describe what is unknown in a fact; None where all is known."""
        path, equals, value = fact.partition("=")
        class_, dot, member = path.partition(".")
        members = self._list_members(class_)
        if members is None:
            names = [element.name for element in self._elements if element.kind == "class"]
            return f"the schema has no class {class_} of {fact}{suggest_names(class_, names, number=1)}"
        if (dot or equals) and member not in members:
            return f"{class_} has no member {member}{suggest_names(member, members, number=1)}"
        if equals:
            values = self._list_values(members[member])
            if value not in values:
                return f"{path} has no value {value}{suggest_names(value, values, number=1)}"
        return None

    def _list_members(self, class_: str) -> dict[str, Element] | None:
        if class_ not in self._members:
            id_ = f"{self._prefix}:{class_}"
            element = self._elements.get(id_)
            if element is None or element.kind != "class":
                return None
            owners = [owner for name in (id_, *self._elements.ancestors[id_]) if (owner := self._elements.get(name))]
            slots = [slot for owner in owners for name in owner.slots if (slot := self._elements.get(name))]
            self._members[class_] = {slot.label: slot for slot in reversed(slots)}
        return self._members[class_]

    def _list_values(self, slot: Element) -> list[str]:
        for module in self._modules:
            node = text_files.map_members(module.sections.get("slots")).get(slot.name)
            if node is not None:
                enum = f"{self._prefix}:{text_files.scalar_text(text_files.map_members(node).get('range'))}"
                return [
                    element.name for element in self._elements if element.kind == "value" and enum in element.parents
                ]
        return []


def _check_keys(table: Table, name: str, members: object, keys: Mapping[str, type]) -> Iterator[Finding]:
    """Check that a table has the keys that it needs, and no other, with values of the right type."""
    if not isinstance(members, dict):
        yield table.place(name, key=name).finding(_UNKNOWN, f"{name} is a table with {', '.join(keys)}")
        return
    for key, value in members.items():
        if key not in keys:
            advice = suggest_names(key, keys, number=1)
            yield table.place(name, key=key).finding(_UNKNOWN, f"there is no key {key}{advice}")
        elif not isinstance(value, keys[key]) or (
            isinstance(value, list) and not all(isinstance(item, str) for item in value)
        ):
            kind = "a list of texts" if keys[key] is list else "a text"
            yield table.place(name, key=key).finding(_UNKNOWN, f"{key} is {kind}")
        elif not value and key not in _OPTIONAL:
            yield table.place(name, key=key).finding(_UNKNOWN, f"{key} is empty")
        elif isinstance(value, list) and len(set(value)) < len(value):
            text = next(item for item in value if value.count(item) > 1)
            yield table.place(name, text, key).finding(_UNKNOWN, f"{text} is in {key} twice")
    for key in keys:
        if key not in members and key not in _OPTIONAL:
            yield table.place(name).finding(_UNKNOWN, f"{name} has no {key}")
