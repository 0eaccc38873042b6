"""Facts that one record states, as bits.

A fact is written `TrainingRun`, `TrainingRun.owner` or `TrainingRun.run_status=failed`; that a job was read from a
vendor's record is `openai:FineTuningJob`. Objects inside a record give facts of their classes: `Checkpoint.score`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts, plugins
from dspy_schema.mappings import text_files
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.linkml_elements import Element


Members = dict[str, msgspec.Raw]
decode_members = msgspec.json.Decoder(Members).decode
_DSPY = "dspy"
# Every record has these members, so they state no more than that there is a record.
_ALWAYS_PRESENT = frozenset({"id"})
_decode_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_value = msgspec.json.Decoder().decode
# Null, and texts, arrays and objects with nothing in them, count as no value.
_is_empty = re.compile(rb'null|"(?:\s|\\[nrt])*"|\[\s*\]|\{\s*\}').fullmatch


class _Member(msgspec.Struct, gc=False):
    """A member of a class: its bit, those of the values of its enumeration, and the class of the objects in it."""

    bit: int
    values: dict[object, int]
    class_: str | None
    is_list: bool


class Facts:
    """All facts, numbered; those of a record are the bits of one integer.

    `values` has, by fact, the values of the members that have an enumeration, `by_element` the facts that concern an
    element of the schemas, by its id. Among these are facts that no member states, such as the type of the vendor's
    record that a job was read from.
    """

    def __init__(
        self, values: Mapping[str, Iterable[str]], by_element: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self.by_element = {id_: tuple(facts) for id_, facts in (by_element or {}).items()}
        self._bits: dict[str, int] = {}
        self._members: dict[str, dict[str, _Member]] = {}
        self._interned: dict[int, int] = {}
        for name, class_ in terms.load_table().classes.items():
            self.add(name)
            self._members[name] = {
                member: _Member(
                    bit=self.add(fact := f"{name}.{member}"),
                    values={value: self.add(f"{fact}={value}") for value in values.get(fact, ())},
                    class_=description.class_,
                    is_list=description.is_list,
                )
                for member, description in class_.members.items()
            }
        for facts in self.by_element.values():
            for fact in facts:
                self.add(fact)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bits)

    def add(self, fact: str) -> int:
        """Return the bit of a fact, a new one if it has none yet."""
        return self._bits.setdefault(fact, 1 << len(self._bits))

    def encode(self, facts: Iterable[str]) -> int:
        """Return the bits of several facts; raises KeyError for an unknown one."""
        bits = 0
        for fact in facts:
            bits |= self._bits[fact]
        return bits

    def extract(self, members: Members, class_: str) -> int:
        """Return the bits of the facts that a record, or an object inside one, states."""
        bits = self._bits[class_]
        known = self._members[class_]
        for name, raw in members.items():
            if (member := known.get(name)) is None or _is_empty(raw):
                continue
            bits |= member.bit
            if member.values:
                bits |= member.values.get(_decode_value(raw), 0)
            elif member.class_:
                for item in _decode_items(raw) if member.is_list else (raw,):
                    bits |= self.extract(decode_members(item), member.class_)
        return bits

    def intern(self, bits: int) -> int:
        """Return equal bits as one object, which saves memory: most records state what others state."""
        return self._interned.setdefault(bits, bits)


def load_facts(alignment: Alignment) -> Facts:
    """Number all facts, and relate them to elements: several classes have one slot, several slots one enumeration."""
    members = list(_iter_members(alignment))
    enums: dict[str, list[Element]] = {}
    for element in alignment.elements:
        if element.kind == "value":
            enums.setdefault(element.parents[0], []).append(element)
    by_element: dict[str, dict[str, None]] = {}
    for fact, id_ in _relate_facts(members, enums):
        if id_ in alignment.elements.all:
            by_element.setdefault(id_, {})[fact] = None
    values = {fact: [value.name for value in enums[range_]] for fact, _, range_ in members if range_ in enums}
    return Facts(values, by_element)


def _relate_facts(
    members: list[tuple[str, Element, str]], enums: dict[str, list[Element]]
) -> Iterator[tuple[str, str]]:
    """Yield facts and the ids of the elements that they concern; not all of these exist."""
    for name in terms.load_table().classes:
        yield name, f"{_DSPY}:{name}"
    for fact, slot, range_ in members:
        yield fact, slot.id
        if range_ in enums:
            yield from ((f"{fact}={value.name}", value.id) for value in enums[range_])
            yield fact, range_
    for vendor in plugins.vendor_folders():
        yield from ((type_, type_) for type_ in artifacts.list_vendor_types(vendor))


def _iter_members(alignment: Alignment) -> Iterator[tuple[str, Element, str]]:
    """Yield fact, slot and the id of the range of each member of the classes of records and of objects in them."""
    ranges = {
        key.value: text_files.scalar_text(text_files.map_members(node).get("range"))
        for module in alignment.elements.modules
        if module.default_prefix == _DSPY
        for key, node in text_files.iter_items(module.sections.get("slots"))
    }
    for name, class_ in terms.load_table().classes.items():
        slots = _find_slots(alignment, f"{_DSPY}:{name}")
        for member in class_.members:
            if member not in _ALWAYS_PRESENT and (slot := slots.get(member)):
                yield f"{name}.{member}", slot, f"{_DSPY}:{ranges.get(slot.name, '')}"


def _find_slots(alignment: Alignment, class_id: str) -> dict[str, Element]:
    """Return the slots of a class, inherited ones included, by the names that records use."""
    elements = alignment.elements
    owners = [owner for id_ in (class_id, *elements.ancestors[class_id]) if (owner := elements.get(id_))]
    slots = [slot for owner in owners for id_ in owner.slots if (slot := elements.get(id_))]
    return {slot.label: slot for slot in reversed(slots)}
