"""With --jobs, processes that are killed cost nothing, and none stays when the run itself is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tests.acceptance.processes import COMMAND, LIMIT, environment, run_process, wait_for

# Each line has a finding: its check takes long enough for the processes to be seen.
LINES = ('{"id": 1, "model": "' + "m" * 900 + '"}\n') * 12_000

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc lists the processes")


def children(process: subprocess.Popen[str]) -> list[int]:
    try:
        return [int(name) for name in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    except OSError:
        return []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def start(folder: Path) -> subprocess.Popen[str]:
    (folder / "many.jsonl").write_text(LINES)
    return subprocess.Popen(
        [*COMMAND, "validate", "-q", "--jobs", "2", "many.jsonl", "-o", "report"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment(),
    )


def test_a_killed_process_costs_nothing(tmp_path: Path):
    with start(tmp_path) as process:
        wait_for(lambda: bool(children(process)))
        os.kill(children(process)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=LIMIT)
    assert (process.returncode, err) == (1, "")
    one = run_process("validate", "-q", "many.jsonl", cwd=tmp_path).stdout
    assert (tmp_path / "report").read_text() == one


def test_processes_that_are_killed_again_and_again_end_the_run(tmp_path: Path):
    (tmp_path / "report").write_text("the report of yesterday")
    with start(tmp_path) as process:
        while process.poll() is None:
            for pid in children(process):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 2
    assert err.startswith("dspy-schema: a process of --jobs ended 3 times")
    assert (tmp_path / "report").read_text() == "the report of yesterday"


def test_none_stays_when_the_run_is_killed(tmp_path: Path):
    with start(tmp_path) as process:
        wait_for(lambda: len(children(process)) == 2 or process.poll() is not None)
        pids = children(process)
        process.kill()
    assert pids
    wait_for(lambda: not any(map(is_running, pids)))
