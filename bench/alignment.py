"""Check all mappings, from start to exit; the reference tool checks the form of SSSOM only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import commands, report, timing
from dspy_schema import artifacts

if TYPE_CHECKING:
    from bench.options import Options

BARE = "python -c pass"
OURS = "dspy-schema mappings check, all rules"
REFERENCE = "sssom validate, the form of the same rows in one file"
SCHEMA = Path("schema")


def run(folder: Path, options: Options) -> dict[str, Any]:  # noqa: ARG001  # every part has a working folder
    """Measure the seconds from start to exit, and their ratio to those of bare Python."""
    merged = artifacts.artifact_path(artifacts.FORMATS["sssom"])
    calls = {
        BARE: partial(commands.call, commands.installed("python"), "-c", "pass"),
        OURS: partial(commands.call, commands.installed("dspy-schema"), "mappings", "check", "-q", str(SCHEMA)),
    }
    runs = timing.interleaved(calls, 7 if options.quick else 25)
    validate = partial(commands.call, commands.script("sssom"), "validate", merged)
    slow = timing.interleaved({BARE: calls[BARE], REFERENCE: validate}, 1 if options.quick else 3)
    rows = {name: (timing.seconds(runs, name), 1 / timing.speed_up(runs, name, BARE)) for name in runs}
    rows[REFERENCE] = (timing.seconds(slow, REFERENCE), 1 / timing.speed_up(slow, REFERENCE, BARE))
    lines = Path(merged).read_text(encoding="utf-8").splitlines()
    mappings = sum(not line.startswith("#") for line in lines) - 1
    report.table(
        f"Start to exit, {mappings} mappings", ("", "seconds", "ratio"), [(name, *row) for name, row in rows.items()]
    )
    return {
        "mappings": {name: {"seconds": row[0], "ratio": row[1]} for name, row in rows.items()},
        "measured": {"mappings": rows[OURS][0]},
    }
