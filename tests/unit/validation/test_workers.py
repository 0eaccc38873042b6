"""A process that dies takes nothing with it: its tasks are done again, or the run ends and says why."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dspy_schema.errors import WorkerError
from dspy_schema.validation.workers import ATTEMPTS, Workers

if TYPE_CHECKING:
    from collections.abc import Callable

Task = tuple[int, str]


def square(task: Task) -> int:
    return task[0] ** 2


def die_at_first(task: Task) -> int:
    """Die once, at some of the tasks."""
    number, folder = task
    mark = Path(folder, str(number))
    if number % 3 == 0 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number**2


def die_at_five(task: Task) -> int:
    if task[0] == 5:
        Path(task[1], f"{os.getpid()}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task[0] ** 2


def fail_at_five(task: Task) -> int:
    if task[0] == 5:
        raise FileNotFoundError(2, "gone", "a file")
    return task[0] ** 2


def give_much(task: Task) -> bytes:
    """Give more than a pipe holds."""
    return b"x" * (1 << 20) + str(task[0]).encode()


def results(work: Callable[[Task], object], folder: Path, jobs: int = 3) -> list[object]:
    return [*Workers(work, [(number, str(folder)) for number in range(20)], jobs).results()]


@pytest.mark.parametrize("jobs", [1, 2, 3, 30])
def test_results_come_in_order(tmp_path: Path, jobs: int):
    assert results(square, tmp_path, jobs) == [number**2 for number in range(20)]


def test_results_that_are_larger_than_a_pipe(tmp_path: Path):
    assert results(give_much, tmp_path) == [b"x" * (1 << 20) + str(number).encode() for number in range(20)]


def test_tasks_of_a_process_that_died_are_done_by_another(tmp_path: Path):
    assert results(die_at_first, tmp_path) == [number**2 for number in range(20)]
    assert len([*tmp_path.iterdir()]) == 7


def test_a_task_that_ends_each_process_ends_the_run(tmp_path: Path):
    with pytest.raises(WorkerError, match=r"^a process of --jobs ended 3 times .* by SIGKILL; .* fewer --jobs$"):
        results(die_at_five, tmp_path)
    assert len([*tmp_path.iterdir()]) == ATTEMPTS


def test_an_error_is_raised(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="gone"):
        results(fail_at_five, tmp_path)
