"""The SHA-256 of a source, of the bytes that are read of it, packed or not."""

from __future__ import annotations

import hashlib
import io
from typing import Any, Protocol


class _Readable(Protocol):
    def readinto(self, buffer: Any, /) -> int | None: ...

    def close(self) -> None: ...


class Digest:
    """A SHA-256, and the number of bytes that it is of."""

    def __init__(self) -> None:
        self.size = 0
        self._hash = hashlib.sha256()

    def add(self, data: bytes | memoryview) -> None:
        """Add bytes."""
        self._hash.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes until now, in hexadecimal digits."""
        return self._hash.hexdigest()


class DigestedFile(io.RawIOBase):
    """A file, or a pipe, whose bytes are added to a digest as they are read; they can be read once, in order."""

    def __init__(self, file: _Readable, digest: Digest, *, keep_open: bool = False) -> None:
        self._file = file
        self._digest = digest
        self._keep_open = keep_open
        # What comes through a pipe is to be had at once, and not when the buffer is full.
        self._read = getattr(file, "readinto1", file.readinto)

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what there is."""
        count: int = self._read(buffer) or 0
        self._digest.add(memoryview(buffer)[:count])
        return count

    def close(self) -> None:
        """Close the file, unless it is to be kept open."""
        if not self._keep_open:
            self._file.close()
        super().close()
