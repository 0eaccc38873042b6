"""Facts are what a record states, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dspy_schema.governance.facts import Facts, decode_members
from dspy_schema.governance.placeholders import load_placeholders
from dspy_schema.mappings.alignment import load_alignment

VALUES = {"TrainingRun.run_status": ["not_started", "pending", "running", "failed"]}
TABLE = load_placeholders(load_alignment())


def list_facts(record: dict[str, Any] | str, class_: str = "TrainingRun") -> set[str]:
    facts = Facts(VALUES, placeholders=TABLE)
    text = record if isinstance(record, str) else json.dumps(record)
    bits = facts.extract(decode_members(text.encode()), class_)
    return {fact for fact in facts if facts.encode([fact]) & bits} - {class_}


@pytest.mark.parametrize("nothing", ["null", "[]", "[ \n ]", "{}", "{ }"])
def test_an_empty_value_is_no_fact(nothing: str) -> None:
    assert list_facts(f'{{"owner": {nothing}, "seed": 1}}') == {"TrainingRun.seed"}


@pytest.mark.parametrize("value", ["[null]", '{"a": null}', '[{"a": [], "b": {}}, null]'])
def test_a_value_with_nothing_in_it_is_no_fact(value: str) -> None:
    assert list_facts(f'{{"extra": {value}}}') == set()


@pytest.mark.parametrize(
    "value", ["0", "false", '"x"', "[0]", '["", "x"]', '{"a": null, "b": false}', '"null and void"']
)
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


PLACEHOLDERS = [
    *(
        "",
        " \n ",
        "-",
        "--",
        "?",
        "...",
        "n/a",
        "N/A",
        "NA.",
        "unknown",
        "Unknown",
        "<unknown>",
        "TODO",
        "to-do",
        "TBD",
    ),
    *("test", "[test]", "none", "null", "xxx", "Not Specified", "placeholder", "lorem ipsum dolor sit amet"),
]


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_a_placeholder_is_no_fact_and_is_observed(value: str) -> None:
    shown = value.strip() or '""'
    for member in ("owner", "description", "fine_tuned_model"):
        assert list_facts({member: value}) == {f"placeholder TrainingRun.{member}={shown}"}
    assert list_facts({"training_data": [value, None]}) == {f"placeholder TrainingRun.training_data={shown}"}
    assert list_facts({"extra": {"a": [{"b": value}]}}) == {f"placeholder TrainingRun.extra={shown}"}
    assert list_facts({"error": {"message": value}}) == {f"placeholder JobError.message={shown}"}


@pytest.mark.parametrize(
    "value", ["Jane Doe", "test-set-3", "unknown-unknowns", "team-a", "不明な点", "a", "x", "gpt-4.1"]
)
def test_a_text_that_says_something_is_a_fact(value: str) -> None:
    assert list_facts({"owner": value, "training_data": ["TODO", value]}) == {
        "TrainingRun.owner",
        "TrainingRun.training_data",
    }


@pytest.mark.parametrize("year", ["0001", "1900", "1970", "1980", "2009", "9999"])
def test_a_time_of_a_clock_that_was_never_set_is_a_placeholder(year: str) -> None:
    time = f"{year}-01-01T00:00:00Z"
    assert list_facts({"created_at": time}) == {f"placeholder TrainingRun.created_at={time}"}


def test_many_placeholders_of_a_member_are_counted_together() -> None:
    facts = Facts(VALUES, placeholders=TABLE)
    for number in range(100):
        facts.extract(decode_members(json.dumps({"owner": "-" * (number % 50 + 1)}).encode()), "TrainingRun")
    assert len([fact for fact in facts if fact.startswith("placeholder TrainingRun.owner")]) == 9


@pytest.mark.parametrize(
    "owner",
    [
        *("org-LoopbackExample", "proj_abc", "organization/12", "tenant:7", "Example Inc.", "Beispiel GmbH & Co. KG"),
        *("123456", "2f1c7f0e-5a9d-4a7e-9a53-111111111111", "/subscriptions/x/resourceGroups/y"),
    ],
)
def test_an_organization_is_nobody_who_can_be_asked(owner: str) -> None:
    assert list_facts({"owner": owner}) == {"organization TrainingRun.owner"}


@pytest.mark.parametrize("owner", ["Jane Doe", "jane@org-example.org", "user-abc", "team-a", "J. Inc", "organizer"])
def test_a_person_or_a_team_can_be_asked(owner: str) -> None:
    expected = "organization TrainingRun.owner" if owner == "J. Inc" else "TrainingRun.owner"
    assert list_facts({"owner": owner}) == {expected}


@pytest.mark.parametrize("status", ["not_started", "pending"])
def test_what_has_begun_does_not_wait_to_begin(status: str) -> None:
    fact = f"TrainingRun.run_status={status}"
    for said in ("paused", "Paused", "pending_resume", "suspended"):
        stated = list_facts({"run_status": status, "provider_status": said})
        assert stated == {"TrainingRun.run_status", "TrainingRun.provider_status", f"paused {fact}"}
    begun = list_facts({"run_status": status, "trained_tokens": 5})
    assert begun == {"TrainingRun.run_status", "TrainingRun.trained_tokens", f"begun {fact}"}
    waits = list_facts({"run_status": status, "provider_status": "queued", "trained_tokens": 0})
    assert fact in waits


def test_training_data_do_not_validate() -> None:
    same = list_facts({"training_data": ["a", "b"], "validation_data": ["b"]})
    assert same == {
        "TrainingRun.training_data",
        "placeholder TrainingRun.validation_data=(the training data)",
        "contradiction validation-is-training",
    }
    overlap = list_facts({"training_data": ["a", "b"], "validation_data": ["b", "c"]})
    assert overlap == {
        "TrainingRun.training_data",
        "TrainingRun.validation_data",
        "contradiction validation-overlaps-training",
    }


def test_records_with_the_same_facts_share_one_number() -> None:
    facts = Facts(VALUES)
    one, other = (
        facts.intern(facts.extract(decode_members(text), "TrainingRun")) for text in (b'{"cost": 1}', b'{"cost": 2}')
    )
    assert one is other
