"""The streams of a run: output to standard output or to a file, whole or not at all; findings and progress."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dspy_schema.findings import Severity
from dspy_schema.records.sources import PARTIAL
from dspy_schema.reporters import registry
from dspy_schema.session import ProgressLine, RunSession

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


# Signals that end a process without time to clean up.
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_WIDTH = 100


@contextmanager
def open_output(path: str | None) -> Iterator[BinaryIO]:
    """Open a binary stream; with `path`, a file in the same folder that replaces `path` when all is written.

    A pipe or a device is written to directly, a link stays a link, and the new file keeps the permissions of the file
    that it replaces. Raises OSError, which names `path`.
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
    # Hidden, so that no folder or pattern among the inputs finds it; short, so that the longest names fit.
    partial = os.path.join(os.path.dirname(path), PARTIAL.format(os.getpid()))
    with _without_partial(partial):
        try:
            file = open(partial, "wb")  # noqa: SIM115  # a later OSError may be about an input
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
def _without_partial(partial: str) -> Iterator[None]:
    """Remove the partial file, however the process ends, unless it is killed."""

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
        if os.path.exists(partial):
            os.unlink(partial)
        for number, handler in before.items():
            signal.signal(number, handler)


def open_session(options: argparse.Namespace, out: BinaryIO | None = None, *, unit: str = "record") -> RunSession:
    """Create the run that the options of `options.add_findings_options` describe.

    Its findings go to `out`, or to standard error. `unit` is the name of what is checked.
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
    )


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
