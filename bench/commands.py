"""Run commands as a user does, with the interpreter and the scripts of this environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PYTHON = sys.executable


def script(name: str) -> str:
    """Path of a command that this environment has."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        raise FileNotFoundError(f"no {name} beside {sys.executable}")
    return found


def call(*command: str, folder: Path | None = None) -> None:
    """Run a command without its output; 1, which says that there are findings, is no failure."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
