"""Texts that were made to pass the fast path's proofs, and must not."""

from __future__ import annotations

import json

import pytest

from dspy_schema.records.batch import Batch
from dspy_schema.validation.fast_path import FastPath

TYPES = ["TrainingJob", "ReinforceJob", "TrainingRun"]


def rejected(type_: str | None, *texts: str) -> list[int]:
    return FastPath(type_).find_rejected(Batch(source="", texts=[text.encode() for text in texts]))


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("length", range(60))
def test_a_repeated_name_of_any_length(type_: str, length: int):
    """One as long as `"@type":"…",` was taken for it."""
    needed = '"job":"b",' if type_ == "TrainingRun" else ""
    text = f'{{{needed}"name":"{"x" * length}","id":"a","name":""}}'
    assert rejected(type_, text) == [0]
    tagged = f'{{"@type":"{type_}",{text[1:]}'
    for stated_type in (type_, None):
        assert rejected(stated_type, tagged) == [0]
        assert rejected(stated_type, tagged + "\n", tagged) == [0, 1]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("length", range(30))
def test_a_record_that_shows_no_type_however_long_it_is_written(type_: str, length: int):
    """Escapes make a text longer than what it says."""
    tagged = json.dumps({"@type": type_, "id": "a", **({"job": "b"} if type_ == "TrainingRun" else {})})
    escapes = "\\u0061" * (length // 5) + "\\/" * (length % 5)
    unmarked = f'{{"id":"a{escapes}"}}'
    assert rejected(None, unmarked) == [0]
    assert rejected(None, tagged, unmarked) == [1]
    assert rejected(None, f'{{"id":"{type_}{escapes}"}}') == [0]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("is_tagged", [True, False])
def test_plain_valid_records_are_accepted(type_: str, is_tagged: bool):
    members = {"id": "a", "name": "b", **({"job": "b"} if type_ == "TrainingRun" else {})}
    text = json.dumps({"@type": type_, **members} if is_tagged else members)
    compact = json.dumps(json.loads(text), separators=(",", ":"))
    assert rejected(type_, text, text + "\n") == []
    assert rejected(type_, *[compact + "\n"] * 1000) == []


def test_years_before_1():
    for time in ("0000-01-01T00:00:00Z", "0000-12-31T23:59:59.5Z"):
        for member in ("created_at", "started_at", "finished_at", "updated_at", "estimated_finish"):
            assert rejected("TrainingRun", f'{{"id":"a","job":"b","{member}":"{time}"}}') == [0]
        for member in ("metrics", "losses"):
            point = (
                f'{{"name":"x","value":1,"recorded_at":"{time}"}}'
                if member == "metrics"
                else f'{{"recorded_at":"{time}"}}'
            )
            assert rejected("TrainingRun", f'{{"id":"a","job":"b","{member}":[{point}]}}') == [0]
