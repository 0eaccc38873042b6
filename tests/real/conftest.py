"""Runs scripts with the real systems, each in an environment that has them, where nothing is kept of the last run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.recorded import files_below, packages_of, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "examples" / "recording"
# Not the machine's: caikit writes local times.
ZONE = {"TZ": "Asia/Kolkata"}
# By environment, the first version of Python that cannot have it, and why; the Makefile makes none there.
LAST = {"caikit": ((3, 13), "caikit needs numpy 1, which has no release for Python 3.13 and later")}


@pytest.fixture(scope="session")
def lines() -> Callable[..., list[dict[str, Any]]]:
    """The lines that a script prints, run by the Python of an environment in .venv, or by that of .venv itself.

    They are kept until the script, what is beside it, this package, or a package of the environment changes.
    """
    package = files_below(ROOT / "src" / "dspy_schema", ROOT / "generated" / "dspy_schema_model")

    def run(script: Path, environment: str = "") -> list[dict[str, Any]]:
        if environment in LAST and sys.version_info >= LAST[environment][0]:
            pytest.skip(LAST[environment][1])
        home = ROOT / ".venv" / environment
        depends_on = [*files_below(script.parent), *package, *packages_of(home), *ZONE.values()]
        printed = recorded(script.stem, depends_on, lambda: _run(script, home / "bin" / "python"))
        return [json.loads(line) for line in printed.splitlines()]

    return run


def _run(script: Path, python: Path) -> bytes:
    assert python.exists(), f"{python} is missing: `make test` makes the environments"
    done = subprocess.run([python, script], capture_output=True, check=False, env=os.environ | ZONE, timeout=1200)
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    return done.stdout
