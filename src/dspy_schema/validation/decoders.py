"""Decode records into the generated structs, which take only what has the right shape."""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.records.names import outline
from dspy_schema_model.accept import MODULES
from dspy_schema_model.accept.base import Never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dspy_schema_model.accept.base import Accept

# So many texts in a row are asked for their type, before those that no struct takes are taken for invalid.
GUESSES = 20
_REFUSED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Decoders:
    """The structs of record types.

    Making a struct takes long: those of a type are made when a record first needs them.
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
            except _REFUSED:
                index = len(records) + len(refused)
                record = self._decode_otherwise(texts[index])
                if record is None:
                    refused.append(index)
                else:
                    records.append(record)
        return records, refused

    def _load_for(self, text: bytes) -> bool:
        """Load the structs of the type that a text shows; False if they are loaded, or there are none."""
        # Imported here, so that a run in which all records are of one type never pays for it.
        from dspy_schema.validation.detect import detect_in

        self._guesses -= 1
        try:
            type_ = detect_in(outline(text))
        except _REFUSED:
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
        tagged: Any = reduce(or_, {each.tagged: None for each in self.accepts.values()}, Never)
        self._decode_tagged = msgspec.json.Decoder(tagged).decode
        untagged = {each.record: None for each in self.accepts.values()}
        self._decoders = [self._decode_tagged, *(msgspec.json.Decoder(record).decode for record in untagged)]

    def _decode_otherwise(self, text: bytes) -> Any:
        """Try the other structs; the one that takes the record is tried first from now on."""
        loaded = self._guesses > 0 and self._load_for(text)
        if not loaded and self._decoders[0] is self._decode_tagged and b'"@type"' in text:
            return None
        for number, decode in enumerate(self._decoders):
            try:
                record = decode(text)
            except _REFUSED:
                continue
            self._decoders.insert(0, self._decoders.pop(number))
            return record
        return None
