"""Interrupts wait until what was counted is reported, so that totals and findings always agree."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Interrupts:
    """A context in which an interrupt waits; it is raised where the outermost one ends.

    An interrupt that comes while another waits is raised at once: output may be stuck.
    """

    def __init__(self) -> None:
        self.is_waiting = False
        self._depth = 0

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._depth -= 1
        # While another exception is on its way, such as that of a generator being closed, the run ends anyway.
        if self.is_waiting and not self._depth and kind is None:
            raise KeyboardInterrupt

    def until_the_end(self) -> None:
        """Let interrupts wait from now on: all is found, and the report is being closed."""
        self._depth += 1

    def handle(self, *_: object) -> None:
        """Handle the signal."""
        if not self._depth or self.is_waiting:
            raise KeyboardInterrupt
        self.is_waiting = True


_current = Interrupts()


def hold_interrupts() -> Interrupts:
    """Return the context in which an interrupt waits, if this is a run that lets it wait."""
    return _current


@contextmanager
def defer_interrupts() -> Iterator[Interrupts]:
    """Let interrupts wait where they are held, while this lasts."""
    import signal

    global _current  # noqa: PLW0603  # as the handler of a signal is: one for the process
    _current = interrupts = Interrupts()
    # An interrupt that is ignored, as of a process in the background, or handled by somebody else, stays so.
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield interrupts
        return
    # Only the main thread may set it, and only that is interrupted.
    with suppress(ValueError):
        signal.signal(signal.SIGINT, interrupts.handle)
    try:
        yield interrupts
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, before)
