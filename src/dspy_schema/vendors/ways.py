"""Deprecated name of `dspy_schema.conversion.codecs`, which goes away with the next release."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from dspy_schema.conversion.codecs import FieldCodec

if TYPE_CHECKING:
    from dspy_schema.conversion.crosswalk import Draft, RecordPair
    from dspy_schema.jsontext.raw import Raw

__all__ = ["Way"]

warnings.warn("dspy_schema.vendors.ways is now dspy_schema.conversion.codecs", DeprecationWarning, stacklevel=2)


class Way(FieldCodec):
    """A FieldCodec whose methods have their names of before: `forward` for `decode`, `backward` for `encode`."""

    def decode(self, value: Raw, draft: Draft) -> bool:
        """Fill slots by `forward`."""
        return self.forward(value, draft)

    def encode(self, pair: RecordPair) -> Raw | None:
        """Build the vendor's value by `backward`."""
        return self.backward(pair)

    def forward(self, value: Raw, made: Draft) -> bool:
        """Fill slots from the vendor's value, as `FieldCodec.decode` does."""
        return super().decode(value, made)

    def backward(self, pair: RecordPair) -> Raw | None:
        """Build the vendor's value from slots, as `FieldCodec.encode` does."""
        return super().encode(pair)
