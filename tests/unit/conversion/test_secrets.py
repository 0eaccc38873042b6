"""Conversion takes secrets out, whatever member holds them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.many import for_each
from tests.unit.secrets.samples import KEYS

from dspy_schema.conversion.pipeline import convert_batches
from dspy_schema.records.batch import Batch
from dspy_schema.validation import Checker

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("data/vendor/valid").glob("*.json"))


@for_each("path", EXAMPLES, lambda path: path.stem)
def test_no_text_of_a_record_carries_a_secret_into_its_conversion(path: Path):
    """Also not where uniform records are converted at once: a key in the place of each text in turn."""
    record = json.loads(path.read_bytes())
    type_ = path.name.partition("-")[0].replace(".", ":", 1)
    key = KEYS[0]
    for place in _texts(record, ()):
        changed = json.loads(path.read_bytes())
        holder = changed
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = key
        line = json.dumps(changed, separators=(",", ":")).encode() + b"\n"
        for count in (1, 2):  # nothing stands before the texts of the first record
            batch = Batch(source="", texts=[line] * count, lines=count)
            for converted in convert_batches([batch], Checker(type_), "dspy"):
                assert key.encode() not in converted.encode(), place


def _texts(value: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if isinstance(value, str):
        return [path]
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [item for key, child in children for item in _texts(child, (*path, key))]
