"""Where output goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def output(path: str | None) -> Iterator[BinaryIO]:
    """A binary stream; with `path`, a file beside it that takes its place when all is written.

    What is no regular file (a pipe, a device) is written to as it is, a link stays one. Raises OSError.
    """
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = os.path.realpath(path)
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            yield file
        return
    partial = f"{path}.{os.getpid()}.part"
    try:
        with open(partial, "wb") as file:
            yield file
        os.replace(partial, path)
    finally:
        if os.path.exists(partial):
            os.unlink(partial)


def wants_color(choice: str, out: BinaryIO) -> bool:
    """Whether to color what goes to `out`; `auto` asks the terminal and NO_COLOR (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
