"""How fast records are published, beside what users would write otherwise; one process."""

from __future__ import annotations

import os
from functools import cache, partial
from random import Random
from typing import TYPE_CHECKING, Any

import orjson

from bench import commands, data, memory, report, timing
from bench.records import reinforce_job, training_job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.options import Options

RECORDS = 4_000
OF_SLOW = 400
DSPY = "https://w3id.org/lmodel/dspy/"
BASE = f"{DSPY}record/"
ANY = ("train_data", "train_kwargs", "checkpoints")
PREDICATES = {"id": "http://schema.org/identifier", "name": "http://www.w3.org/2000/01/rdf-schema#label"}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
QUADS, DUMPER, PARSER = "pyoxigraph quads", "linkml rdflib_dumper, no Any", "orjson.loads"
CANONICAL, WRITTEN = "N-Triples, canonical", "N-Triples, as written"
LINES, WHOLE = "NDJSON-LD", "NDJSON-LD, checked and redacted"
PEAK = "publish, 100 MB"


def run(folder: Path, options: Options) -> dict[str, Any]:
    """Large records, all valid, to N-Triples and NDJSON-LD; and the peak memory of the command line."""
    count = RECORDS // (4 if options.quick else 1)
    path = folder / "publish.jsonl"
    random = Random(data.SEED)
    with path.open("wb") as file:
        file.writelines(orjson.dumps(_record(random, number)) + b"\n" for number in range(count))
    slow = count // (RECORDS // OF_SLOW)
    calls: dict[str, Callable[[], object]] = {
        PARSER: partial(parsed, path),
        QUADS: partial(quads, path, slow),
        DUMPER: partial(dumped, path, slow),
        CANONICAL: partial(written, path, "ntriples", "canonical"),
        WRITTEN: partial(written, path, "ntriples", "as-written"),
        LINES: partial(written, path, "ndjsonld", "canonical"),
        WHOLE: partial(published, path),
    }
    work = dict.fromkeys(calls, count) | {QUADS: slow, DUMPER: slow}
    for call in calls.values():
        call()  # not timed: imports and compiles what is needed
    runs = timing.interleaved(calls, options.repetitions)
    size = path.stat().st_size
    rows = {
        name: {
            "of_quads": timing.speed_up(runs, name, QUADS, work),
            "of_dumper": timing.speed_up(runs, name, DUMPER, work),
            "of_parser": timing.speed_up(runs, name, PARSER, work),
            "mb_per_second": size / 1e6 * work[name] / count / timing.seconds(runs, name),
        }
        for name in calls
    }
    title = f"Publishing, large records ({count} records, {size / 1e6:.0f} MB), relative to each of three"
    report.table(title, ("", QUADS, DUMPER, PARSER, "MB/s"), [(name, *row.values()) for name, row in rows.items()])
    measured = {
        "ntriples_quads": rows[WRITTEN]["of_quads"],
        "ntriples_dumper": rows[WRITTEN]["of_dumper"],
        "canonical_quads": rows[CANONICAL]["of_quads"],
        "canonical_dumper": rows[CANONICAL]["of_dumper"],
        "ndjsonld": rows[LINES]["of_parser"],
        "ndjsonld_whole": rows[WHOLE]["of_parser"],
        "publish_memory": _peak(folder),
    }
    return {"publishing": rows, "measured": measured}


def _record(random: Random, number: int) -> dict[str, Any]:
    make = training_job if random.random() < data.TRAINING_JOBS else reinforce_job
    return make(random, number, large=True)


def _lines(path: Path, count: int | None = None) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from (line for number, line in enumerate(file) if count is None or number < count)


def parsed(path: Path) -> None:
    """Parse each record."""
    for line in _lines(path):
        orjson.loads(line)


def quads(path: Path, count: int) -> None:
    """Build quads of the members of each record, any JSON values with sorted names, and serialise them."""
    import pyoxigraph as ox

    json_type = ox.NamedNode(f"{RDF}JSON")
    for line in _lines(path, count):
        record = orjson.loads(line)
        node = ox.NamedNode(BASE + record["id"].replace(":", "%3A"))
        built = [ox.Quad(node, ox.NamedNode(f"{RDF}type"), ox.NamedNode(DSPY + record.pop("@type")))]
        for name, value in record.items():
            predicate = ox.NamedNode(PREDICATES.get(name, DSPY + name))
            if name in ANY:
                text = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
                built.append(ox.Quad(node, predicate, ox.Literal(text, datatype=json_type)))
            elif isinstance(value, list):
                built += _list(node, predicate, value)
            else:
                built.append(ox.Quad(node, predicate, ox.Literal(value)))
        ox.serialize(built, format=ox.RdfFormat.N_TRIPLES)


def _list(node: Any, predicate: Any, values: list[Any]) -> Iterator[Any]:
    import pyoxigraph as ox

    for value in values:
        cell = ox.BlankNode()
        yield ox.Quad(node, predicate, cell)
        yield ox.Quad(cell, ox.NamedNode(f"{RDF}first"), ox.Literal(value))
        node, predicate = cell, ox.NamedNode(f"{RDF}rest")
    yield ox.Quad(node, predicate, ox.NamedNode(f"{RDF}nil"))


def dumped(path: Path, count: int) -> None:
    """Dump each record as linkml does, after taking out what it cannot dump: any JSON values."""
    from linkml_runtime.dumpers import rdflib_dumper

    from dspy_schema_model import dataclass_model

    for line in _lines(path, count):
        record = orjson.loads(line)
        class_ = getattr(dataclass_model, record.pop("@type"))
        instance = class_(**{name: value for name, value in record.items() if name not in ANY})
        rdflib_dumper.as_rdf_graph(instance, schemaview=_view(), prefix_map={"urn": "urn:"}).serialize(format="nt")


@cache
def _view() -> Any:
    from linkml_runtime.utils.schemaview import SchemaView

    from dspy_schema import artifacts

    return SchemaView(artifacts.read_artifact("dspy.linkml.yaml").decode())


def written(path: Path, to: str, json: Any) -> None:
    """Write each record, known to be valid, as the command line does; what is written goes nowhere."""
    import msgspec

    from dspy_schema.rdf.writers import Options, Target, create_writer

    write = create_writer(Options(to=Target(to), base=BASE, json=json)).record
    type_of = msgspec.json.Decoder(msgspec.defstruct("Type", [("type", str, msgspec.field(name="@type"))])).decode
    with open(os.devnull, "wb") as out:
        out.writelines(write(line, type_of(line).type) for line in _lines(path))  # type: ignore[attr-defined]


def published(path: Path) -> None:
    """Check, redact and write each record; what is written goes nowhere."""
    from dspy_schema.api import publish

    with open(os.devnull, "wb") as out:
        out.writelines(publish(path, "ndjsonld"))


def _peak(folder: Path) -> float:
    path = data.repeated(data.make(folder, "published", 2_500, large=True), memory.SIZES[-1])
    try:
        command = [commands.installed("dspy-schema"), "publish", "-q", str(path), "-o", os.devnull]
        peak = memory.peak(command) / 1e6
    finally:
        path.unlink()
    report.table("Peak memory of publishing", ("", "MB"), [(PEAK, peak)])
    return peak
