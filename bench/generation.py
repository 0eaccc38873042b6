"""Code generation in one process, beside linkml's separate commands for the same artefacts."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

from bench import commands, report, timing

if TYPE_CHECKING:
    from pathlib import Path

    from bench.options import Options

GENERATORS = (
    "gen-python",
    "gen-pydantic",
    "gen-json-schema",
    "gen-shacl",
    "gen-jsonld-context",
    "gen-owl",
    "gen-linkml",
)
SOURCES = ("schema", "generated", "src/dspy_schema_build/codegen")
MODULE = ("-m", "dspy_schema_build.codegen")


def run(folder: Path, options: Options) -> dict[str, Any]:
    """Everything made anew in a copy of the project; then the same command with nothing to do."""
    copy = folder / "project"
    for source in SOURCES:
        shutil.copytree(source, copy / source, ignore=shutil.ignore_patterns("__pycache__"))
    here = partial(commands.call, folder=copy)
    calls = {name: partial(here, commands.script(name), "schema/dspy.yaml") for name in GENERATORS}
    calls["ours"] = partial(here, commands.PYTHON, *MODULE, "--force")
    runs = timing.interleaved(calls, 1 if options.quick else 2)
    idle = timing.interleaved({"ours": partial(here, commands.PYTHON, *MODULE)}, 3 if options.quick else 9)
    runs["separate"] = [sum(item) for item in zip(*(runs[name] for name in GENERATORS), strict=True)]
    ratio, unchanged = 1 / timing.speed_up(runs, "ours", "separate"), timing.seconds(idle, "ours")
    rows = [(name, timing.seconds(runs, name), "") for name in GENERATORS]
    rows.append(("all of these", timing.seconds(runs, "separate"), "1"))
    rows.append(("dspy_schema_build.codegen --force", timing.seconds(runs, "ours"), f"{ratio:.2f}"))
    rows.append(
        ("dspy_schema_build.codegen, nothing changed", unchanged, f"{unchanged / timing.seconds(runs, 'separate'):.4f}")
    )
    report.table("Code generation", ("", "seconds", "ratio"), rows)
    return {
        "codegen": {"seconds": runs, "unchanged": unchanged},
        "measured": {"codegen": ratio, "unchanged": unchanged},
    }
