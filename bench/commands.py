"""Run commands as a user does, with the interpreter and the scripts of this environment."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

PYTHON = sys.executable


def script(name: str) -> str:
    """Path of a command that this environment has."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        raise FileNotFoundError(f"no {name} beside {sys.executable}")
    return found


@cache
def installed(name: str) -> str:
    """Path of a command, or of `python`, in an environment with nothing but this package, as `pip install .` makes it.

    Other packages change what is measured: msgspec, for one, imports typing_extensions wherever that is installed.
    """
    folder = Path(tempfile.mkdtemp(prefix="bench-installed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    call(PYTHON, "-m", "venv", str(folder))
    call(str(folder / "bin/pip"), "install", "--quiet", "--no-index", "--find-links", ".venv/wheels", ".")
    return str(folder / "bin" / name)


def call(*command: str, folder: Path | None = None) -> None:
    """Run a command without its output; 1, which says that there are findings, is no failure."""
    done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
