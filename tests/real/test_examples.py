"""The examples are what the script beside them makes today, tell nothing of the machine, and are valid."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
SHIPPED = sorted((EXAMPLES / "vendors").iterdir())
MAKERS = runpy.run_path(str(EXAMPLES / "recording" / "__main__.py"))["FILES"]
# The rest have times and identifiers of their own.
EXACT = {"openai.jsonl", "dspy.jsonl", "arbor.jsonl"}
SAME_EACH_TIME = {"model_name", "status", "state", "errors", "reasons"}


def shape(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {item: shape(item, value[item]) for item in value}
    return value if name in SAME_EACH_TIME else type(value)


@pytest.mark.parametrize("name", MAKERS)
def test_the_script_makes_what_is_shipped(name: str, lines: Callable[..., Any]):
    shipped = [json.loads(line) for line in (EXAMPLES / "vendors" / name).read_text(encoding="utf-8").splitlines()]
    made = list(MAKERS[name](lines))
    if name in EXACT:
        assert made == shipped
    else:
        assert [shape("", item) for item in made] == [shape("", entry) for entry in shipped]


def test_all_that_is_shipped_is_made_but_for_the_sample_of_a_vendor():
    assert {path.name for path in SHIPPED} == {*MAKERS, "emissary.json"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_examples_are_valid(path: Path):
    report = dspy_schema.validate(path)
    assert report.ok
    # Emissary's own sample contradicts itself.
    assert {finding.code for finding in report.findings} == ({"DSP308"} if path.name == "emissary.json" else set())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_examples_convert_and_come_back(path: Path):
    records = [record.value for record in dspy_schema.read(path)]
    converted = [entry.value for entry in dspy_schema.convert(path)]
    assert dspy_schema.validate(converted).findings == []
    if path.name == "dspy.jsonl":
        assert converted == records
    else:
        assert len(converted) == 2 * len(records)
        assert [candidate.value for candidate in dspy_schema.convert(converted, path.stem)] == records


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_examples_tell_nothing_of_the_machine(path: Path):
    assert not re.search(r'"(/|~|[A-Z]:)|/(home|root|tmp|Users|work)/|localhost|127\.0', path.read_text("utf-8"))
