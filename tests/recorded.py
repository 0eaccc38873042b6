"""What other programs print, kept until something that it depends on changes: starting them takes seconds or minutes.

A fresh clone has nothing kept, and runs them; so does a run after `make clean`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache" / "recorded"


def recorded(name: str, depends_on: Iterable[str | bytes], run: Callable[[], bytes]) -> bytes:
    """Return what `run` gives, or gave when all that it depends on was the same; test processes run it once."""
    digest = hashlib.sha256()
    for part in depends_on:
        digest.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"{name}-{digest.hexdigest()[:32]}"
    with open(path.with_suffix(".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            partial = path.with_suffix(f".{os.getpid()}")
            partial.write_bytes(run())
            partial.replace(path)
        return path.read_bytes()


def files_below(*folders: Path) -> list[bytes]:
    """Return the names and contents of the files that are in folders, or below, but for what Python compiled."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [
        part
        for path in paths
        if "__pycache__" not in path.parts
        for part in (str(path.relative_to(ROOT)).encode(), path.read_bytes())
    ]


def packages_of(environment: Path) -> list[str]:
    """Return the names and versions of the packages in a virtual environment, and of its Python."""
    return sorted(path.name for path in environment.glob("lib/python*/site-packages/*.dist-info")) + [
        path.name for path in environment.glob("lib/python*")
    ]
