"""The fast path: find the records of a batch that are valid for certain; the full check judges the rest.

The generated structs decode a record only if its shape is right, and do not look into any JSON value. What they
do not see is proved here, for many records at once: that the text is UTF-8 without lone surrogates, that the record
is of the type that it was decoded as, that patterns and rules are kept, and that no name occurs twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema.records.well_formed import doubtful
from dspy_schema.validation.decoders import Decoders
from dspy_schema.validation.proof import Proof, at
from dspy_schema_model.accept import MODULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspy_schema.records import Batch


class Acceptor:
    """Accepts records of one type, or with `type_` None of any record type that the record shows itself."""

    def __init__(self, type_: str | None) -> None:
        self._by_marks = type_ is None
        self._names = [name for name in MODULES if type_ in {None, name}]
        self._decoders = Decoders(self._names)
        self._proofs: dict[type, Proof] = {}

    def rejected(self, batch: Batch) -> list[int]:
        """Indices, in order, of the records of `batch` that are not valid for certain."""
        texts = batch.texts
        if not self._names or not texts:
            return list(range(len(texts)))
        block = b"".join(texts)
        plain = block.isascii() and b"\\" not in block and b"\x7f" not in block
        rejected = set() if plain else set(doubtful(texts, len(block)))
        records, refused = self._decoders.decode(texts)
        rejected.update(refused)
        indices: Sequence[int] = range(len(texts))
        if refused:
            # Few are: deleting them is cheaper than picking the others.
            indices, texts = list(indices), list(texts)
            for index in reversed(refused):
                del indices[index], texts[index]
        rejected.update(indices[number] for number in self._unproven(records, texts, plain))
        return sorted(rejected)

    def _unproven(self, records: Sequence[Any], texts: Sequence[bytes], plain: bool) -> set[int]:
        kinds = set(map(type, records))
        if len(kinds) == 1:
            return self._proof(kinds.pop()).unproven(records, texts, plain)
        unproven: set[int] = set()
        for kind in kinds:
            numbers = [number for number, record in enumerate(records) if record.__class__ is kind]
            of_kind = self._proof(kind).unproven(at(records, numbers), at(texts, numbers), plain)
            unproven.update(numbers[number] for number in of_kind)
        return unproven

    def _proof(self, kind: type) -> Proof:
        if kind not in self._proofs:
            accept = self._decoders.accepts[kind]
            self._proofs[kind] = Proof(accept, by_marks=self._by_marks and kind is accept.record)
        return self._proofs[kind]
