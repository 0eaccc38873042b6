"""Runs scripts with the real systems, each in an environment that has them, once for all tests and test processes."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "examples" / "recording"
# Not the machine's: caikit writes local times.
ZONE = {"TZ": "Asia/Kolkata"}
# By environment, the first version of Python that cannot have it, and why; the Makefile makes none there.
LAST = {"caikit": ((3, 13), "caikit needs numpy 1, which has no release for Python 3.13 and later")}


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """The lines that a script prints, run by the Python of an environment in .venv, or by that of .venv itself."""
    base = tmp_path_factory.getbasetemp()
    return partial(_lines, base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


def _lines(shared: Path, script: Path, environment: str = "") -> list[dict[str, Any]]:
    if environment in LAST and sys.version_info >= LAST[environment][0]:
        pytest.skip(LAST[environment][1])
    printed = shared / f"{environment}-{script.stem}.jsonl"
    with open(printed.with_suffix(".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            printed.write_bytes(_run(script, ROOT / ".venv" / environment / "bin" / "python"))
    return [json.loads(each) for each in printed.read_bytes().splitlines()]


def _run(script: Path, python: Path) -> bytes:
    assert python.exists(), f"{python} is missing: `make test` makes the environments"
    done = subprocess.run([python, script], capture_output=True, check=False, env=os.environ | ZONE, timeout=300)
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    return done.stdout
