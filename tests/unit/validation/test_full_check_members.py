"""A record that is skimmed has the findings of one that is parsed whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.many import for_each

from dspy_schema import artifacts
from dspy_schema.validation import full_check
from dspy_schema.validation.full_check import parse_typed_members

DATA = Path(__file__).parents[2] / "data"
RECORDS = tuple(artifacts.load_types().records)
EXAMPLES = [
    path
    for kind in ("valid", "invalid")
    for path in sorted((DATA / kind).glob("*.json"))
    if path.stem.partition("-")[0] in RECORDS
]
LARGE = {"messages": [{"role": "user", "content": "x" * 3000}]}
CHANGES = [
    {},
    {"train_data": [LARGE] * 3},
    {"train_data": LARGE},
    {"train_kwargs": [LARGE], "extra": LARGE},
    {"checkpoints": {"a": LARGE}, "last_checkpoint": "b"},
    {"checkpoints": [LARGE], "last_checkpoint": "b"},
    {"run_checkpoints": [{"name": "a", "metadata": LARGE, "step": "x"}]},
    {"unheard of": LARGE},
    {"@type": "Nothing", "train_data": [LARGE]},
]


def outcome(text: bytes, type_: str | None, *, skimmed: bool) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(full_check, "WORTH_SPLITTING", 0 if skimmed else len(text) + 1)
        return full_check.check_record(text, type_)


@for_each("path", EXAMPLES, lambda path: path.stem)
@for_each("change", CHANGES, lambda change: "+".join(change) or "as it is")
def test_skimming_changes_no_finding(path: Path, change: dict[str, object]) -> None:
    record = json.loads(path.read_bytes())
    text = json.dumps(record | change if isinstance(record, dict) else record).encode()
    for type_ in (None, path.stem.partition("-")[0]):
        assert outcome(text, type_, skimmed=True) == outcome(text, type_, skimmed=False)


@pytest.mark.parametrize(
    "text",
    [
        b'{"id":"a","train_data":["\xff"]}',
        b'{"id":"a","train_data":["\\ud800"]}',
        b'{"id":"a","train_data":[NaN]}',
        b'{"id":"a","id":"b","train_data":[]}',
        b'{"id":"a","train_data":[}',
        b'["id"]',
    ],
)
def test_what_is_not_strict_is_looked_at_whole(text: bytes) -> None:
    assert parse_typed_members(text, "TrainingJob") is None
