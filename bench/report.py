"""Plain aligned tables, and the file of results."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RESULTS = Path("bench/results.json")
PACKAGES = ("jsonschema", "jsonschema-rs", "linkml", "msgspec", "orjson", "pydantic", "pysimdjson")


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    cells = [list(head), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    print(f"\n{title}")
    for first, *others in cells:
        right = "  ".join(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print(f"  {first.ljust(widths[0])}  {right}".rstrip(), flush=True)


def targets(measured: Mapping[str, float]) -> None:
    """Print what was measured beside what is wanted."""
    rows = [
        (
            target.name,
            f"{measured[key]:.3g} {target.unit}",
            target.wanted,
            "met" if target.is_met(measured[key]) else "NOT MET",
        )
        for key, target in TARGETS.items()
        if key in measured
    ]
    table("Targets", ("", "measured", "wanted", ""), rows)


def save(results: dict[str, Any]) -> None:
    """Write the results, and what they were measured with, as JSON."""
    machine = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}
    packages = {name: _version(name) for name in PACKAGES}
    RESULTS.write_text(json.dumps({"machine": machine, "packages": packages, **results}, indent=1) + "\n")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _text(cell: object) -> str:
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)
