"""A file dropped into tests/data is a test: the part of its name before the first `-` is the type to check it as.

In `valid` nothing is found; in `invalid` exactly what the `.expected` file beside it says, at a place.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from tests.many import for_each

import dspy_schema
from dspy_schema import artifacts
from dspy_schema.findings import Finding, Severity

DATA = Path(__file__).parents[1] / "data"
VALID = sorted(path for path in (DATA / "valid").iterdir() if not path.name.startswith("."))
INVALID = sorted(path for path in (DATA / "invalid").iterdir() if path.suffix not in {"", ".expected"})
RECORD_TYPES = tuple(artifacts.load_types().records)
# What only rules beside JSON Schema can tell.
RULES_BESIDE = {rule["code"] for rules in artifacts.load_rules()["data"].values() for rule in rules}


def name(path: Path) -> str:
    return path.name


def type_of(path: Path) -> str:
    return path.name.split("-")[0]


def expected(path: Path) -> str:
    return path.with_suffix(".expected").read_text(encoding="utf-8").strip()


def found(findings: list[Finding]) -> list[str]:
    return [f"{finding.code} {finding.pointer}" for finding in findings]


def with_type(path: Path) -> dict[str, Any]:
    """The record of a file, saying itself what type it is of."""
    (record,) = (record.value for record in dspy_schema.read(path))
    return {"@type": type_of(path), **record}


def of_record_types(paths: list[Path]) -> list[Path]:
    return [path for path in paths if type_of(path) in RECORD_TYPES]


@cache
def schema_of_all() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(artifacts.load_json_schema())


@for_each("path", VALID, name)
def test_nothing_is_found_in_a_valid_example(path: Path):
    report = dspy_schema.validate(path, type=type_of(path))
    assert [str(finding) for finding in report.findings] == []
    assert (report.summary.records, report.summary.valid, report.summary.invalid) == (1, 1, 0)


@for_each("path", INVALID, name)
def test_the_one_fault_of_an_invalid_example_is_found(path: Path):
    report = dspy_schema.validate(path, type=type_of(path))
    assert found(report.findings) == [expected(path)]
    (finding,) = report.findings
    assert finding.line is not None
    assert finding.column is not None
    assert finding.type == type_of(path)
    assert finding.source == str(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert finding.column <= len(lines[finding.line - 1])


@for_each("path", of_record_types(VALID), name)
def test_a_valid_record_may_tell_its_type(path: Path):
    assert dspy_schema.validate(with_type(path)).findings == []


@for_each("path", of_record_types(INVALID), name)
def test_the_fault_is_the_same_if_the_record_tells_its_type(path: Path):
    assert found(dspy_schema.validate(with_type(path)).findings) == [expected(path)]


@for_each("path", [*VALID, *INVALID], name)
def test_the_schema_that_chooses_by_type_agrees(path: Path):
    record = with_type(path)
    errors = [
        finding
        for finding in dspy_schema.validate(record).findings
        if finding.severity is Severity.ERROR and finding.code not in RULES_BESIDE
    ]
    assert schema_of_all().is_valid(record) == (not errors)
    assert (path.parent.name == "valid") <= (not errors)
