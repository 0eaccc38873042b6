"""Records come back from what jsonld.js makes of published JSON-LD, but for what the guide lists."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.site.needs import LIBRARIES

import dspy_schema

DATA = Path(__file__).parents[1] / "data"
TYPES = ("TrainingJob", "ReinforceJob", "TrainingRun")
# A document a line is read; its N-Quads, or the expanded or flattened document, are written as JSON, one a line.
SCRIPT = """
const jsonld = require('jsonld');
const refuse = async (address) => { throw new Error(`${address} is fetched`); };
const options = { documentLoader: refuse };
(async () => {
  for (const line of require('fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
    const { way, document } = JSON.parse(line);
    let found = document;
    if (way === 'expanded') found = await jsonld.expand(document, options);
    if (way === 'flattened') found = await jsonld.flatten(document, null, options);
    if (way === 'quads') found = await jsonld.toRDF(document, { ...options, format: 'application/n-quads' });
    console.log(JSON.stringify(found));
  }
})().catch((error) => { console.error(error); process.exit(1); });
"""
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (LIBRARIES / "jsonld").is_dir(), reason="jsonld.js is what npm installs"
)


def process(documents: list[Any], way: str) -> list[Any]:
    lines = "".join(json.dumps({"way": way, "document": document}) + "\n" for document in documents)
    done = subprocess.run(
        ["node", "-e", SCRIPT], input=lines, capture_output=True, text=True, check=False, cwd=LIBRARIES.parent
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def published(record: Any) -> Any:
    return json.loads(b"".join(dspy_schema.publish(record, "jsonld", on_finding=lambda _: None, keep_secrets=True)))


def read(tmp_path: Path, result: Any) -> list[Any]:
    path = tmp_path / ("again.nq" if isinstance(result, str) else "again.jsonld")
    path.write_text(result if isinstance(result, str) else json.dumps(result), encoding="utf-8")
    return sorted((record.value for record in dspy_schema.read(path)), key=lambda record: str(record["id"]))


def corpus() -> list[Any]:
    """What is in the examples of records, each with its type."""
    paths = [path for path in sorted((DATA / "valid").glob("*.json")) if path.stem.partition("-")[0] in TYPES]
    return [{"@type": path.stem.partition("-")[0]} | json.loads(path.read_bytes()) for path in paths]


@pytest.mark.parametrize("way", ["quads", "expanded", "flattened"])
def test_the_examples_come_back(tmp_path: Path, way: str) -> None:
    records = [record for record in corpus() if not has_tiny_number(record)]
    results = process([published(record) for record in records], way)
    assert len(results) == len(records) > 10
    for record, result in zip(records, results, strict=True):
        assert read(tmp_path, result) == [record], record


def has_tiny_number(value: Any) -> bool:
    """Whether a member is a number that JavaScript writes with an exponent and without a point."""
    if isinstance(value, float):
        return 0 < abs(value) < 1e-6 and "." not in repr(value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(has_tiny_number, children))


@pytest.mark.parametrize("way", ["quads", "expanded", "flattened"])
def test_what_json_and_rdf_do_not_keep_is_restored(tmp_path: Path, way: str) -> None:
    record = {
        "@type": "TrainingRun",
        "id": "a b/é😀",
        "job": "j",
        "name": None,
        "cost": 12345678901234567890,
        "seed": 123456789012345678901,
        "progress": 50.0,
        "losses": [{"loss": 0.30000000000000004, "step": None}, {"loss": 1.5e-7}],
        "training_data": ["x", "x"],
        "extra": {"a": [1.0, None, {}, [], [[1]], 2**60, 1e-7, "\u2028"], "@id": "urn:x"},
    }
    [result] = process([published(record)], way)
    assert read(tmp_path, result) == [record]


def test_what_it_does_not_keep(tmp_path: Path) -> None:
    """It takes numbers that JavaScript writes as `1e-7` for integers; in JSON values they stay."""
    run = {"@type": "TrainingRun", "id": "r", "job": "j", "cost": 1e-7}
    [result] = process([published(run)], "quads")
    assert read(tmp_path, result) == [run | {"cost": 0}]
