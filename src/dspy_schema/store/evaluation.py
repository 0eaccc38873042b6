"""Evaluation of queries in a process of its own, which ends when it takes too long or too much memory.

Oxigraph cannot be interrupted. A process that is forked has the records already and takes milliseconds to start; it
ends itself, also when the one that waits for it is gone. Where processes cannot be forked, as on Windows, queries have
no limits.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
import threading
import time
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO, NoReturn, cast

import msgspec

from dspy_schema.errors import DspySchemaError, QueryError

if TYPE_CHECKING:
    from collections.abc import Callable


SECONDS = 60.0
"""How long a query may take."""
MEMORY = 2 * 2**30
"""How many bytes a query may take beyond the records."""
_PAUSE = 0.02
# The process that waits ends the other one only if that does not end itself.
_GRACE = 5.0
# Statuses of the process.
_DONE, _FAILED, _TOO_LONG, _TOO_LARGE = 0, 1, 3, 4
_KILOBYTE = 1024


class Limits(msgspec.Struct, frozen=True):
    """How long a query may take, in seconds, and how much memory, in bytes; None is no limit."""

    seconds: float | None = SECONDS
    memory: int | None = MEMORY


def evaluate(write: Callable[[BinaryIO], None], limits: Limits, name: str = "query") -> BinaryIO:
    """Return the file of results that `write` has written, in a process of its own, at its beginning.

    The caller closes the file, which has no name. Raises QueryError where a limit is passed, and what `write` raises.
    """
    file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115  # the caller closes it
    try:
        if hasattr(os, "fork"):
            _evaluate_forked(write, file, limits, name)
        else:
            write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _evaluate_forked(write: Callable[[BinaryIO], None], file: BinaryIO, limits: Limits, name: str) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    reader, writer = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # Python warns of threads, which RocksDB has; only this thread is needed.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _run(write, file, writer, limits, parent)
    os.close(writer)
    status: int | None = None
    try:
        message = _read_all(reader, None if limits.seconds is None else limits.seconds + _GRACE)
        if message is not None:
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        os.close(reader)
        if status is None:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if status == _DONE:
        return
    if status == -signal.SIGINT:
        # The other process had the interrupt before this one.
        raise KeyboardInterrupt
    if status is None or status == _TOO_LONG:
        raise QueryError(
            f"{name} took longer than {limits.seconds:g} s, and was stopped; --timeout SECONDS allows more"
        )
    if status == _FAILED and message:
        kind, text = msgspec.json.decode(message, type=tuple[str, str])
        raise QueryError(text) if kind == QueryError.__name__ else RuntimeError(f"{kind}: {text}")
    what = f"more than {_describe_size(limits.memory)} of memory" if limits.memory else "more memory than there is"
    raise QueryError(f"{name} took {what}, and was stopped; --max-memory SIZE allows more, and a LIMIT takes less")


def _read_all(descriptor: int, seconds: float | None) -> bytes | None:
    """Read to the end, which comes when the other process ends; None where that takes too long."""
    pieces: list[bytes] = []
    end = None if seconds is None else time.monotonic() + seconds
    while True:
        ready, _, _ = select.select([descriptor], [], [], None if end is None else max(0.0, end - time.monotonic()))
        if not ready:
            return None
        if not (piece := os.read(descriptor, 1 << 16)):
            return b"".join(pieces)
        pieces.append(piece)


def _run(write: Callable[[BinaryIO], None], file: BinaryIO, writer: int, limits: Limits, parent: int) -> NoReturn:
    """Write the results in the forked process, and end it: nothing that the other process has begun goes on here."""
    status = _FAILED
    try:
        # An interrupt goes to both processes, and ends this one at once.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        threading.Thread(target=_watch, args=(limits, parent), daemon=True).start()
        write(file)
        file.flush()
        status = _DONE
    except MemoryError:
        status = _TOO_LARGE
    except BaseException as error:  # it is raised in the other process
        is_expected = isinstance(error, (DspySchemaError, OSError))
        kind = QueryError.__name__ if is_expected else type(error).__name__
        with suppress(OSError):
            os.write(writer, msgspec.json.encode((kind, str(error)[:4000])))
    finally:
        os._exit(status)


def _watch(limits: Limits, parent: int) -> None:
    """End this process when a limit is passed, or when the process that waits for it is gone."""
    begin, before = time.monotonic(), measure_memory()
    while True:
        time.sleep(_PAUSE)
        if os.getppid() != parent:
            os._exit(_FAILED)
        if limits.seconds is not None and time.monotonic() - begin > limits.seconds:
            os._exit(_TOO_LONG)
        if limits.memory is not None and measure_memory() - before > limits.memory:
            os._exit(_TOO_LARGE)


def measure_memory() -> int:
    """Measure how many bytes of memory this process has; on other systems than Linux, how many it had at most."""
    with suppress(OSError), open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * _KILOBYTE


def _describe_size(size: int) -> str:
    for unit, factor in (("GiB", 2**30), ("MiB", 2**20), ("KiB", _KILOBYTE)):
        if size >= factor:
            return f"{size / factor:.4g} {unit}"
    return f"{size} bytes"
