"""Read JSON Lines in batches of lines, in memory that does not grow with the file."""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING, Any

from dspy_schema.records.places import TextPlaces
from dspy_schema.records.record import Batch

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

# Small enough for the lines, and what is decoded from them, to stay in the processor's cache.
BATCH_BYTES = 1 << 16


def read(stream: io.BufferedReader[Any], source: str, until: int | None = None) -> Iterator[Batch]:
    """Batches of lines, their line feeds included; blank lines are no records.

    With `until`, the lines that begin before that many bytes of the stream, counted from where it stands.
    """
    first = line = 1
    while lines := _lines(stream, until):
        texts = list(filterfalse(bytes.isspace, lines))
        yield Batch(source=source, first=first, texts=texts, lines=len(lines), places=_places(lines, texts, line))
        first += len(texts)
        line += len(lines)
        if until is not None:
            until -= sum(map(len, lines))


def _lines(stream: io.BufferedReader[Any], until: int | None) -> list[bytes]:
    if until is None:
        return stream.readlines(BATCH_BYTES)
    if until > 1:
        # readlines() goes on until it has more bytes than its hint.
        return stream.readlines(min(BATCH_BYTES, until - 1))
    return [line for line in (stream.readline(),) if line] if until == 1 else []


def _places(lines: list[bytes], texts: list[bytes], line: int) -> TextPlaces:
    if len(lines) == len(texts):
        return TextPlaces(texts, lambda index: (line + index, 1))

    def start(index: int) -> tuple[int, int]:
        numbers = [number for number, text in enumerate(lines, line) if not text.isspace()]
        return numbers[index], 1

    return TextPlaces(texts, start)
