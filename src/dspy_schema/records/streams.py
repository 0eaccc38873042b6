"""Open sources, and decompress gzip and zstd."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from dspy_schema.records.digests import Digest


BUFFER = 1 << 18
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
PICKLES = (".pkl", ".pickle")
"""Suffixes of pickles: of an old protocol, what they hold looks like text."""
_BOM = b"\xef\xbb\xbf"
READ = 1 << 16
# The bytes that show what a file is.
HEAD = 512
# HTML, and archives and documents that begin in ASCII.
_begins_oddly = re.compile(rb"\s*<[!hHbB]|[%PB7AFRS\x04\x7f][DKZzAaRPEQ\x22]").match


class Stream:
    """The plain bytes of a source, in UTF-8 unless `kind` says what else they are: a finding code and its message.

    An archive may give `most` of them. Once they are read, `damage` is None, or a finding code and why they could not
    be unpacked or decoded further, and `is_cut` is True if the archive has more.
    """

    def __init__(self, file: io.BufferedReader[Any], most: int, name: str = "") -> None:
        self._file = file
        self._unpacked: Unpacked | None = None
        self._decoded: Decoded | None = None
        # What a pipe gives at first may be any part of what comes: only a file can be peeked into.
        head = file.peek(HEAD) if file.seekable() else file.read(len(ZSTD))
        self.buffer = file if file.seekable() else replay(head, file)
        if head.startswith((GZIP, ZSTD)):
            self._unpacked = unpack(self.buffer, most, gzip=head.startswith(GZIP))
            self.buffer = io.BufferedReader(self._unpacked, BUFFER)
            head = self.buffer.peek(HEAD)
        elif not file.seekable() and _is_other(head):
            head += file.peek(HEAD)
        self.kind: tuple[str, str] | None = None
        if head.startswith(_BOM):
            self.buffer.read(len(_BOM))
        elif _is_other(head[:HEAD]) or name.lower().endswith(PICKLES):
            self._read_other(head[:HEAD], name)

    def _read_other(self, head: bytes, name: str) -> None:
        # Imported here, since most files are plain texts.
        from dspy_schema.records import file_kinds

        if encoding := file_kinds.find_encoding(head):
            self._decoded = Decoded(self.buffer, encoding)
            self.buffer = io.BufferedReader(self._decoded, BUFFER)
        else:
            self.kind = file_kinds.describe_kind(head, is_pickle=name.lower().endswith(PICKLES))

    @property
    def damage(self) -> tuple[str, str] | None:
        """Why unpacking or decoding ended early; None if it did not."""
        if self._unpacked and self._unpacked.damage is not None:
            return "DSP111", f"damaged archive: {self._unpacked.damage}; what came before was read"
        if self._decoded and self._decoded.damage is not None:
            return "DSP102", f"{self._decoded.damage}; what came before was read; save the file as UTF-8"
        return None

    @property
    def is_cut(self) -> bool:
        """True where unpacking ended since there was more than is allowed."""
        return self._unpacked is not None and self._unpacked.is_cut

    def drain(self) -> None:
        """Read what is left of the file, also of an archive of which no more is unpacked."""
        while self._file.read(BUFFER):
            pass

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.buffer.close()
        self._file.close()


def _is_other(head: bytes) -> bool:
    """Whether what begins like this may be something else than records in UTF-8."""
    return not head[:1].isascii() or b"\0" in head or _begins_oddly(head) is not None


class Replayed(io.RawIOBase):
    """The bytes that were read ahead from a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: io.BufferedReader[Any]) -> None:
        # A view: a long head would be copied for each piece of it.
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what there is: nothing at the end only."""
        # Not readinto1(), which waits for more although it has some.
        taken = self._head[: len(buffer)] or self._rest.read1(len(buffer))
        self._head = self._head[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def replay(head: bytes, rest: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    """A stream of `head`, and then of what `rest` still has."""
    return io.BufferedReader(Replayed(head, rest), BUFFER)


def open_source(path: str, most: int = sys.maxsize, digest: Digest | None = None) -> Stream:
    """The file at `path`, or standard input for `-`, without a byte order mark; raises OSError.

    An archive gives `most` bytes. What is read of the file is added to `digest`.
    """
    if path == "-":
        if sys.stdin is None:
            raise OSError("standard input is closed")
        file = cast("io.BufferedReader[Any]", sys.stdin.buffer)
        if digest is None:
            return Stream(file, most)
    else:
        file = io.BufferedReader(io.FileIO(path), BUFFER)
    if digest is not None:
        from dspy_schema.records.digests import DigestedFile

        file = io.BufferedReader(DigestedFile(file, digest, keep_open=path == "-"), BUFFER)
    try:
        return Stream(file, most, path)
    except OSError:
        file.close()
        raise


def open_content(data: bytes, most: int) -> Stream:
    """The content of a file, without a byte order mark, of which an archive may give `most` bytes."""
    return Stream(io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)), BUFFER), most)


def skip_byte_order_mark(file: io.BufferedReader[Any]) -> None:
    """Go behind UTF-8's byte order mark, if the file begins with one."""
    if file.peek(len(_BOM)).startswith(_BOM):
        file.read(len(_BOM))


