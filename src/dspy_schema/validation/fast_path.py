"""Accept what is valid for certain, a batch at a time.

1. The texts are UTF-8 without half surrogate pairs (`scan_texts`).
2. A generated struct decodes each: its shape is right, but for members of any JSON value (`StructDecoders`), and it is
   not nested too deep (`BoundParsers`).
3. No name occurs twice in a record (`find_repeating`).
4. What the structs do not state holds: the type, patterns, arrays and rules (`BatchInvariants`).

Each step looks at many records at once, and gives up one that may be valid rather than accept one that is not. What is
rejected gets the full check.
"""

from __future__ import annotations

import re
from functools import reduce
from importlib import import_module
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import UNSET

from dspy_schema.jsontext.depth import BoundParsers, find_nesting_faults
from dspy_schema.jsontext.raw import UNFIT, decode_outline, encode, names_differ
from dspy_schema.jsontext.utf8 import scan_texts
from dspy_schema_model.fast_structs import MODULES
from dspy_schema_model.fast_structs.base import Never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dspy_schema.findings import Tally
    from dspy_schema.records.batch import Batch
    from dspy_schema_model.fast_structs.base import Accept


# So many texts in a row are asked for their type, before those that no struct takes are taken for invalid.
GUESSES = 20
_BRACKET = ord("[")
_encode_lines = msgspec.json.Encoder().encode_lines


class _Sifted(NamedTuple):
    """The indices of the rejected texts, in order; those of the decoded ones, and the records that these became."""

    rejected: list[int]
    indices: Sequence[int]
    records: Sequence[Any]


class FastPath:
    """Accepts records of one type, or with `type_` None of any record type that is detected."""

    def __init__(self, type_: str | None) -> None:
        self._detects_type = type_ is None
        self._names = [name for name in MODULES if type_ in {None, name}]
        self._decoders = StructDecoders(self._names)
        self._invariants: dict[type, BatchInvariants] = {}

    def find_rejected(self, batch: Batch, tally: Tally | None = None) -> list[int]:
        """The indices, in order, of the records of `batch` that are not valid for certain.

        `tally` counts the others.
        """
        sifted = self._sift(batch.texts)
        if tally is not None:
            self._count(sifted, tally)
        return sifted.rejected

    def _count(self, sifted: _Sifted, tally: Tally) -> None:
        # Texts that no struct takes are rejected, too, and not among the records.
        rejected = set(sifted.rejected).intersection(sifted.indices) if sifted.rejected else set()
        names = set(self._decoders.types.values())
        if len(names) == 1:
            tally.count(names.pop(), valid=len(sifted.records) - len(rejected))
            return
        for kind in set(map(type, sifted.records)):
            pairs = zip(sifted.indices, sifted.records, strict=True)
            number = sum(record.__class__ is kind and index not in rejected for index, record in pairs)
            tally.count(self._decoders.types[kind], valid=number)

    def find_types(self, batch: Batch, verbatim: Sequence[Any] | None = None) -> list[str | None]:
        """The type of each record of `batch`; None where it is not valid for certain.

        `verbatim`, if given, are the records of all texts as structs that hold what is written: in them repeated
        names are found faster.
        """
        sifted = self._sift(batch.texts, verbatim)
        types: list[str | None] = [None] * len(batch.texts)
        for index, record in zip(sifted.indices, sifted.records, strict=True):
            types[index] = self._decoders.types[record.__class__]
        for index in sifted.rejected:
            types[index] = None
        return types

    def _sift(self, texts: Sequence[bytes], verbatim: Sequence[Any] | None = None) -> _Sifted:
        if not self._names or not texts:
            return _Sifted(list(range(len(texts))), (), ())
        all_printable, ill_formed = scan_texts(texts)
        with BoundParsers() as are_bound:
            records, refused = self._decoders.decode(texts)
        rejected = {*ill_formed, *refused}
        if not are_bound:
            rejected.update(find_nesting_faults(texts))
        indices: Sequence[int] = range(len(texts))
        if refused:
            # Few are: deleting them is cheaper than picking the others.
            indices, texts = list(indices), list(texts)
            for index in reversed(refused):
                del indices[index], texts[index]
            verbatim = None
        rejected.update(indices[number] for number in self._find_repeating(verbatim, records, texts))
        rejected.update(indices[number] for number in self._find_unproven(records, all_printable))
        return _Sifted(sorted(rejected), indices, records)

    def _find_repeating(
        self, verbatim: Sequence[Any] | None, records: Sequence[Any], texts: Sequence[bytes]
    ) -> Iterable[int]:
        if verbatim is not None and len(verbatim) == len(texts):
            return find_repeating(verbatim, texts, exact_length=True)
        kinds = set(map(type, records))
        exact_length = all(self._decoders.accepts[kind].exact_length for kind in kinds)
        return find_repeating(records, texts, exact_length=exact_length)

    def _find_unproven(self, records: Sequence[Any], all_printable: bool) -> set[int]:
        kinds = set(map(type, records))
        unproven: set[int] = set()
        for kind in kinds:
            own = [record for record in records if record.__class__ is kind] if len(kinds) > 1 else records
            if failed := self._find_invariants(kind).find_unproven(own, all_printable):
                numbers = [number for number, record in enumerate(records) if record.__class__ is kind]
                unproven.update(numbers[number] for number in failed)
        return unproven

    def _find_invariants(self, kind: type) -> BatchInvariants:
        if kind not in self._invariants:
            accept = self._decoders.accepts[kind]
            shows_type = self._detects_type and kind is accept.record
            self._invariants[kind] = BatchInvariants(accept, shows_type=shows_type)
        return self._invariants[kind]


