"""The command in a process of its own, for what only a process has: signals, pipes, terminals, closed streams."""

from __future__ import annotations

import array
import fcntl
import os
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(sys.executable).with_name("dspy-schema")
COMMAND = (
    [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-c", "import sys, dspy_schema.cli as c; sys.exit(c.main())"]
)
# A process that takes as long has come to nothing, however loaded the machine is.
LIMIT = 300
# Variables of the caller that change what is printed.
FOREIGN = {"COLUMNS", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"}


def environment(**changes: str) -> dict[str, str]:
    """The caller's environment, without what changes what is printed."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN} | changes


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in which `{command}` stands for the command."""
    command = " ".join(f"'{part}'" for part in COMMAND)
    return subprocess.run(
        ["bash", "-c", line.format(command=command)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something has happened; it must."""
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, "what was waited for has not happened"
        time.sleep(0.005)


def send(pipe: int, lines: bytes) -> None:
    """Write lines to a pipe, and wait until its reader is done with them, since it asks for more."""
    for text in (lines, b"\n"):  # a blank line, which is no record, is read when all before it is done
        view = memoryview(text)
        while view:
            view = view[os.write(pipe, view) :]
        wait_for(lambda: _is_drained(pipe))


def _is_drained(pipe: int) -> bool:
    left = array.array("i", [1])
    fcntl.ioctl(pipe, termios.FIONREAD, left)
    return not left[0]


def run_process(
    *arguments: object,
    cwd: Path,
    env: dict[str, str] | None = None,
    input: str = "",  # noqa: A002  # as subprocess.run has it
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(**(env or {})),
        input=input,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )


def peak_memory(*arguments: object, cwd: Path) -> int:
    """Run the command, which must succeed; return the kilobytes that it took at most."""
    # A process counts what its parent held when it was started: this small one stands between.
    launcher = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", launcher, *COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    return int(done.stdout)
