"""Contradictions: what records state that cannot all be true, or not of a good training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.governance.facts import Members


TITLES = {
    "succeeded-with-error": "Succeeded, with an error",
    "failed-with-model": "Failed or cancelled, with a model",
    "open-with-model": "Not ended, with a model",
    "open-with-end": "Not ended, with a time of the end",
    "waiting-but-begun": "Waiting to begin, and begun",
    "ended-before-started": "Ended before it started or was created",
    "started-before-created": "Started before it was created",
    "updated-before-created": "Updated before it was created",
    "after-the-report": "Created, started or ended after the date of the report",
    "succeeded-without-tokens": "Succeeded, with 0 trained tokens",
    "succeeded-in-part": "Succeeded, with a progress of less than 100 %",
    "model-is-base-model": "The model that came out is the one that training started from",
    "validation-is-training": "Validation data are training data",
    "validation-overlaps-training": "Some validation data are training data",
    "statuses-differ": "The job and its latest run have different statuses",
    "run-of-several-jobs": "A run names several jobs",
}
"""The contradictions that are looked for, in the order of the report."""
FOUND_BY_CHECK = frozenset({"DSP301", "DSP303", "DSP304", "DSP305", "DSP308"})
"""The codes of findings on contradictions between members: such a record is not used where they are errors."""
_NULL = b"null"
_decode = msgspec.json.Decoder().decode
_BEFORE = (
    ("ended-before-started", "finished_at", "started_at"),
    ("ended-before-started", "finished_at", "created_at"),
    ("started-before-created", "started_at", "created_at"),
    ("updated-before-created", "updated_at", "created_at"),
)


def find_in_run(members: Members, moments: dict[str, str], date: str) -> Iterator[str]:
    """Find the contradictions between values of a run that no fact shows.

    `moments` are its times without their zone, and `date` is that of the report, or empty.
    """
    for name, later, earlier in _BEFORE:
        if later in moments and earlier in moments and moments[later] < moments[earlier]:
            yield name
    # A date without a time ends with the day.
    if date and any(moment[: len(date)] > date for moment in moments.values()):
        yield "after-the-report"
    model = bytes(members.get("fine_tuned_model", _NULL))
    if model != _NULL and model == bytes(members.get("base_model", _NULL)):
        yield "model-is-base-model"
    succeeded = bytes(members.get("run_status", _NULL)) == b'"succeeded"'
    if succeeded and "trained_tokens" in members and _decode(members["trained_tokens"]) == 0:
        yield "succeeded-without-tokens"
    progress = _decode(members["progress"]) if succeeded and "progress" in members else None
    if progress is not None and progress < 100:
        yield "succeeded-in-part"
