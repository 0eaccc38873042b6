"""Vendors' records, changed at random: the fast path takes none of which the full check has anything to say."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema import artifacts
from dspy_schema.findings import Severity
from dspy_schema.records.batch import Batch
from dspy_schema.validation import json_schema
from dspy_schema.validation.fast_path import FastPath
from dspy_schema.validation.full_check import check_record

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data" / "vendor"
FILES = sorted(path for folder in ("valid", "invalid") for path in (DATA / folder).glob("*.json"))
RECORDS = [json.loads(path.read_bytes()) for path in FILES]
TYPES = [path.name.partition("-")[0].replace(".", ":", 1) for path in FILES]
VALUES = [
    *(None, True, 0, 1, -1, 2.5, 51, 257, 101, 1e-6, 10**12, 1700000000, 10**30),
    *("", "auto", "x", "running", "failed", "succeeded", "GRPO", "SFT", "Failed", "ERRORED", "dpo"),
    *("2026-02-30T00:00:00Z", "2026-01-01T00:00:00Z", "2025-01-01T00:00:00+02:00", "2026-01-01T00:00:00"),
    *([], {}, [1], ["a"], [{}], {"a": 1}, {"type": "python"}, {"code": "c", "message": "m"}, "x" * 600),
    *("ft-0123456789abcdef0123456789abcdef", "gpt.ft-0123", "a b", " "),
]


def test_there_are_records_of_every_vendor():
    assert {type_.partition(":")[0] for type_ in TYPES} == {"arbor", "azure", "caikit", "emissary", "openai"}


def objects(value: Any) -> Iterator[Any]:
    """Every object and array in a value."""
    if isinstance(value, (dict, list)):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from objects(item)


@cache
def names(type_: str) -> list[str]:
    table = artifacts.load_vendor_types(type_.partition(":")[0])
    return sorted(
        {name for value in table.classes.values() for name in [*value.members, *value.aliases]} | {"@type", "new"}
    )


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A record of a type, in which a few members are another value, gone, or added."""
    number = draw(st.integers(0, len(RECORDS) - 1))
    record = copy.deepcopy(RECORDS[number])
    for _ in range(draw(st.integers(0, 3))):
        target = draw(st.sampled_from(list(objects(record))))
        value = draw(st.sampled_from([*VALUES, *RECORDS]))
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        action = draw(st.sampled_from(["set", "remove", "add"]))
        if isinstance(target, dict) and (action == "add" or not keys):
            target[draw(st.sampled_from(names(TYPES[number])))] = copy.deepcopy(value)
        elif keys and action == "remove":
            del target[draw(st.sampled_from(keys))]
        elif keys:
            target[draw(st.sampled_from(keys))] = copy.deepcopy(value)
    return TYPES[number], record


@settings(max_examples=tries(600), deadline=None)
@given(changed())
def test_what_the_fast_path_takes_has_no_finding(case: tuple[str, dict[str, Any]]):
    type_, record = case
    text = json.dumps(record).encode()
    for stated_type in (type_, None):
        types = FastPath(stated_type).find_types(Batch(source="", texts=[text]))
        if types[0] is not None:
            outcome = check_record(text, stated_type)
            assert (outcome.problems, outcome.type) == ([], types[0])


@settings(max_examples=tries(300), deadline=None)
@given(changed())
def test_another_engine_has_the_same_verdict(case: tuple[str, dict[str, Any]]):
    type_, record = case
    errors = [
        problem for problem in json_schema.iter_shape_problems(record, type_) if problem.severity is Severity.ERROR
    ]
    assert reference(type_).is_valid(record) is (not errors)


@cache
def reference(type_: str) -> jsonschema.Draft201909Validator:
    schema = artifacts.load_json_schema(type_)
    return jsonschema.validators.validator_for(schema)(schema)


# Its times are as Python writes them: no proof looks at what is not written as UTC.
WITHOUT_PROOF = {"caikit:TrainingInfo"}
PROVABLE = [path for path, type_ in zip(FILES, TYPES, strict=True) if type_ not in WITHOUT_PROOF]


@pytest.mark.parametrize("path", [path for path in PROVABLE if path.parent.name == "valid"], ids=lambda path: path.stem)
def test_the_fast_path_takes_what_has_no_finding(path: Path):
    """Except for what no struct can express: maps in place of lists."""
    text = path.read_bytes()
    type_ = TYPES[FILES.index(path)]
    (accepted,) = FastPath(type_).find_types(Batch(source="", texts=[text]))
    has_maps = any(
        object_.get(name) is not None
        for object_ in objects(json.loads(text))
        if isinstance(object_, dict)
        for name in ("graders", "checkpoints")
    )
    is_record_type = bool(artifacts.list_signatures(type_))
    assert (accepted is not None) is (not check_record(text, type_).problems and not has_maps and is_record_type)
