"""JSON Lines, and pages of lists."""

from __future__ import annotations

import io
import re
import sys
from itertools import filterfalse
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.jsontext import depth
from dspy_schema.jsontext.raw import UNFIT, decode_outline
from dspy_schema.records.batch import Batch, ShiftedLocator, TextLocator, describe_too_large
from dspy_schema.records.sources import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Diagnostic


# Small enough for the lines, and what is decoded from them, to stay in the processor's cache.
BATCH_BYTES = 1 << 17
# A line that is too large to be read, of which nothing is kept.
_TOO_LARGE = b"?"
_LIST = rb'\s*\{\s*"object"\s*:\s*"list"'


def read_lines(
    stream: io.BufferedReader[Any], source: str, until: int | None = None, most: int = LIMITS.record
) -> Iterator[Batch]:
    """Yield batches of lines, their line feeds included; blank lines are skipped.

    Lines of more than `most` bytes are faults. With `until`, the lines that begin before that many bytes of the stream,
    counted from where it stands.
    """
    first = line = 1
    for lines in _read_ranges(stream, until, most) if stream.seekable() else _read_arriving(stream, most):
        texts = list(filterfalse(bytes.isspace, lines))
        locator = _make_locator(lines, texts, line)
        texts, faults = depth.spare_parsers(texts)
        # Only the line at an end of a batch can be larger than the batch.
        if most < BATCH_BYTES or lines[-1] is _TOO_LARGE or max(len(lines[0]), len(lines[-1])) > most:
            faults |= _empty_too_large(texts, most)
        yield Batch(source=source, first=first, texts=texts, lines=len(lines), locator=locator, faults=faults)
        first += len(texts)
        line += len(lines)


def _read_ranges(stream: io.BufferedReader[Any], until: int | None, most: int) -> Iterator[list[bytes]]:
    left = sys.maxsize if until is None else until
    while left > 0 and (block := stream.read(min(BATCH_BYTES, left))):
        left -= len(block)
        rest = b"" if block.endswith(b"\n") else stream.readline(most + 1)
        left -= len(rest)
        if len(rest) <= most:
            yield io.BytesIO(block + rest).readlines()
            continue
        while not rest.endswith(b"\n") and (rest := stream.readline(BATCH_BYTES)):
            left -= len(rest)
        yield [*io.BytesIO(block[: block.rfind(b"\n") + 1]).readlines(), _TOO_LARGE]


def _read_arriving(stream: io.BufferedReader[Any], most: int) -> Iterator[list[bytes]]:
    """Yield the lines of a pipe as they come: a slow writer sees findings at once, also if interrupted."""
    # The pieces of a long line are kept apart until its end is there: joining at each would be quadratic.
    pieces: list[bytes] = []
    size = 0
    is_too_large = False
    while piece := stream.read1(BATCH_BYTES):
        if is_too_large:
            _, end_of_line, piece = piece.partition(b"\n")
            is_too_large = not end_of_line
        end = piece.rfind(b"\n") + 1
        if end:
            lines = b"".join([*pieces, piece[:end]]).split(b"\n")
            yield [line + b"\n" for line in lines[:-1]]
            pieces = []
            size = 0
        if is_too_large:
            continue
        pieces.append(piece[end:])
        size += len(pieces[-1])
        if size > most:
            yield [_TOO_LARGE]
            pieces = []
            size = 0
            is_too_large = True
    if rest := b"".join(pieces):
        yield [rest]


def _empty_too_large(texts: list[bytes], most: int) -> dict[int, Diagnostic]:
    """The faults of texts that are too large, which are emptied."""
    fault = describe_too_large(most)
    faults = {index: fault for index, text in enumerate(texts) if text is _TOO_LARGE or len(text) > most}
    for index in faults:
        texts[index] = b""
    return faults


def _make_locator(lines: list[bytes], texts: list[bytes], line: int) -> TextLocator:
    if len(lines) == len(texts):
        return TextLocator(texts, lambda index: (line + index, 1))

    numbers: list[int] = []

    def start(index: int) -> tuple[int, int]:
        if not numbers:
            numbers.extend(number for number, text in enumerate(lines, line) if not text.isspace())
        return numbers[index], 1

    return TextLocator(texts, start)


def begins_pages(stream: io.BufferedReader[Any]) -> bool:
    """Return whether the first line of a stream, as far as it is buffered, is a vendor's list; nothing is read."""
    head = stream.peek(1).lstrip()
    line, end, _ = head.partition(b"\n")
    if re.match(_LIST, line):
        return True
    # A list with `object` at its end is detected if all of the line is there.
    if not end or b'"list"' not in line:
        return False
    try:
        members = decode_outline(line)
    except UNFIT:
        return False
    return bytes(members.get("object", b"")) == b'"list"'


def begins_document(stream: io.BufferedReader[Any]) -> bool:
    """Whether the first line of a stream, as far as it is buffered, is not a value by itself; nothing is read.

    So begins a value that is spread over lines, and so ends a line that was taken from an array.
    """
    line, end, _ = stream.peek(1).lstrip().partition(b"\n")
    return bool(end) and line.startswith((b"{", b"[")) and line.rstrip().endswith((b"{", b"[", b","))


def read_pages(stream: io.BufferedReader[Any], source: str) -> Iterator[Batch]:
    """Yield batches of the records of each line."""
    # Imported here, so that a run over JSON Lines never pays for it.
    from dspy_schema.records import json_documents

    first = 1
    for number, line in enumerate(stream):
        if line.isspace():
            continue
        for batch in json_documents.read_document(line, source):
            locator = ShiftedLocator(batch.locator, number, 0) if batch.locator else None
            yield msgspec.structs.replace(batch, first=first, locator=locator)
            first += len(batch.texts)
