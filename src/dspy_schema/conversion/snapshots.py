"""Snapshots: several records of one job or run, of which the latest counts.

It is the one with the latest time (of the run, for a job that stands beside it), of these the one whose status is
farthest, and of these the last one that is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


TIMES = ("created_at", "started_at", "updated_at", "finished_at")
STATUSES = ("training_status", "run_status")
# How far a run has come; what has ended is farther than all that goes on.
_PROGRESS = {"not_started": 1, "pending": 2, "running": 3, "succeeded": 4, "failed": 4, "cancelled": 4}
Rank = tuple[str, int]
"""The latest time, and how far the status is."""


class _State(msgspec.Struct, gc=False):
    id: str = ""
    created_at: str | None = None
    started_at: str | None = None
    updated_at: str | None = None
    finished_at: str | None = None
    training_status: str | None = None
    run_status: str | None = None


class _Named(msgspec.Struct, gc=False):
    """What names a record, of dspy and of vendors."""

    id: msgspec.Raw = msgspec.Raw(b"")
    job_id: msgspec.Raw = msgspec.Raw(b"")
    training_id: msgspec.Raw = msgspec.Raw(b"")
    job: msgspec.Raw = msgspec.Raw(b"")


_decode_state = msgspec.json.Decoder(_State).decode
_decode_named = msgspec.json.Decoder(_Named).decode


def rank_states(texts: Iterable[bytes]) -> list[tuple[str, Rank]]:
    """Return the ids and ranks of the records that one record became: they have the time of the latest of them."""
    states = [_decode_state(text) for text in texts]
    moments = [getattr(state, name) for state in states for name in TIMES]
    moment = max(map(normalize_moment, filter(None, moments)), default="")
    return [(state.id, (moment, progress_of(state.training_status, state.run_status))) for state in states]


def is_older(rank: Rank, other: Rank, *, is_answer: bool) -> bool:
    """Return whether a state is older than another.

    An answer of a vendor without a time or a status is older than one with them: the job had only begun. In records of
    dspy, which may have neither, what one of them does not have says nothing.
    """
    if is_answer:
        return rank < other
    (moment, progress), (other_moment, other_progress) = rank, other
    if moment and other_moment and moment != other_moment:
        return moment < other_moment
    return bool(progress and other_progress and progress < other_progress)


def normalize_moment(text: str) -> str:
    """Return a time, which is in UTC, so that the order of the texts is that of the moments."""
    return text.removesuffix("Z").removesuffix("+00:00")


def progress_of(*statuses: str | None) -> int:
    """Return how far the farthest of the statuses is."""
    return max((_PROGRESS.get(status or "", 0) for status in statuses), default=0)


class Repetition:
    """Finds out whether a record of the texts that it is given has the name of one before."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def is_found(self, texts: Iterable[bytes]) -> bool:
        """Return whether a name is repeated, in these texts or those before."""
        for text in texts:
            try:
                named = _decode_named(text)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue  # the check reports it
            key = hash((bytes(named.id), bytes(named.job_id), bytes(named.training_id), bytes(named.job)))
            if key in self._seen:
                return True
            self._seen.add(key)
        return False
