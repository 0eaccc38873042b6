"""Pairing of jobs and runs that come one by one."""

from __future__ import annotations

from collections import deque
from itertools import count

import msgspec

from dspy_schema.findings import Finding

RUN = "TrainingRun"


class Half(msgspec.Struct, eq=False):
    """A job or a run that waits; `index` is its place in a batch, `unpaired` the finding if it waits to the end.

    A run that `is_reported` has an error already; it is here so that its job does not wait for it.
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


_decode_keys = msgspec.json.Decoder(_Keys).decode


class Pairing:
    """Jobs and runs that wait for their other half; both usually stand side by side, so few wait at a time.

    Of several with one id, the first to come gets the first that comes for it.
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, bool], deque[Half]] = {}
        self._numbers = count()

    def match(
        self, text: bytes, index: int, *, is_run: bool, is_reported: bool = False
    ) -> tuple[bytes, bytes] | Half | None:
        """Match a half with the one that waits for it, to the job and the run; else it waits from now on.

        None if one of the two is reported.
        """
        keys = _decode_keys(text)
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

    def list_unpaired(self) -> list[Finding]:
        """List the findings on halves whose other half never came, in the order they came."""
        waiting = [half for halves in self._waiting.values() for half in halves]
        return [half.unpaired for half in sorted(waiting, key=lambda half: half.number) if half.unpaired]
