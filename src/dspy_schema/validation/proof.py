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

from dspy_schema.records.names import names_differ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspy_schema_model.accept.base import Accept

_encode = msgspec.json.Encoder().encode
_encode_lines = msgspec.json.Encoder().encode_lines
_BRACKET = ord("[")


class Proof:
    """A proof for the records of one struct; `by_marks` if the type of a record is told by its marks or signs alone."""

    def __init__(self, accept: Accept, *, by_marks: bool) -> None:
        self._marks = [attrgetter(name) for name in accept.marks] if by_marks else []
        self._has_signs = accept.has_signs if by_marks else None
        self._spaceless_texts = accept.spaceless_texts
        self._patterns = [(attrgetter(name), pattern) for name, pattern in accept.spaceless.items()]
        self._arrays = [attrgetter(name) for name in accept.arrays]
        self._keeps_rules = accept.keeps_rules

    def unproven(self, records: Sequence[Any], plain: bool) -> set[int]:
        """Numbers of the records that the proof does not hold for; `repeating` is the other half of it.

        `plain` says that all text in ASCII is printable: none is written with an escape.
        """
        return {
            *self._unmarked(records),
            *self._mismatched(records, plain),
            *self._no_arrays(records),
            *self._rule_breakers(records),
        }

    def _unmarked(self, records: Sequence[Any]) -> Sequence[int]:
        if self._has_signs:
            return [number for number, signed in enumerate(map(self._has_signs, records)) if not signed]
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
        failed: list[int] = []
        for text, (member, pattern) in zip(self._spaceless_texts(records), self._patterns, strict=True):
            printable = (plain and text.isascii()) or text.isprintable()
            if printable and " " not in text:
                continue
            matches = re.compile(pattern).search
            failed += [
                number
                for number, value in enumerate(map(member, records))
                if value and (" " in value or not (printable or value.isprintable())) and not matches(value)
            ]
        return failed

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


def repeating(records: Sequence[Any], texts: Sequence[bytes], *, exact_length: bool) -> list[int]:
    """Numbers of the records in whose text a name occurs twice, or is not seen not to.

    Such a text has more colons than what the record is encoded to, since the names differ there; no text has fewer,
    unless it writes one with an escape. Where numbers are encoded in their shortest form, the text is longer, too.
    All records are tried at once, which most often settles it, before each is looked at.
    """
    if not texts:
        return []
    encoded = _encode_lines(records)
    # Encoded lines end with line feeds; those of a file do too, but for its last one.
    whole_lines = texts[0].endswith(b"\n") and texts[-1].endswith(b"\n")
    if exact_length and whole_lines and len(encoded) == sum(map(len, texts)):
        return []
    block = b"".join(texts)
    if not _has_colon_escape(block) and block.count(b":") == encoded.count(b":"):
        return []
    lines: Sequence[bytes] = [encoded] if len(texts) == 1 else encoded.split(b"\n")[:-1]
    if len(lines) != len(texts):
        # There are line feeds between the tokens of raw values.
        lines = list(map(_encode, records))
    return [
        number
        for number, (text, line) in enumerate(zip(texts, lines, strict=True))
        if (text.count(b":") != line.count(b":") or _has_colon_escape(text)) and not names_differ(text)
    ]


def _has_colon_escape(text: bytes) -> bool:
    # Looking for one byte is many times as fast as looking for several.
    return b"\\" in text and b"\\u003" in text
