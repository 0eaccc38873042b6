"""How fast records are checked, beside other ways to do it; one process."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from bench import data, report, timing
from bench.contestants import LINKML, OURS, PARSER, SHARE, contestants

if TYPE_CHECKING:
    from pathlib import Path

    from bench.contestants import Contestant
    from bench.options import Options

RECORDS = {"large": 3_000, "small": 60_000}


def run(folder: Path, options: Options) -> dict[str, Any]:
    """Both kinds of records with all contestants; then as json.dumps writes them, with the fastest few."""
    rows: dict[str, Any] = {}
    every = contestants()
    few = {name: every[name] for name in (PARSER, OURS, "jsonschema-rs")}
    for kind, count in RECORDS.items():
        records = count // (6 if options.quick else 1)
        compact = data.make(folder, kind, records, large=kind == "large", write=orjson.dumps)
        rows[kind] = _measure(compact, every, options.repetitions)
        spaced = data.make(folder, f"{kind}, json.dumps", records, large=kind == "large", write=data.with_spaces)
        rows[spaced.name] = _measure(spaced, few, options.repetitions)
    measured = {kind: rows[kind][OURS]["ratio"] for kind in RECORDS}
    measured |= {f"{kind}_linkml": rows[kind][OURS]["ratio"] / rows[kind][LINKML]["ratio"] for kind in RECORDS}
    return {"throughput": rows, "measured": measured}


def _measure(whole: data.Data, those: dict[str, Contestant], repetitions: int) -> dict[str, Any]:
    files = {name: data.prefix(whole, int(whole.records * SHARE.get(name, 1))) for name in those}
    # The first pass, which is not timed, imports and compiles what a contestant needs.
    found = {name: contestant(files[name].path) for name, contestant in those.items()}
    calls = {name: partial(contestant, files[name].path) for name, contestant in those.items()}
    runs = timing.interleaved(calls, repetitions)
    work = {name: file.bytes for name, file in files.items()}
    rows = {
        name: {
            "ratio": timing.speed_up(runs, name, PARSER, work),
            "mb_per_second": file.bytes / 1e6 / timing.seconds(runs, name),
            "records_per_second": round(file.records / timing.seconds(runs, name)),
            "found": found[name],
            "faulty": file.faulty,
        }
        for name, file in files.items()
    }
    report.table(
        f"Throughput, {whole.name} ({whole.records} records, {whole.bytes / 1e6:.0f} MB), relative to {PARSER} alone",
        ("", "ratio", "MB/s", "records/s", "faults found", "of"),
        [(name, *row.values()) for name, row in rows.items()],
    )
    return rows