class StructDecoders:
    """The structs of record types, without and with `@type`.

    Creating a struct takes long: those of a type are loaded when a record first needs them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.accepts: dict[type, Accept] = {}
        self.types: dict[type, str] = {}
        self._unloaded = list(names)
        self._decoders: list[Callable[[bytes], Any]] = []
        self._decode_tagged: Callable[[bytes], Any] | None = None
        self._guesses = GUESSES

    def decode(self, texts: Sequence[bytes]) -> tuple[list[Any], list[int]]:
        """The records that a struct takes, in order, and the indices of the texts that none takes."""
        records: list[Any] = []
        refused: list[int] = []
        if not self._decoders:
            self._load([name for name in self._unloaded if name.encode() in texts[0]] or self._unloaded[:1])
        left = iter(texts)
        while len(records) + len(refused) < len(texts):
            try:
                # extend() keeps what it got before an exception, and `left` goes on behind the refused text.
                records.extend(map(self._decoders[0], left))
            except UNFIT:
                index = len(records) + len(refused)
                record = self._decode_otherwise(texts[index])
                if record is None:
                    refused.append(index)
                else:
                    records.append(record)
        return records, refused

    def _load_for(self, text: bytes) -> bool:
        """Load the structs of the type that a text is of; False if they are loaded, or there are none."""
        # Imported here, so that a run in which all records are of one type never pays for it.
        from dspy_schema.validation.type_detection import detect_type_in

        self._guesses -= 1
        try:
            type_ = detect_type_in(decode_outline(text))
        except UNFIT:
            return False
        if type_ not in self._unloaded:
            return False
        self._guesses = GUESSES
        self._load([str(type_)])
        return True

    def _load(self, names: Sequence[str]) -> None:
        self._unloaded = [name for name in self._unloaded if name not in names]
        for name in names:
            accept: Accept = import_module(MODULES[name]).ACCEPT
            for struct in (accept.record, accept.tagged):
                self.accepts[struct], self.types[struct] = accept, name
        tagged: Any = reduce(or_, {accept.tagged: None for accept in self.accepts.values()}, Never)
        self._decode_tagged = msgspec.json.Decoder(tagged).decode
        untagged = {accept.record: None for accept in self.accepts.values()}
        self._decoders = [self._decode_tagged, *(msgspec.json.Decoder(record).decode for record in untagged)]

    def _decode_otherwise(self, text: bytes) -> Any:
        """Try the other structs; the one that takes the record is tried first from now on."""
        loaded = self._guesses > 0 and self._load_for(text)
        if not loaded and self._decoders[0] is self._decode_tagged and b'"@type"' in text:
            return None
        for number, decode in enumerate(self._decoders):
            try:
                record = decode(text)
            except UNFIT:
                continue
            self._decoders.insert(0, self._decoders.pop(number))
            return record
        return None


class BatchInvariants:
    """What holds of all valid records of one struct, and the struct does not state.

    `shows_type` demands of a record that it has a discriminator or a signature of its type, which nothing else gives.
    """

    def __init__(self, accept: Accept, *, shows_type: bool) -> None:
        self._discriminators = [attrgetter(name) for name in accept.discriminators] if shows_type else []
        self._has_signature = accept.has_signature if shows_type else None
        self._spaceless_texts = accept.spaceless_texts
        self._patterns = [(attrgetter(name), pattern) for name, pattern in accept.spaceless.items()]
        self._arrays = [attrgetter(name) for name in accept.arrays]
        self._keeps_rules = accept.keeps_rules

    def find_unproven(self, records: Sequence[Any], all_printable: bool) -> set[int]:
        """The numbers of the records of which an invariant does not hold for certain.

        `all_printable` says that all text in ASCII is printable: none is written with an escape.
        """
        return {
            *self._find_untyped(records),
            *self._find_mismatched(records, all_printable),
            *self._find_no_arrays(records),
            *self._find_rule_breakers(records),
        }

    def _find_untyped(self, records: Sequence[Any]) -> Sequence[int]:
        if self._has_signature:
            return [number for number, signed in enumerate(map(self._has_signature, records)) if not signed]
        if not self._discriminators:
            return ()
        values = list(map(self._discriminators[0], records))
        if UNSET not in values:
            return ()
        return [
            number
            for number, value in enumerate(values)
            if value is UNSET and all(member(records[number]) is UNSET for member in self._discriminators)
        ]

    def _find_mismatched(self, records: Sequence[Any], all_printable: bool) -> list[int]:
        # Every printable text without a space matches these patterns, so the regular expressions are rarely run.
        failed: list[int] = []
        for text, (member, pattern) in zip(self._spaceless_texts(records), self._patterns, strict=True):
            printable = (all_printable and text.isascii()) or text.isprintable()
            if printable and " " not in text:
                continue
            matches = re.compile(pattern).search
            failed += [
                number
                for number, value in enumerate(map(member, records))
                if value and (" " in value or not (printable or value.isprintable())) and not matches(value)
            ]
        return failed

    def _find_no_arrays(self, records: Sequence[Any]) -> list[int]:
        return [
            number
            for member in self._arrays
            for number, value in enumerate(map(member, records))
            if value is not UNSET and memoryview(value)[0] != _BRACKET and bytes(value) != b"null"
        ]

    def _find_rule_breakers(self, records: Sequence[Any]) -> list[int]:
        if self._keeps_rules is None or all(kept := list(map(self._keeps_rules, records))):
            return []
        return [number for number, is_kept in enumerate(kept) if not is_kept]


def find_repeating(records: Sequence[Any], texts: Sequence[bytes], *, exact_length: bool) -> list[int]:
    """The numbers of the records in whose text a name occurs twice, or may do so.

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
        lines = list(map(encode, records))
    return [
        number
        for number, (text, line) in enumerate(zip(texts, lines, strict=True))
        if (text.count(b":") != line.count(b":") or _has_colon_escape(text)) and not names_differ(text)
    ]


def _has_colon_escape(text: bytes) -> bool:
    # Looking for one byte is many times as fast as looking for several.
    return b"\\" in text and b"\\u003" in text
