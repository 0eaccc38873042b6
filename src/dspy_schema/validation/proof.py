"""Proves of decoded records that nothing is wrong with them that their struct does not see.

The structs do not look at the order of times, at the marks of a type, at patterns that most text matches, or for
repeated names. A proof may fail for a record that is valid; it never holds for one that is not.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from dspy_schema.records.names import compact_length, names_differ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspy_schema_model.accept.base import Accept

_encode = msgspec.json.Encoder().encode
_BRACKET = ord("[")


class Proof:
    """A proof for the records of one struct; `by_marks` if the type of a record is told by its marks alone."""

    def __init__(self, accept: Accept, *, by_marks: bool) -> None:
        self._marks = [attrgetter(name) for name in accept.marks] if by_marks else []
        self._spaceless_text = accept.spaceless_text
        self._patterns = [(attrgetter(name), re.compile(each).search) for name, each in accept.spaceless.items()]
        self._arrays = [attrgetter(name) for name in accept.arrays]
        self._keeps_rules = accept.keeps_rules
        self._exact_length = accept.exact_length

    def unproven(self, records: Sequence[Any], texts: Sequence[bytes], plain: bool) -> set[int]:
        """Numbers of the records that the proof does not hold for.

        `plain` says that all text is printable ASCII written without escapes.
        """
        failed = {
            *self._unmarked(records),
            *self._mismatched(records, plain),
            *self._no_arrays(records),
            *self._rule_breakers(records),
        }
        if not failed:
            return set(self._repeating(records, texts))
        kept = [number for number in range(len(records)) if number not in failed]
        return failed | {kept[number] for number in self._repeating(at(records, kept), at(texts, kept))}

    def _unmarked(self, records: Sequence[Any]) -> Sequence[int]:
        if not self._marks:
            return ()
        values = list(map(self._marks[0], records))
        if UNSET not in values:
            return ()
        return [
            number
            for number, value in enumerate(values)
            if value is UNSET and all(mark(records[number]) is UNSET for mark in self._marks)
        ]

    def _mismatched(self, records: Sequence[Any], plain: bool) -> list[int]:
        # Every printable text without a space matches these patterns, so the regular expressions are rarely run.
        text = self._spaceless_text(records)
        if " " not in text and (plain or text.isprintable()):
            return []
        return [
            number
            for member, matches in self._patterns
            for number, value in enumerate(map(member, records))
            if value.__class__ is str and (" " in value or not (plain or value.isprintable())) and not matches(value)
        ]

    def _no_arrays(self, records: Sequence[Any]) -> list[int]:
        return [
            number
            for member in self._arrays
            for number, value in enumerate(map(member, records))
            if value is not UNSET and memoryview(value)[0] != _BRACKET and bytes(value) != b"null"
        ]

    def _rule_breakers(self, records: Sequence[Any]) -> list[int]:
        if self._keeps_rules is None or all(kept := list(map(self._keeps_rules, records))):
            return []
        return [number for number, each in enumerate(kept) if not each]

    def _repeating(self, records: Sequence[Any], texts: Sequence[bytes]) -> list[int]:
        """Numbers of the records in whose text a name occurs twice, or is not seen not to.

        Such a text is longer than what the record is encoded to; no text is shorter. That is tried on all records,
        then on halves: most often it settles all of them at once.
        """
        if not self._exact_length:
            return [number for number, text in enumerate(texts) if not names_differ(text)]
        if not texts or _lengths_agree(records, texts):
            return []
        if len(texts) == 1:
            return [0]
        half = len(texts) // 2
        return self._repeating(records[:half], texts[:half]) + [
            half + number for number in self._repeating(records[half:], texts[half:])
        ]


def _lengths_agree(records: Sequence[Any], texts: Sequence[bytes]) -> bool:
    encoded = _encode(records)
    line_feeds = (len(texts) - 1) * texts[0].endswith(b"\n") + texts[-1].endswith(b"\n")
    brackets_and_commas = len(texts) + 1
    if len(encoded) == sum(map(len, texts)) - line_feeds + brackets_and_commas:
        return True
    return compact_length(encoded) == compact_length(b"[" + b",".join(texts) + b"]")


def at(items: Sequence[Any], numbers: Sequence[int]) -> list[Any]:
    """The items of those numbers."""
    return [items[number] for number in numbers]
