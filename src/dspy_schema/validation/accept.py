"""The fast path: find the records of a batch that are valid for certain; the full check judges the rest.

The generated structs decode a record only if its shape is right, and do not look into any JSON value. What they
do not see is proved here, for many records at once: that the text is UTF-8 without lone surrogates, that the record
is of the type that it was decoded as, that patterns and rules are kept, and that no name occurs twice.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from dspy_schema.records.strict_json import compact_length, names_differ
from dspy_schema.records.well_formed import doubtful
from dspy_schema_model.accept import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dspy_schema.records import Batch
    from dspy_schema_model.accept import Accept

_REFUSED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_encode = msgspec.json.Encoder().encode
_BRACKET = ord("[")


class Acceptor:
    """Accepts records of one type, or with `type_` None of any record type that the record shows itself."""

    def __init__(self, type_: str | None) -> None:
        self._proofs: dict[type, Proof] = {}
        self._decoders: list[Callable[[bytes], Any]] = []
        accepts = list(RECORDS.values()) if type_ is None else [RECORDS[type_]] if type_ in RECORDS else []
        for each in accepts:
            self._proofs[each.record] = Proof(each, by_marks=type_ is None)
            self._proofs[each.tagged] = Proof(each, by_marks=False)
            self._decoders.append(msgspec.json.Decoder(each.record).decode)
        if accepts:
            tagged: Any = reduce(or_, (each.tagged for each in accepts))
            self._tagged = msgspec.json.Decoder(tagged).decode
            self._decoders.append(self._tagged)

    def rejected(self, batch: Batch) -> list[int]:
        """Indices, in order, of the records of `batch` that are not valid for certain."""
        if not self._decoders:
            return list(range(len(batch.texts)))
        block = b"".join(batch.texts)
        plain = block.isascii() and b"\\" not in block and b"\x7f" not in block
        rejected = set() if plain else set(doubtful(batch.texts, len(block)))
        records, refused = self._decode(batch.texts)
        rejected.update(refused)
        numbers: Sequence[int] = range(len(batch.texts))
        texts = batch.texts
        if refused:
            # Few are: deleting them is cheaper than picking the others.
            numbers, texts = list(numbers), list(texts)
            for index in reversed(refused):
                del numbers[index], texts[index]
        rejected.update(numbers[index] for index in self._unproven(records, texts, plain))
        return sorted(rejected)

    def _decode(self, texts: Sequence[bytes]) -> tuple[list[Any], list[int]]:
        """The records that a struct takes, and the indices of those that none takes."""
        records: list[Any] = []
        refused: list[int] = []
        left = iter(texts)
        while len(records) + len(refused) < len(texts):
            try:
                # extend() keeps what it got before an exception, and `left` goes on behind the refused text.
                records.extend(map(self._decoders[0], left))
            except _REFUSED:
                index = len(records) + len(refused)
                record = self._decode_otherwise(texts[index])
                if record is None:
                    refused.append(index)
                else:
                    records.append(record)
        return records, refused

    def _unproven(self, records: Sequence[Any], texts: Sequence[bytes], plain: bool) -> set[int]:
        kinds = set(map(type, records))
        unproven: set[int] = set()
        if len(kinds) == 1:
            proof = self._proofs[kinds.pop()]
            unproven.update(proof.unproven(records, texts, plain))
            return unproven
        for kind in kinds:
            numbers = [number for number, record in enumerate(records) if record.__class__ is kind]
            proof = self._proofs[kind]
            of_kind = proof.unproven(_at(records, numbers), _at(texts, numbers), plain)
            unproven.update(numbers[number] for number in of_kind)
        return unproven

    def _decode_otherwise(self, text: bytes) -> Any:
        """Try the other structs; the one that takes the record is tried first from now on."""
        if b'"@type"' in text and self._decoders[0] is self._tagged:
            return None
        for number, decode in enumerate(self._decoders[1:], start=1):
            try:
                record = decode(text)
            except _REFUSED:
                continue
            self._decoders.insert(0, self._decoders.pop(number))
            return record
        return None


class Proof:
    """Proves of decoded records of one struct that nothing is wrong with them that the struct does not see."""

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
        return failed | {kept[number] for number in self._repeating(_at(records, kept), _at(texts, kept))}

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


def _at(items: Sequence[Any], numbers: Sequence[int]) -> list[Any]:
    return [items[number] for number in numbers]
