"""Decode records into the generated structs, which take only what has the right shape."""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema_model.accept import MODULES
from dspy_schema_model.accept.base import Never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dspy_schema_model.accept.base import Accept

_REFUSED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Decoders:
    """The structs of record types.

    Making a struct takes long: those of a type are made when a record first needs them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.accepts: dict[type, Accept] = {}
        self._unloaded = list(names)
        self._decoders: list[Callable[[bytes], Any]] = []
        self._decode_tagged: Callable[[bytes], Any] | None = None

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
            except _REFUSED:
                index = len(records) + len(refused)
                record = self._decode_otherwise(texts[index])
                if record is None:
                    refused.append(index)
                else:
                    records.append(record)
        return records, refused

    def _load(self, names: Sequence[str]) -> None:
        self._unloaded = [name for name in self._unloaded if name not in names]
        accepts: list[Accept] = [import_module(MODULES[name]).ACCEPT for name in names]
        self.accepts.update({struct: each for each in accepts for struct in (each.record, each.tagged)})
        tagged: Any = reduce(or_, {each.tagged: None for each in self.accepts.values()}, Never)
        self._decode_tagged = msgspec.json.Decoder(tagged).decode
        untagged = {each.record: None for each in self.accepts.values()}
        self._decoders = [self._decode_tagged, *(msgspec.json.Decoder(record).decode for record in untagged)]

    def _decode_otherwise(self, text: bytes) -> Any:
        """Try the other structs; the one that takes the record is tried first from now on."""
        if self._unloaded:
            self._load(self._unloaded)
        elif self._decoders[0] is self._decode_tagged and b'"@type"' in text:
            return None
        for number, decode in enumerate(self._decoders):
            try:
                record = decode(text)
            except _REFUSED:
                continue
            self._decoders.insert(0, self._decoders.pop(number))
            return record
        return None
