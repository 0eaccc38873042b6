"""Which format a source is in: by what the user says, by suffix, then by content."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import msgspec

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


def by_content(stream: io.BufferedReader[Any]) -> tuple[Format, bytes]:
    """The format that the first lines of a stream tell, and these lines.

    A first line that is a whole JSON object starts JSON Lines, unless nothing but white space follows it.
    """
    lines = [_next_line(stream)]
    first = lines[0].lstrip()
    if not first.startswith(b"{"):
        return Format.JSON if first.startswith(b"[") or not first else Format.YAML, lines[0]
    lines.append(_next_line(stream))
    head = b"".join(lines)
    if not lines[1].strip():
        return Format.JSON, head
    try:
        _skip(first)
    except msgspec.MsgspecError:
        return Format.JSON, head
    return Format.JSONL, head


def _next_line(stream: io.BufferedReader[Any]) -> bytes:
    """The next line that is not blank, with the blank lines before it."""
    lines = []
    while line := stream.readline():
        lines.append(line)
        if not line.isspace():
            break
    return b"".join(lines)