def uncompressed_size(path: str) -> int | None:
    """Bytes of a regular file in UTF-8 that is not packed, so that it may be read in ranges; None for others."""
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        head = file.read(HEAD)
    is_plain = head.startswith(_BOM) or not (_is_other(head) or head.startswith((GZIP, ZSTD)))
    return os.path.getsize(path) if is_plain else None


class Decoded(io.RawIOBase):
    """What a stream in another encoding is in UTF-8; it ends at the first bytes that are none in that encoding."""

    def __init__(self, stream: io.BufferedReader[Any], encoding: str) -> None:
        self._stream = stream
        self._name = encoding.upper()
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._ready = b""
        self._characters = 0
        self.damage: str | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; 0 at the end, and where the stream is damaged."""
        while not self._ready and self.damage is None:
            piece = self._stream.read1(READ)
            text = self._decode(piece)
            self._characters += len(text)
            self._ready = text.encode()
            if not piece:
                break
        taken = self._ready[: len(buffer)]
        self._ready = self._ready[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _decode(self, piece: bytes) -> str:
        state = self._decoder.getstate()
        try:
            return self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            self._decoder.setstate(state)
            whole = self._decoder.decode(piece[: max(0, len(piece) - (len(error.object) - error.start))])
            self.damage = f"not {self._name} behind character {self._characters + len(whole)}"
            return whole

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()
        super().close()


class _Archive(Protocol):
    def readinto(self, buffer: Any, /) -> int: ...

    def close(self) -> None: ...


class Unpacked(io.RawIOBase):
    """What an archive unpacks to, `most` bytes; it ends where it is damaged, so that what came before is not lost."""

    def __init__(self, archive: _Archive, errors: tuple[type[Exception], ...], most: int) -> None:
        self._archive = archive
        self._errors = errors
        self._left = most
        self.damage: str | None = None
        self.is_cut = False

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; 0 at the end, and where the archive is damaged or gives too much."""
        if self.damage is not None or self.is_cut:
            return 0
        try:
            count = self._archive.readinto(buffer)
        except self._errors as error:
            self.damage = str(error)
            return 0
        self.is_cut = count > self._left
        count = min(count, self._left)
        self._left -= count
        return count

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()
        super().close()


def unpack(stream: io.BufferedReader[Any], most: int, *, gzip: bool) -> Unpacked:
    """What a gzip or zstd stream unpacks to, `most` bytes."""
    if gzip:
        import zlib

        return Unpacked(_Gzip(stream), (EOFError, zlib.error), most)
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return Unpacked(_Zstd(stream, zstd.ZstdDecompressor), (EOFError, zstd.ZstdError), most)


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


class _Zstd:
    """The frames of a zstd stream, one after the other (RFC 8878, section 3).

    Unlike ZstdFile, it loses nothing of what it unpacked before the archive ends too early.
    """

    def __init__(self, stream: io.BufferedReader[Any], new_frame: Callable[[], Any]) -> None:
        self._stream = stream
        self._new_frame = new_frame
        self._frame = new_frame()
        self._packed = b""

    def readinto(self, buffer: Any) -> int:
        while True:
            if self._frame.eof and not self._next_frame():
                return 0
            if self._frame.needs_input:
                self._packed = self._packed or self._stream.read1(READ)
                if not self._packed:
                    raise EOFError("the zstd stream ends before its end marker")
            piece = self._frame.decompress(self._packed, len(buffer))
            self._packed = b""
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)

    def close(self) -> None:
        self._stream.close()

    def _next_frame(self) -> bool:
        """Go to the next frame; False at the end of the stream."""
        rest = self._frame.unused_data or self._stream.read1(READ)
        if rest:
            self._frame = self._new_frame()
            self._packed = rest
        return bool(rest)


def _new_member() -> Any:
    import zlib

    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
