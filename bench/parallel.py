"""Two processes beside one, on one large file."""

from __future__ import annotations

import subprocess
from functools import partial
from typing import TYPE_CHECKING, Any

from bench import commands, data, report, timing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.options import Options

SIZE = 800_000_000
SPIN = (commands.PYTHON, "-c", "for _ in range(15_000_000): pass")


def run(folder: Path, options: Options) -> dict[str, Any]:
    """The command line with --jobs 2 and --jobs 1: seconds, and whether the reports are the same bytes."""
    base = data.make(folder, "jobs", 5_000, large=True)
    path = data.repeated(base, SIZE // (8 if options.quick else 1))
    outputs = {jobs: folder / f"jobs-{jobs}.out" for jobs in ("1", "2")}
    calls: dict[str, Callable[[], object]] = {
        jobs: partial(_validate, path, jobs, output) for jobs, output in outputs.items()
    }
    # What the machine can give at this moment: twice the work on two processes, beside one.
    calls |= {f"spin-{count}": partial(_spin, count) for count in (1, 2)}
    runs = timing.interleaved(calls, 3 if options.quick else 5)
    same = outputs["1"].read_bytes() == outputs["2"].read_bytes()
    ratio = timing.speed_up(runs, "2", "1")
    possible = 2 * timing.speed_up(runs, "spin-2", "spin-1")
    findings = outputs["1"].read_bytes().count(b"\n")
    size = path.stat().st_size / 1e6
    path.unlink()
    report.table(
        f"Processes, {size:.0f} MB of large records, the command line from start to exit",
        ("", "seconds", "ratio"),
        [
            ("--jobs 1", timing.seconds(runs, "1"), 1.0),
            ("--jobs 2", timing.seconds(runs, "2"), ratio),
            ("two busy loops: what the machine had to give", timing.seconds(runs, "spin-2"), possible),
        ],
    )
    print(f"  {findings} findings, {'the same bytes' if same else 'NOT THE SAME BYTES'}")
    return {
        "jobs": {"ratio": ratio, "possible": possible, "same_bytes": same, "seconds": runs},
        "measured": {"jobs": ratio},
    }


def _spin(count: int) -> None:
    for process in [subprocess.Popen(SPIN) for _ in range(count)]:
        process.wait()


def _validate(path: Path, jobs: str, output: Path) -> None:
    commands.call(
        commands.installed("dspy-schema"),
        "validate",
        str(path),
        "--jobs",
        jobs,
        "--output-format",
        "jsonl",
        "-o",
        str(output),
    )
