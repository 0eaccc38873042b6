"""Run the benchmarks: `python -m bench [--quick] [PART ...]`, at the project's root."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from bench import (
    alignment,
    conversion,
    detection,
    generation,
    growth,
    memory,
    options,
    parallel,
    publishing,
    report,
    startup,
    store,
    throughput,
)

PARTS = {
    "throughput": throughput.run,
    "conversion": conversion.run,
    "publishing": publishing.run,
    "store": store.run,
    "jobs": parallel.run,
    "memory": memory.run,
    "growth": growth.run,
    "detection": detection.run,
    "start": startup.run,
    "mappings": alignment.run,
    "codegen": generation.run,
}


def main() -> None:
    """Run the parts, print their tables and the targets, and write bench/results.json."""
    chosen = options.parse(PARTS)
    results: dict[str, Any] = {"quick": chosen.quick}
    measured: dict[str, float] = {}
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in chosen.parts:
            result = PARTS[part](Path(folder), chosen)
            measured |= result.pop("measured", {})
            results |= result
    report.targets(measured)
    results["targets"] = measured
    report.save(results)
    print(f"\n{time.perf_counter() - start:.0f} s; {report.RESULTS} has the numbers")


if __name__ == "__main__":
    main()
