"""What one record tells, as bits.

A fact is written `TrainingRun`, `TrainingRun.owner` or `TrainingRun.run_status=failed`, and of a vendor's record, whose
type alone is told, `openai:FineTuningJob`. Objects inside a record give facts of their classes: `Checkpoint.score`.
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


_DSPY = "dspy"
# What every record must have tells of a job no more than that there is a record.
_NAMING = frozenset({"id"})
Outline = dict[str, msgspec.Raw]
outline = msgspec.json.Decoder(Outline).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_word = msgspec.json.Decoder().decode
# What is no value: null, and texts, arrays and objects with nothing in them.
_is_nothing = re.compile(rb'null|"(?:\s|\\[nrt])*"|\[\s*\]|\{\s*\}').fullmatch


class _Member(msgspec.Struct, gc=False):
    bit: int
    words: dict[object, int]
    class_: str | None
    is_list: bool


class Facts:
    """Numbers the facts that there are; those of a record are the bits of one integer.

    `words` has, by fact, the words of the members that have an enumeration; `further` are facts that no record tells
    by itself, such as the type of the record of a vendor that it was read from.
    """

    def __init__(self, words: Mapping[str, Iterable[str]], further: Iterable[str] = ()) -> None:
        self._bits: dict[str, int] = {}
        self._members: dict[str, dict[str, _Member]] = {}
        self._shared: dict[int, int] = {}
        for name, class_ in terms.load_table().classes.items():
            self.add(name)
            self._members[name] = {
                member: _Member(
                    bit=self.add(fact := f"{name}.{member}"),
                    words={word: self.add(f"{fact}={word}") for word in words.get(fact, ())},
                    class_=each.class_,
                    is_list=each.is_list,
                )
                for member, each in class_.members.items()
            }
        for fact in further:
            self.add(fact)

    def __iter__(self) -> Iterator[str]:
        return iter(self._bits)

    def add(self, fact: str) -> int:
        """The bit of a fact, a new one if it has none yet."""
        return self._bits.setdefault(fact, 1 << len(self._bits))

    def bits(self, facts: Iterable[str]) -> int:
        """The bits of several facts; raises KeyError for what is none."""
        found = 0
        for fact in facts:
            found |= self._bits[fact]
        return found

    def of(self, members: Outline, class_: str) -> int:
        """The bits of the facts that a record, or an object inside one, tells."""
        found = self._bits[class_]
        known = self._members[class_]
        for name, raw in members.items():
            if (member := known.get(name)) is None or _is_nothing(raw):
                continue
            found |= member.bit
            if member.words:
                found |= member.words.get(_word(raw), 0)
            elif member.class_:
                for each in _items(raw) if member.is_list else (raw,):
                    found |= self.of(outline(each), member.class_)
        return found

    def shared(self, bits: int) -> int:
        """The same bits as one object for all records that have them: most have what others have."""
        return self._shared.setdefault(bits, bits)


def split_words(alignment: Alignment) -> dict[str, list[str]]:
    """The words of the members that have an enumeration, by fact."""
    return {
        fact: [each.name for each in values]
        for fact, _, enum in _members(alignment)
        if (values := _values(alignment, enum))
    }


def map_facts_to_elements(alignment: Alignment) -> dict[str, list[str]]:
    """The facts that tell of an element, by its id: several classes have one slot, several slots one enumeration."""
    found: dict[str, list[str]] = {}
    for fact, element in _facts(alignment):
        if fact not in (facts := found.setdefault(element.id, [])):
            facts.append(fact)
    return found


def _facts(alignment: Alignment) -> Iterator[tuple[str, Element]]:
    for name in terms.load_table().classes:
        if class_ := alignment.elements.get(f"{_DSPY}:{name}"):
            yield name, class_
    for fact, slot, enum in _members(alignment):
        yield fact, slot
        for value in _values(alignment, enum):
            yield f"{fact}={value.name}", value
        if (element := alignment.elements.get(enum)) and element.kind == "enum":
            yield fact, element
    for vendor in plugins.vendor_folders():
        for type_ in artifacts.list_vendor_types(vendor):
            if class_ := alignment.elements.get(type_):
                yield type_, class_


def _members(alignment: Alignment) -> Iterator[tuple[str, Element, str]]:
    """Fact, slot and the id of the range of each member of the classes that records, and objects in them, are of."""
    ranges = _ranges(alignment)
    for name, class_ in terms.load_table().classes.items():
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
        key.value: text_files.scalar_text(text_files.iter_members(node).get("range"))
        for module in alignment.elements.modules
        if module.default_prefix == _DSPY
        for key, node in text_files.iter_items(module.sections.get("slots"))
    }
