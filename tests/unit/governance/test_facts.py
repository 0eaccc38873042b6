"""Facts are what a record says, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dspy_schema.governance.facts import Facts, outline

WORDS = {"TrainingRun.run_status": ["running", "failed"]}


def told(record: dict[str, Any] | str, class_: str = "TrainingRun") -> set[str]:
    facts = Facts(WORDS)
    text = record if isinstance(record, str) else json.dumps(record)
    bits = facts.of(outline(text.encode()), class_)
    return {fact for fact in facts if facts.bits([fact]) & bits} - {class_}


@pytest.mark.parametrize("nothing", ["null", '""', '" \\n "', "[]", "[ \n ]", "{}", "{ }"])
def test_what_is_empty_is_no_value(nothing: str) -> None:
    assert told(f'{{"owner": {nothing}, "seed": 1}}') == {"TrainingRun.seed"}


@pytest.mark.parametrize("value", ["0", "false", '"x"', "[null]", '[""]', '{"a": null}', '"[]"', '"null"'])
def test_what_is_not_empty_is_one(value: str) -> None:
    assert told(f'{{"extra": {value}}}') == {"TrainingRun.extra"}


def test_a_word_of_an_enumeration_is_a_fact_however_it_is_written() -> None:
    assert told('{"run_status": "f\\u0061iled"}') == {"TrainingRun.run_status", "TrainingRun.run_status=failed"}


def test_objects_inside_tell_of_their_classes() -> None:
    record = {"run_checkpoints": [{"name": "a", "score": None, "metrics": [{"name": "loss", "value": 0}]}]}
    assert told(record) == {
        "TrainingRun.run_checkpoints",
        *("Checkpoint", "Checkpoint.name", "Checkpoint.metrics"),
        *("MetricPoint", "MetricPoint.name", "MetricPoint.value"),
    }


def test_what_is_no_member_tells_nothing() -> None:
    assert told({"@type": "TrainingRun", "owned": "x"}) == set()


def test_records_that_tell_the_same_share_one_number() -> None:
    facts = Facts(WORDS)
    one, other = (facts.shared(facts.of(outline(text), "TrainingRun")) for text in (b'{"cost": 1}', b'{"cost": 2}'))
    assert one is other
