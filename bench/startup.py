"""Start to exit of the command line on one small file, beside Python that does nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from bench import commands, data, report, timing
from dspy_schema import artifacts

if TYPE_CHECKING:
    from pathlib import Path

    from bench.options import Options

BARE = "python -c pass"
VALID = "dspy-schema validate, a valid record"
FAULTY = "dspy-schema validate, one with a fault"
CROWDED = "the valid record, beside 150 other packages"
LINKML = "linkml-validate, the valid record"


def run(folder: Path, options: Options) -> dict[str, Any]:
    """Seconds from start to exit, and how many times those of bare Python they are."""
    line = data.make(folder, "one", 1, large=False).path.read_bytes()
    record = orjson.loads(line)
    valid, faulty, plain = (folder / name for name in ("valid.json", "faulty.json", "plain.json"))
    valid.write_bytes(line)
    faulty.write_bytes(orjson.dumps(record | {"id": None}))
    # linkml-validate does not know @type.
    plain.write_bytes(orjson.dumps({name: value for name, value in record.items() if name != "@type"}))
    ours, crowded = commands.installed("dspy-schema"), commands.script("dspy-schema")
    calls = {
        BARE: partial(commands.call, commands.installed("python"), "-c", "pass"),
        VALID: partial(commands.call, ours, "validate", str(valid)),
        FAULTY: partial(commands.call, ours, "validate", str(faulty)),
        CROWDED: partial(commands.call, crowded, "validate", str(valid)),
    }
    runs = timing.interleaved(calls, 7 if options.quick else 25)
    merged = artifacts.artifact_path("dspy.linkml.yaml")
    linkml = [commands.script("linkml-validate"), "-s", merged, "-C", record["@type"], str(plain)]
    slow = timing.interleaved({BARE: calls[BARE], LINKML: partial(commands.call, *linkml)}, 1 if options.quick else 2)
    rows = {name: (timing.seconds(runs, name), 1 / timing.speed_up(runs, name, BARE)) for name in runs}
    rows[LINKML] = (timing.seconds(slow, LINKML), 1 / timing.speed_up(slow, LINKML, BARE))
    report.table(
        "Start to exit, one small file", ("", "seconds", "ratio"), [(name, *row) for name, row in rows.items()]
    )
    return {
        "start": {name: {"seconds": row[0], "ratio": row[1]} for name, row in rows.items()},
        "measured": {"start": rows[VALID][1]},
    }
