"""Open a source as a buffered stream of plain bytes, unpacking gzip and zstd by their first bytes."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable

BUFFER = 1 << 16
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BOM = b"\xef\xbb\xbf"


class Stream:
    """The plain bytes of a source; `damage` tells, once they are read, why an archive could not be unpacked further."""

    def __init__(self, buffer: io.BufferedReader[Any], unpacked: Unpacked | None, file: io.BufferedReader[Any]) -> None:
        self.buffer = buffer
        self._unpacked = unpacked
        self._file = file

    @property
    def damage(self) -> str | None:
        """Why unpacking ended early; None if it did not."""
        return self._unpacked.damage if self._unpacked else None

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.buffer.close()
        self._file.close()


class Unpacked(io.RawIOBase):
    """What an archive unpacks to; it ends where the archive is damaged, so that what came before is not lost."""

    def __init__(self, archive: io.BufferedIOBase, errors: tuple[type[Exception], ...]) -> None:
        self._archive = archive
        self._errors = errors
        self.damage: str | None = None

    def readable(self) -> bool:
        """True: this is for reading."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer`; 0 at the end, and where the archive is damaged."""
        try:
            return self._archive.readinto(buffer)
        except self._errors as error:
            self.damage = str(error)
            return 0

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()
        super().close()


def open_source(path: str) -> Stream:
    """The file at `path`, or standard input for `-`, without a byte order mark; raises OSError."""
    raw: BinaryIO = sys.stdin.buffer if path == "-" else open(path, "rb", buffering=BUFFER)  # noqa: SIM115  # Stream closes it
    file = buffer = cast("io.BufferedReader[Any]", raw)
    unpacked = None
    if (head := _peek(buffer)).startswith(_GZIP):
        unpacked = _gzip(buffer)
    elif head.startswith(_ZSTD):
        unpacked = _zstd(buffer)
    if unpacked is not None:
        buffer = io.BufferedReader(unpacked, BUFFER)
    skip_byte_order_mark(buffer)
    return Stream(buffer, unpacked, file)


def skip_byte_order_mark(buffer: io.BufferedReader[Any]) -> None:
    """Go behind UTF-8's byte order mark, if the stream begins with one."""
    if _peek(buffer).startswith(_BOM):
        buffer.read(len(_BOM))


def plain_size(path: str) -> int | None:
    """Bytes of a regular file that is not packed, so that it may be read in ranges; None for others."""
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        packed = file.read(4).startswith((_GZIP, _ZSTD))
    return None if packed else os.path.getsize(path)


def _peek(buffer: io.BufferedReader[Any]) -> bytes:
    # A pipe may give less than a whole signature at first; peek() does not wait for more.
    peek: Callable[[int], bytes] = buffer.peek
    return peek(len(_ZSTD))


def _gzip(stream: io.BufferedReader[Any]) -> Unpacked:
    import gzip
    import zlib

    return Unpacked(gzip.GzipFile(fileobj=stream), (EOFError, gzip.BadGzipFile, zlib.error))


def _zstd(stream: io.BufferedReader[Any]) -> Unpacked:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    return Unpacked(zstd.ZstdFile(stream), (EOFError, zstd.ZstdError))
