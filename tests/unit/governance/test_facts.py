"""Facts are what a record states, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dspy_schema.governance.facts import Facts, decode_members

VALUES = {"TrainingRun.run_status": ["running", "failed"]}


def list_facts(record: dict[str, Any] | str, class_: str = "TrainingRun") -> set[str]:
    facts = Facts(VALUES)
    text = record if isinstance(record, str) else json.dumps(record)
    bits = facts.extract(decode_members(text.encode()), class_)
    return {fact for fact in facts if facts.encode([fact]) & bits} - {class_}


@pytest.mark.parametrize("nothing", ["null", '""', '" \\n "', "[]", "[ \n ]", "{}", "{ }"])
def test_an_empty_value_is_no_fact(nothing: str) -> None:
    assert list_facts(f'{{"owner": {nothing}, "seed": 1}}') == {"TrainingRun.seed"}


@pytest.mark.parametrize("value", ["0", "false", '"x"', "[null]", '[""]', '{"a": null}', '"[]"', '"null"'])
def test_another_value_is_a_fact(value: str) -> None:
    assert list_facts(f'{{"extra": {value}}}') == {"TrainingRun.extra"}


def test_a_value_of_an_enumeration_is_a_fact_however_it_is_written() -> None:
    assert list_facts('{"run_status": "f\\u0061iled"}') == {"TrainingRun.run_status", "TrainingRun.run_status=failed"}


def test_objects_inside_give_facts_of_their_classes() -> None:
    record = {"run_checkpoints": [{"name": "a", "score": None, "metrics": [{"name": "loss", "value": 0}]}]}
    assert list_facts(record) == {
        "TrainingRun.run_checkpoints",
        *("Checkpoint", "Checkpoint.name", "Checkpoint.metrics"),
        *("MetricPoint", "MetricPoint.name", "MetricPoint.value"),
    }


def test_an_unknown_member_gives_no_fact() -> None:
    assert list_facts({"@type": "TrainingRun", "owned": "x"}) == set()


def test_records_with_the_same_facts_share_one_number() -> None:
    facts = Facts(VALUES)
    one, other = (
        facts.intern(facts.extract(decode_members(text), "TrainingRun")) for text in (b'{"cost": 1}', b'{"cost": 2}')
    )
    assert one is other
