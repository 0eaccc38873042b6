"""Peak memory of the command line on files of two sizes: it must not grow with the file."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

from bench import commands, data, report

if TYPE_CHECKING:
    from pathlib import Path

    from bench.options import Options

SIZES = (20_000_000, 100_000_000)
# A process counts what its parent held when it was started: this small one stands between.
_LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""


def run(folder: Path, _: Options) -> dict[str, Any]:
    """Peak resident memory in MB by the size of the file, for one process and for the largest of two."""
    if sys.platform == "win32":
        print("\nPeak memory is not measured on Windows.")
        return {}
    base = data.make(folder, "memory", 2_500, large=True)
    peaks = {}
    for size in SIZES:
        path = data.repeated(base, size)
        for jobs in ("1", "2"):
            peaks[f"{size // 1_000_000} MB, --jobs {jobs}"] = _peak(path, jobs) / 1e6
        path.unlink()
    report.table("Peak memory of the command line", ("", "MB"), peaks.items())
    return {"memory": peaks, "measured": {"memory": max(peaks.values())}}


def _peak(path: Path, jobs: str) -> int:
    return peak([commands.installed("dspy-schema"), "validate", str(path), "--jobs", jobs])


def peak(command: list[str]) -> int:
    """Peak resident memory, in bytes, of a command or of the largest of its processes."""
    launched = subprocess.run([commands.PYTHON, "-S", "-c", _LAUNCHER, *command], capture_output=True, check=True)
    return int(launched.stdout)
