"""Slots of jobs and runs, and which values they can hold, by the generated structs that accept valid records.

A value that a slot might refuse does not go there, so the records that conversion gives are always valid.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from dspy_schema import timestamps
from dspy_schema.jsontext.raw import NULL, UNFIT, Outline, Raw, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema_model.fast_structs.base import Accept


Fits: TypeAlias = Callable[[Raw], bool]
RUN = "TrainingRun"
# The times that each time must not be before.
TIMES: dict[str, tuple[str, ...]] = {
    "run.created_at": (),
    "run.started_at": ("created_at",),
    "run.finished_at": ("created_at", "started_at"),
    "run.updated_at": ("created_at",),
    "run.estimated_finish": (),
}
_UNFINISHED = frozenset({"not_started", "pending", "running"})
# With these statuses a run must not have these slots.
FORBIDDEN = {
    "run.finished_at": _UNFINISHED,
    "run.fine_tuned_model": _UNFINISHED | {"failed", "cancelled"},
    "run.error": frozenset({"succeeded"}),
}
# The conversion itself fills these, not the members.
RESERVED = frozenset({"id", "job", "provider", "extra"})
_ARRAY = ord("[")
_UTC = re.compile(r"[0-9-]{10}T[0-9:]{8}(\.[0-9]{1,9})?(Z|\+00:00)").fullmatch


class Slot(msgspec.Struct, frozen=True):
    """A slot of a job, or with `in_run` of a run; its key is `job.<name>` or `run.<name>`.

    `fits` returns whether the slot can hold a value, which null is not.
    """

    key: str
    name: str
    in_run: bool
    fits: Fits

    def allows(self, value: Raw, run: Outline) -> bool:
        """Return whether no rule forbids the value in this run; status and earlier times must be filled before."""
        if self.key in FORBIDDEN and read_text(run.get("run_status")) in FORBIDDEN[self.key]:
            return False
        return all(earlier not in run or _in_order(run[earlier], value) for earlier in TIMES.get(self.key, ()))


@cache
def load_slots(job: str) -> dict[str, Slot]:
    """Load the slots of a class of jobs and of its runs, by `job.<slot>` and `run.<slot>`."""
    return {slot.key: slot for type_ in (job, RUN) for slot in _list_slots(type_)}


def _list_slots(type_: str) -> Iterator[Slot]:
    from dspy_schema_model.fast_structs import MODULES

    accept: Accept = import_module(MODULES[type_]).ACCEPT
    for field in msgspec.structs.fields(accept.record):
        name = field.encode_name
        key = f"{'run' if type_ == RUN else 'job'}.{name}"
        if name.startswith("@") or name in RESERVED:
            continue
        if key in TIMES:
            fits: Fits = _is_time
        elif name in accept.spaceless:
            fits = _match_text(accept.spaceless[name])
        elif name in accept.arrays:
            fits = _is_array
        else:
            fits = _match_type(field.type)
        yield Slot(key, name, type_ == RUN, fits)


def _match_type(type_: Any) -> Fits:
    decode = msgspec.json.Decoder(type_).decode

    def fits(value: Raw) -> bool:
        written = bytes(value)
        if b"-02-29T" in written:
            # The structs leave leap days to the full check; the times that codecs give are on real days.
            written = written.replace(b"-02-29T", b"-02-28T")
        try:
            decode(written)
        except UNFIT:
            return False
        return value != NULL

    return fits


def _match_text(pattern: str) -> Fits:
    matches = re.compile(pattern).search

    def fits(value: Raw) -> bool:
        return (written := read_text(value)) is not None and matches(written) is not None

    return fits


def _is_array(value: Raw) -> bool:
    return memoryview(value)[0] == _ARRAY


def _is_time(value: Raw) -> bool:
    written = read_text(value)
    return written is not None and is_utc(written)


@lru_cache(maxsize=1024)
def is_utc(written: str) -> bool:
    """Return whether a text is a time as runs hold it: in UTC, with T and Z in upper case, to the nanosecond."""
    return _UTC(written) is not None and timestamps.to_utc(written) is not None


def _in_order(earlier: Raw, later: Raw) -> bool:
    moments = [_moment(read_text(time) or "") for time in (earlier, later)]
    return None not in moments and moments[0] <= moments[1]  # type: ignore[operator]


_moment = lru_cache(maxsize=1024)(timestamps.to_nanoseconds)
