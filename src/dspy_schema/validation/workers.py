"""Processes that share tasks (--jobs): a task of one that dies is done again by another, and none is waited for."""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing import connection, get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from dspy_schema.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


Task = TypeVar("Task")
Result = TypeVar("Result")
ATTEMPTS = 3
"""How often a task is begun, before what ends its process is taken to be the task itself."""
# The next task waits in the pipe of a process, so that none is idle while the results of others are used.
_TASKS_AT_ONCE = 2


class _Worker(msgspec.Struct, eq=False):
    """A process, the parent's end of its pipe, and the numbers of the tasks that it has got."""

    process: Any
    pipe: Any
    tasks: deque[int]


class Workers(Generic[Task, Result]):
    """Does tasks on several processes.

    Each process has a pipe of its own: one that is killed in the middle of a message keeps no lock that others need,
    and its pipe ends. When the parent is killed, the pipes of its processes end, and so do they.
    """

    def __init__(self, work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int) -> None:
        self._work = work
        self._tasks = tasks
        self._left = deque(range(len(tasks)))
        self._attempts: Counter[int] = Counter()
        # Forking is fastest, and safe only where no other thread may hold a lock.
        self._forks = "fork" in get_all_start_methods() and threading.active_count() == 1
        self._context: Any = get_context("fork" if self._forks else "spawn")
        self._jobs = min(jobs, len(tasks))
        self._workers: list[_Worker] = []

    def results(self) -> Generator[Result, None, None]:
        """Yield the results in the order of the tasks; raises what a task raises, and WorkerError."""
        done: dict[int, Result] = {}
        try:
            for number in range(len(self._tasks)):
                while number not in done:
                    self._employ()
                    for number_done, result in self._receive():
                        if isinstance(result, BaseException):
                            raise result
                        done[number_done] = result
                yield done.pop(number)
        finally:
            for worker in self._workers:
                worker.process.terminate()
            for worker in self._workers:
                worker.process.join()
                worker.pipe.close()

    def _employ(self) -> None:
        """Start what processes are missing, and hand out tasks."""
        while len(self._workers) < self._jobs and self._left:
            self._workers.append(self._start())
        # In turns, so that the last tasks are shared.
        for count in range(1, _TASKS_AT_ONCE + 1):
            for worker in self._workers:
                if self._left and len(worker.tasks) < count:
                    worker.tasks.append(self._left.popleft())
                    # Where it has died, its tasks are given back when that is seen.
                    with suppress(OSError):
                        worker.pipe.send(self._tasks[worker.tasks[-1]])

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        # Kept open in a fork, these would hide from the others that the parent has gone.
        inherited = [ours, *(worker.pipe for worker in self._workers)] if self._forks else []
        process: BaseProcess = self._context.Process(target=_serve, args=(self._work, theirs, inherited), daemon=True)
        with _hold_signals() if self._forks else nullcontext():
            process.start()
        theirs.close()
        return _Worker(process, ours, deque())

    def _receive(self) -> Iterator[tuple[int, Any]]:
        """Wait for results, or the end of a process; yield the numbers of tasks, and their results."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in connection.wait([*by_pipe]):
            worker = by_pipe[pipe]
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                self._give_back(worker)
            else:
                yield worker.tasks.popleft(), result

    def _give_back(self, worker: _Worker) -> None:
        """Let others do the tasks of a process that has died."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if worker.tasks:
            self._attempts[worker.tasks[0]] += 1
            if self._attempts[worker.tasks[0]] >= ATTEMPTS:
                raise WorkerError(_describe_end(worker.process.exitcode))
            self._left.extendleft(reversed(worker.tasks))


# A fork has the parent's handlers until it has set its own: what is sent to it before that waits.
_HELD = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def _hold_signals() -> Generator[None, None, None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _describe_end(code: int | None) -> str:
    how = f"status {code}"
    if code is not None and code < 0:
        with suppress(ValueError):
            how = signal.Signals(-code).name
    return (
        f"a process of --jobs ended {ATTEMPTS} times on the same records, by {how}; where memory is short, "
        "use fewer --jobs"
    )


def _serve(work: Callable[[Any], Any], pipe: Connection, inherited: Sequence[Connection]) -> None:
    """Do tasks until the pipe ends."""
    # An interrupt is for the parent, which reports its findings and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if inherited:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    for other in inherited:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            task = pipe.recv()
            pipe.send(_do(work, task))


def _do(work: Callable[[Any], Any], task: Any) -> Any:
    try:
        return work(task)
    except Exception as error:  # raised again in the parent
        return error
