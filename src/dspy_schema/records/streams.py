"""Open a source as a buffered stream of plain bytes, unpacking gzip and zstd by their first bytes."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from dspy_schema.records.archives import Unpacked

BUFFER = 1 << 18
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_BOM = b"\xef\xbb\xbf"


class Stream:
    """The plain bytes of a source; `damage` tells, once they are read, why an archive could not be unpacked further."""

    def __init__(self, file: io.BufferedReader[Any]) -> None:
        self._file = file
        self._unpacked: Unpacked | None = None
        # What a pipe gives at first may be any part of what comes: only a file can be peeked into.
        head = file.peek(len(ZSTD)) if file.seekable() else file.read(len(ZSTD))
        self.buffer = file if file.seekable() else replayed(head, file)
        if head.startswith((GZIP, ZSTD)):
            from dspy_schema.records.archives import unpack

            self._unpacked = unpack(self.buffer, gzip=head.startswith(GZIP))
            self.buffer = io.BufferedReader(self._unpacked, BUFFER)
            head = self.buffer.peek(len(_BOM))
        if head.startswith(_BOM):
            self.buffer.read(len(_BOM))

    @property
    def damage(self) -> str | None:
        """Why unpacking ended early; None if it did not."""
        return self._unpacked.damage if self._unpacked else None

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.buffer.close()
        self._file.close()


class Replayed(io.RawIOBase):
    """The bytes that were read from a stream to look at them, and then the rest of it."""

    def __init__(self, head: bytes, rest: io.BufferedReader[Any]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """True: this is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what there is, at least one byte but at the end."""
        # Not readinto1(), which waits for more although it has some.
        taken = self._head[: len(buffer)] or self._rest.read1(len(buffer))
        self._head = self._head[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def replayed(head: bytes, rest: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    """A stream of `head`, and then of what `rest` still has."""
    return io.BufferedReader(Replayed(head, rest), BUFFER)


def open_source(path: str) -> Stream:
    """The file at `path`, or standard input for `-`, without a byte order mark; raises OSError."""
    if path == "-":
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return Stream(cast("io.BufferedReader[Any]", sys.stdin.buffer))
    file = io.BufferedReader(io.FileIO(path), BUFFER)
    try:
        return Stream(file)
    except OSError:
        file.close()
        raise


def skip_byte_order_mark(file: io.BufferedReader[Any]) -> None:
    """Go behind UTF-8's byte order mark, if the file begins with one."""
    if file.peek(len(_BOM)).startswith(_BOM):
        file.read(len(_BOM))


def plain_size(path: str) -> int | None:
    """Bytes of a regular file that is not packed, so that it may be read in ranges; None for others."""
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        packed = file.read(len(ZSTD)).startswith((GZIP, ZSTD))
    return None if packed else os.path.getsize(path)
