"""Unpack gzip and zstd, up to where an archive is damaged."""

from __future__ import annotations

import io
import sys
import zlib
from typing import Any, Protocol

READ = 1 << 16


class _Archive(Protocol):
    def readinto(self, buffer: Any, /) -> int: ...

    def close(self) -> None: ...


class Unpacked(io.RawIOBase):
    """What an archive unpacks to; it ends where the archive is damaged, so that what came before is not lost."""

    def __init__(self, archive: _Archive, errors: tuple[type[Exception], ...]) -> None:
        self._archive = archive
        self._errors = errors
        self.damage: str | None = None

    def readable(self) -> bool:
        """True: this is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; 0 at the end, and where the archive is damaged."""
        if self.damage is not None:
            return 0
        try:
            return self._archive.readinto(buffer)
        except self._errors as error:
            self.damage = str(error)
            return 0

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()
        super().close()


def unpack(stream: io.BufferedReader[Any], *, gzip: bool) -> Unpacked:
    """What a gzip or zstd stream unpacks to."""
    if gzip:
        return Unpacked(_Gzip(stream), (EOFError, zlib.error))
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return Unpacked(zstd.ZstdFile(stream), (EOFError, zstd.ZstdError))


class _Gzip:
    """The members of a gzip stream, one after the other (RFC 1952, section 2.2).

    Unlike gzip.GzipFile, it loses nothing of what it unpacked before the archive ends too early.
    """

    def __init__(self, stream: io.BufferedReader[Any]) -> None:
        self._stream = stream
        self._member = _new_member()
        self._packed = b""

    def readinto(self, buffer: Any) -> int:
        while True:
            if self._member.eof and not self._next_member():
                return 0
            self._packed = self._packed or self._stream.read1(READ)
            if not self._packed:
                raise EOFError("the gzip stream ends before its end marker")
            piece = self._member.decompress(self._packed, len(buffer))
            self._packed = self._member.unconsumed_tail
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)

    def close(self) -> None:
        self._stream.close()

    def _next_member(self) -> bool:
        """Go to the next member, over padding with zeros; False at the end of the stream."""
        rest = self._member.unused_data.lstrip(b"\0")
        while not rest:
            piece = self._stream.read1(READ)
            if not piece:
                return False
            rest = piece.lstrip(b"\0")
        self._member = _new_member()
        self._packed = rest
        return True


def _new_member() -> Any:
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
