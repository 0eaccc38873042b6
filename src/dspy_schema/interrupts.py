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
        self._is_ending = False

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._depth -= 1
        # While another exception is on its way, such as that of a generator being closed, the run ends anyway.
        if kind is None:
            self._raise_waiting()

    def until_the_end(self) -> None:
        """Let interrupts wait from now on: all is found, and the report is being closed."""
        self._is_ending = True

    def resume(self) -> None:
        """Raise interrupts at once again, and now the one that waits: the report is closed, but the run goes on."""
        self._is_ending = False
        self._raise_waiting()

    def handle(self, *_: object) -> None:
        """Handle the signal."""
        if self.is_waiting or not self._is_held:
            raise KeyboardInterrupt
        self.is_waiting = True

    @property
    def _is_held(self) -> bool:
        return self._is_ending or self._depth > 0

    def _raise_waiting(self) -> None:
        if self.is_waiting and not self._is_held:
            raise KeyboardInterrupt


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
    try:
        # Only the main thread may set it, and only that is interrupted.
        with suppress(ValueError):
            if before is signal.default_int_handler:
                signal.signal(signal.SIGINT, interrupts.handle)
        yield interrupts
    finally:
        # What runs in this process after this must not find an interrupt that waits for it.
        _current = Interrupts()
        with suppress(ValueError):
            if before is signal.default_int_handler:
                signal.signal(signal.SIGINT, before)
