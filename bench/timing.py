"""Interleaved measurements: contestants take turns in shuffled order, so that a noisy moment hits all of them."""

from __future__ import annotations

import gc
import random
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Runs = dict[str, list[float]]


def interleaved(calls: Mapping[str, Callable[[], object]], repetitions: int) -> Runs:
    """Seconds of each call in each repetition; all of them run in every repetition, in another order."""
    order = random.Random(repetitions)
    # What others have imported before is no work of those that are measured now.
    gc.collect()
    gc.freeze()
    runs: Runs = {name: [] for name in calls}
    for _ in range(repetitions):
        for name in order.sample(sorted(calls), len(calls)):
            start = time.perf_counter()
            calls[name]()
            runs[name].append(time.perf_counter() - start)
    return runs


def speed_up(runs: Runs, name: str, of: str, work: Mapping[str, int] | None = None) -> float:
    """How many times as fast `name` is as `of`: the median of the ratios of each repetition.

    `work` says how much each of them had to do, where they did not do the same.
    """
    share = work[name] / work[of] if work else 1.0
    return statistics.median(other / own * share for own, other in zip(runs[name], runs[of], strict=True))


def seconds(runs: Runs, name: str) -> float:
    """The median of the seconds of a call."""
    return statistics.median(runs[name])
