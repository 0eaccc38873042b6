"""What a record tells, as facts: of what class it is, which members have a value, and which word of an enumeration.

A fact is written `TrainingRun`, `TrainingRun.owner` or `TrainingRun.run_status=failed`, and of a vendor's record, whose
type alone is told, `openai:FineTuningJob`. Objects inside a record give facts of their classes: `Checkpoint.score`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        for name, class_ in rdf.table().classes.items():
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
