"""The streams of a run: output to standard output or to a file, whole or not at all; findings and progress."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dspy_schema.findings import Severity
from dspy_schema.reporters import registry
from dspy_schema.session import ProgressLine, RunSession

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


_WIDTH = 100


@contextmanager
def open_output(path: str | None, session: RunSession | None = None) -> Iterator[BinaryIO]:
    """Open a binary stream to standard output, or to the file at `path`; see `output_file.open_file`.

    A reader that leaves early, such as `head`, ends the block without an error. Where `session` could open no input,
    the file stays as it was. Raises OSError, which names `path`.
    """
    if path is None or path == "-":
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            if not is_abandoned(sys.stdout.buffer):
                raise
            forget_output()
        return
    # Imported here, since most runs write to standard output.
    from dspy_schema.cli import output_file

    with output_file.open_file(path) as file:
        try:
            yield file
            file.flush()
        except BrokenPipeError:
            if not is_abandoned(file):
                raise
        if session and session.has_no_input and isinstance(file, output_file.WholeFile):
            file.discard()


def is_abandoned(stream: BinaryIO) -> bool:
    """Find out whether a stream is a pipe that nobody reads any more."""
    import select

    if not hasattr(select, "poll"):
        return True
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLOUT)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def forget_output() -> None:
    """Keep Python from flushing at its exit what could not be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_session(options: argparse.Namespace, out: BinaryIO | None = None, *, unit: str = "record") -> RunSession:
    """Create the run that the options of `options.add_findings_options` describe.

    Its findings go to `out`, or to standard error. Being interrupted discards the file that `out` would replace. `unit`
    is the name of what is checked.
    """
    format_ = options.output_format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    fail_on = None if options.fail_on == "never" else Severity(options.fail_on)
    stream = out or _find_errors()
    reporter = registry.create_reporter(
        format_,
        stream,
        color=_wants_color(options.color, stream),
        quiet=options.quiet,
        verbose=options.verbose,
        fail_on=fail_on,
        unit=unit,
    )
    progress_line = ProgressLine(None if options.quiet else sys.stderr)
    return RunSession(
        reporter,
        fail_on=fail_on,
        progress_line=progress_line,
        output=options.output,
        policy=options.policy,
        exclusion=options.exclusion,
        is_beside=out is None,
        discard=partial(_discard, out, options.output) if hasattr(out, "discard") else None,
    )


def _discard(out: Any, name: str) -> None:
    """Leave a file as it was: a report on some of the records must not replace one on all."""
    out.discard()
    print(f"dspy-schema: interrupted; nothing is written to {name}", file=sys.stderr)


def _find_errors() -> BinaryIO:
    """Find standard error, or a stream that keeps nothing if that is closed."""
    if sys.stderr is None:
        return cast("BinaryIO", _Nowhere())
    sys.stderr.flush()
    return sys.stderr.buffer


class _Nowhere(io.RawIOBase):
    def write(self, data: Any, /) -> int:
        return memoryview(data).nbytes


def _wants_color(choice: str, out: BinaryIO) -> bool:
    """Decide whether to color what goes to `out`; `auto` asks the terminal and NO_COLOR (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return the columns of the terminal, or 100."""
    try:
        return int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        return _WIDTH
