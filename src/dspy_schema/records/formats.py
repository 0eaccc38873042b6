"""Which format a source is in: by what the user says, by suffix, then by content."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.records.streams import BUFFER

if TYPE_CHECKING:
    import io


class Format(enum.StrEnum):
    """The formats that records are read from."""

    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"


BY_SUFFIX = {
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
}
PACKED = (".gz", ".zst")

_skip = msgspec.json.Decoder(msgspec.Raw).decode


def by_suffix(path: str) -> Format | None:
    """The format that the name of a file tells, looking through .gz and .zst; None where it tells none."""
    name = path.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    dot = name.rfind(".")
    return BY_SUFFIX.get(name[dot:]) if dot >= 0 else None


def by_content(stream: io.BufferedReader[Any]) -> Format:
    """The format that the first bytes of a stream tell; nothing is consumed.

    A first line that is a whole JSON object starts JSON Lines, unless nothing but white space follows it.
    """
    head = stream.peek(1)
    start = head.lstrip()
    if not start.startswith((b"{", b"[")):
        return Format.YAML if start else Format.JSON
    first, line_feed, rest = start.partition(b"\n")
    if not rest.strip():
        # Too long a line to see its end: a document has shorter ones, or is one line.
        return Format.JSONL if len(head) >= BUFFER and not line_feed else Format.JSON
    try:
        _skip(first)
    except msgspec.MsgspecError:
        return Format.JSON
    return Format.JSONL
