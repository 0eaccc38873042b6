"""Each format writes what its golden file holds; run pytest with UPDATE_GOLDEN=1 to write those anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dspy_schema.reporters.registry import REPORTERS

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "text": "text.txt",
    "json": "json.json",
    "jsonl": "jsonl.jsonl",
    "junit": "junit.xml",
    "sarif": "sarif.json",
    "github": "github.txt",
}
SOURCES = ("jobs/good.jsonl", "jobs/train.jsonl")


def test_every_format_has_a_golden_file() -> None:
    assert FILES.keys() == REPORTERS.keys()
    assert sorted(FILES.values()) == sorted(path.name for path in GOLDEN.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_golden(name, render):
    written = render(name, sources=SOURCES)
    if name == "sarif":
        written = _without_what_changes(written)
    path = GOLDEN / FILES[name]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(written)
    assert written.decode() == path.read_bytes().decode()


def _without_what_changes(log: bytes) -> bytes:
    """The log, laid out for reading, without the version and the catalogue's texts."""
    tree = json.loads(log)
    driver = tree["runs"][0]["tool"]["driver"]
    driver["version"] = "0"
    driver["rules"] = [rule["id"] for rule in driver["rules"]]
    return (json.dumps(tree, indent=1, ensure_ascii=False) + "\n").encode()
