"""Makes examples/vendors: runs real jobs of DSPy, the openai SDK, Arbor's client and caikit, and keeps their records.

    python examples/recording [FOLDER]

The environments that the scripts need are in .venv, where `make` puts them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE.parents[1] / ".venv"

Lines = list[dict[str, Any]]
Run = Callable[..., Lines]


def main(folder: Path) -> None:
    for name, records in FILES.items():
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records(lines))
        (folder / name).write_text(text, encoding="utf-8")


def lines(script: Path, environment: str = "") -> Lines:
    """The lines that a script prints, run in the main environment or in one inside it."""
    python = ENVIRONMENTS / environment / "bin" / "python"
    done = subprocess.run([python, script], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def openai_records(run: Run) -> Iterator[Any]:
    """What the API answered about DSPy's jobs, and about jobs that DSPy cannot ask for."""
    yield from (json.loads(record["wire"]) for record in run(HERE / "dspy_jobs.py"))
    for entry in run(HERE / "openai_jobs.py"):
        if entry["step"] == "succeeded" and entry["name"] in ("supervised", "dpo", "reinforcement multi"):
            yield json.loads(entry["wire"])


def dspy_records(run: Run) -> Iterator[Any]:
    """The job and the run of each of DSPy's jobs, when it was over."""
    for item in [*run(HERE / "dspy_jobs.py"), *run(HERE / "arbor_jobs.py", "dspy-3.3.1")]:
        if item["step"] in ("after", "terminated"):
            yield from (item["job"], item["run"])


def arbor_records(run: Run) -> Iterator[Any]:
    """What Arbor's server answered about a job at each step."""
    return (record["raw"] for record in run(HERE / "arbor_jobs.py", "dspy-3.3.1"))


def caikit_records(run: Run) -> Iterator[Any]:
    """Trainings as caikit's Python library and its runtime tell them."""
    return (record["record"] for record in run(HERE / "caikit_jobs.py", "caikit"))


FILES: dict[str, Callable[[Run], Iterator[Any]]] = {
    "openai.jsonl": openai_records,
    "dspy.jsonl": dspy_records,
    "arbor.jsonl": arbor_records,
    "caikit.jsonl": caikit_records,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "vendors")
