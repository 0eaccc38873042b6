"""Files of output: each is as it was or whole, however the run ends; pipes, devices and descriptors are written to."""

from __future__ import annotations

import io
import os
import signal
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from dspy_schema.records.sources import PARTIAL, is_partial

if TYPE_CHECKING:
    from collections.abc import Iterator


# Signals that end a process without time to clean up.
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_BINARY: int = getattr(os, "O_BINARY", 0)
_MOST_LINKS = 40


class WholeFile(io.BufferedWriter):
    """A file that replaces another when all is written, unless it is discarded."""

    is_discarded = False

    def discard(self) -> None:
        """Leave the file as it was, or not there."""
        self.is_discarded = True


class _NamedFile(io.FileIO):
    """A file whose errors have the name that the user gave."""

    def __init__(self, descriptor: int, name: str) -> None:
        super().__init__(descriptor, "wb")
        self._given = name

    def write(self, data: Any) -> int:
        with _name_errors(self._given):
            return super().write(data)


@contextmanager
def open_file(name: str) -> Iterator[BinaryIO]:
    """Open a binary stream to the file of a name; a `WholeFile` where that is a regular file, or none yet.

    A link stays a link, and a new file keeps the permissions of the one that it replaces. An open descriptor such as
    /dev/stdout is written to where it stands, so that a shell can append. The caller flushes the stream. Raises OSError
    with the name.
    """
    if not name:
        raise FileNotFoundError("the name of the output is empty; give a file for -o, or - for standard output")
    path = os.path.realpath(name)
    with _name_errors(name):
        descriptor = _find_descriptor(name)
        if descriptor is not None:
            descriptor = os.dup(descriptor)
        else:
            try:
                former = os.stat(path)
            except FileNotFoundError:
                former = None
            if former and not stat.S_ISREG(former.st_mode):
                # Not created, and not truncated, where it went away in the meantime.
                descriptor = os.open(path, os.O_WRONLY | _BINARY)
            elif former and not (former.st_mode & 0o222 and os.access(path, os.W_OK)):
                raise PermissionError(13, "is read-only; make it writable, or choose another name for -o")
    if descriptor is None:
        yield from _replace_file(path, name, former)
    else:
        yield from _write_stream(descriptor, name)


def _find_descriptor(path: str) -> int | None:
    """Find the open descriptor that a path such as /dev/stdout leads to."""
    for _ in range(_MOST_LINKS):
        folder, name = os.path.split(path)
        folders = {os.path.realpath(folder or os.curdir), folder}
        if name.isdecimal() and not folders.isdisjoint({"/dev/fd", f"/proc/{os.getpid()}/fd"}):
            return int(name)
        try:
            path = os.path.join(folder, os.readlink(path))
        except OSError:
            return None
    return None


def _write_stream(descriptor: int, name: str) -> Iterator[BinaryIO]:
    file = io.BufferedWriter(_NamedFile(descriptor, name))
    try:
        yield file
    finally:
        # Flushed by the caller: what could not be written has been reported.
        with suppress(OSError):
            file.close()


def _replace_file(path: str, name: str, former: os.stat_result | None) -> Iterator[WholeFile]:
    folder = os.path.dirname(path)
    _remove_left_files(folder)
    # Hidden, so that no folder or pattern among the inputs finds it; short, so that the longest names fit.
    partial = os.path.join(folder, PARTIAL.format(os.urandom(8).hex()))
    with _end_on_signals():
        try:
            file = WholeFile(_NamedFile(_create_locked(partial, name), name))
            try:
                if former:
                    os.chmod(partial, former.st_mode & 0o777)
                yield file
            except BaseException:
                with suppress(OSError):
                    file.close()
                raise
            file.close()
            if not file.is_discarded:
                with _name_errors(name):
                    os.replace(partial, path)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(partial)


def _create_locked(path: str, name: str) -> int:
    """Create a file, and lock it for as long as it is open; returns its descriptor."""
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        except OSError as error:
            raise type(error)(error.errno, f"{error.strerror}; its folder must be there and writable", name) from None
        # Where the file system has no locks, nothing is removed either.
        with suppress(OSError, ImportError):
            _lock(descriptor)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(path), os.fstat(descriptor)):
                return descriptor
        # Another run took it for one that was left, before it was locked.
        os.close(descriptor)


def _remove_left_files(folder: str) -> None:
    """Remove the partial files of runs that were killed; those of runs that go on are locked."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_partial(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _remove_unless_locked(entry.path)


def _remove_unless_locked(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        _lock(descriptor)
        os.unlink(path)
    except ImportError:
        pass
    else:
        return
    finally:
        os.close(descriptor)
    # Windows has other locks, and lets nobody remove a file that is open.
    os.unlink(path)


def _lock(descriptor: int) -> None:
    """Lock a file, or raise OSError where it is locked; ImportError on Windows."""
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _name_errors(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, name) from None


@contextmanager
def _end_on_signals() -> Iterator[None]:
    """Let signals end the process by an exception, so that it cleans up."""

    def end(number: int, _: object) -> None:
        # The status that a shell reports for a process that a signal ended.
        raise SystemExit(128 + number)

    before = {}
    # Only the main thread may set handlers.
    with suppress(ValueError):
        # A signal that is ignored, as with nohup, stays so.
        before = {
            number: signal.signal(number, end) for number in _ENDINGS if signal.getsignal(number) is signal.SIG_DFL
        }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
