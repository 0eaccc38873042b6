"""What stands for training data that is not published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.publication.canonical import Canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

_items = msgspec.json.Decoder(list[msgspec.Raw]).decode


def digest(members: Mapping[str, msgspec.Raw]) -> bytes | None:
    """A TrainDataDigest as JSON text for a record that has training data; None for any other.

    The hash is that of the canonical form, so that it does not depend on how the data is written.
    """
    data = bytes(members.get("train_data", b"null"))
    if data == b"null":
        return None
    made = {"sha256": hashlib.sha256(Canonical().text(data)[0]).hexdigest(), "count": len(_items(data))}
    format_ = bytes(members.get("train_data_format", b"null"))
    return msgspec.json.encode(made if format_ == b"null" else made | {"format": msgspec.Raw(format_)})
