"""The fast path: find the records of a batch that are valid for certain; the full check judges the rest.

The generated structs decode a record only if its shape is right, and do not look into any JSON value. What they
do not see is proved here, for many records at once: that the text is UTF-8 without lone surrogates, that the record
is of the type that it was decoded as, that patterns and rules are kept, and that no name occurs twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema.records.well_formed import scan
from dspy_schema.validation.decoders import Decoders
from dspy_schema.validation.proof import Proof, repeating
from dspy_schema_model.accept import MODULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        return self._sifted(batch)[0]

    def types(self, batch: Batch, verbatim: Sequence[Any] | None = None) -> list[str | None]:
        """The type of each record of `batch`; None where it is not valid for certain.

        `verbatim`, if given, are the records of all texts as structs that hold what is written: in them repeated
        names are found faster.
        """
        rejected, indices, records = self._sifted(batch, verbatim)
        types: list[str | None] = [None] * len(batch.texts)
        for index, record in zip(indices, records, strict=True):
            types[index] = self._decoders.types[record.__class__]
        for index in rejected:
            types[index] = None
        return types

    def _sifted(
        self, batch: Batch, verbatim: Sequence[Any] | None = None
    ) -> tuple[list[int], Sequence[int], Sequence[Any]]:
        """The indices of the rejected records; those of the decoded ones, and these."""
        texts = batch.texts
        if not self._names or not texts:
            return list(range(len(texts))), (), ()
        plain, suspects = scan(texts)
        rejected = set(suspects)
        records, refused = self._decoders.decode(texts)
        rejected.update(refused)
        indices: Sequence[int] = range(len(texts))
        if refused:
            # Few are: deleting them is cheaper than picking the others.
            indices, texts = list(indices), list(texts)
            for index in reversed(refused):
                del indices[index], texts[index]
            verbatim = None
        rejected.update(indices[number] for number in self._repeating(verbatim, records, texts))
        rejected.update(indices[number] for number in self._unproven(records, plain))
        return sorted(rejected), indices, records

    def _repeating(
        self, verbatim: Sequence[Any] | None, records: Sequence[Any], texts: Sequence[bytes]
    ) -> Iterable[int]:
        if verbatim is not None and len(verbatim) == len(texts):
            return repeating(verbatim, texts, exact_length=True)
        kinds = set(map(type, records))
        return repeating(records, texts, exact_length=all(self._decoders.accepts[kind].exact_length for kind in kinds))

    def _unproven(self, records: Sequence[Any], plain: bool) -> set[int]:
        kinds = set(map(type, records))
        unproven: set[int] = set()
        for kind in kinds:
            own = [record for record in records if record.__class__ is kind] if len(kinds) > 1 else records
            if failed := self._proof(kind).unproven(own, plain):
                numbers = [number for number, record in enumerate(records) if record.__class__ is kind]
                unproven.update(numbers[number] for number in failed)
        return unproven

    def _proof(self, kind: type) -> Proof:
        if kind not in self._proofs:
            accept = self._decoders.accepts[kind]
            self._proofs[kind] = Proof(accept, by_marks=self._by_marks and kind is accept.record)
        return self._proofs[kind]
