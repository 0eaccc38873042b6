"""Where output goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from dspy_schema.records.sources import PARTIAL

if TYPE_CHECKING:
    from collections.abc import Iterator


# What ends a process, and by itself gives it no time to clean up.
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def open_output(path: str | None) -> Iterator[BinaryIO]:
    """A binary stream; with `path`, a file beside it that takes its place when all is written.

    What is no regular file (a pipe, a device) is written to as it is, a link stays one, and a file that is replaced
    hands on its permissions. Raises OSError, which names `path`.
    """
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if not path:
        raise FileNotFoundError("the name of the output is empty; give a file for -o, or - for standard output")
    given, path = path, os.path.realpath(path)
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            yield file
        return
    # Hidden, so that no folder or pattern among the inputs has it; short, so that the longest names have one, too.
    partial = os.path.join(os.path.dirname(path), PARTIAL.format(os.getpid()))
    with _cleared(partial):
        try:
            file = open(partial, "wb")  # noqa: SIM115  # what is raised later is of the inputs, too
        except OSError as error:
            remedy = "; its folder must be there and writable" if error.errno else ""
            raise type(error)(error.errno, f"{error.strerror}{remedy}", given) from None
        with file:
            if os.path.exists(path):
                os.chmod(partial, os.stat(path).st_mode & 0o777)
            yield file
        try:
            os.replace(partial, path)
        except OSError as error:
            raise type(error)(error.errno, error.strerror, given) from None


@contextmanager
def _cleared(partial: str) -> Iterator[None]:
    """Leave no partial file, however the process is ended, unless by force."""

    def end(number: int, _: object) -> None:
        # As a shell tells it of a process that ended by the signal.
        raise SystemExit(128 + number)

    before = {}
    # Only the main thread may set what is done.
    with suppress(ValueError):
        # A signal that is ignored, as with nohup, stays so.
        before = {each: signal.signal(each, end) for each in _ENDINGS if signal.getsignal(each) is signal.SIG_DFL}
    try:
        yield
    finally:
        if os.path.exists(partial):
            os.unlink(partial)
        for each, handler in before.items():
            signal.signal(each, handler)


def wants_color(choice: str, out: BinaryIO) -> bool:
    """Whether to color what goes to `out`; `auto` asks the terminal and NO_COLOR (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
