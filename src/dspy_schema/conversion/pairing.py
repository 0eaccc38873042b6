"""Put jobs and runs together that come one by one, and tell at the end which are left."""

from __future__ import annotations

from collections import deque
from itertools import count

import msgspec

from dspy_schema.findings import Finding

RUN = "TrainingRun"


class Half(msgspec.Struct, eq=False):
    """A job, or a run, that waits; `index` is its place in a batch, `unpaired` what to say if it waits to the end.

    Of a run that `is_reported` enough was said already; it is there so that its job does not wait.
    """

    text: bytes
    is_run: bool
    index: int
    number: int
    is_reported: bool = False
    is_waiting: bool = True
    unpaired: Finding | None = None


class _Keys(msgspec.Struct):
    id: str = ""
    job: str = ""


_keys = msgspec.json.Decoder(_Keys).decode


class Pairing:
    """Jobs and runs that wait for their other half; both usually stand side by side, so few wait at a time.

    Of several with one id, the first to come gets the first that comes for it.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, bool], deque[Half]] = {}
        self._numbers = count()

    def matched(
        self, text: bytes, index: int, *, is_run: bool, is_reported: bool = False
    ) -> tuple[bytes, bytes] | Half | None:
        """The job and the run, if the other half was there; else this one, which waits from now on.

        None if one of the two is reported.
        """
        keys = _keys(text)
        id_ = keys.job if is_run else keys.id
        others = self._waiting.get((id_, not is_run))
        if not others:
            half = Half(b"" if is_reported else text, is_run, index, next(self._numbers), is_reported)
            self._waiting.setdefault((id_, is_run), deque()).append(half)
            return half
        other = others.popleft()
        other.is_waiting = False
        if not others:
            del self._waiting[id_, not is_run]
        if is_reported or other.is_reported:
            return None
        return (other.text, text) if is_run else (text, other.text)

    def left(self) -> list[Finding]:
        """What to say of those whose other half never came, in the order they came."""
        waiting = [half for halves in self._waiting.values() for half in halves]
        return [half.unpaired for half in sorted(waiting, key=lambda half: half.number) if half.unpaired]
