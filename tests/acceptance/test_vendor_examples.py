"""Every file in tests/data/vendor, named `<vendor>.<Class>-<what>.json`: its findings are those that it expects."""

from __future__ import annotations

import json
from pathlib import Path

from tests.many import for_each

from dspy_schema import artifacts
from dspy_schema.api import validate
from dspy_schema.findings import Severity

DATA = Path(__file__).parents[1] / "data" / "vendor"
VALID = sorted((DATA / "valid").glob("*.json"))
INVALID = sorted((DATA / "invalid").glob("*.json"))


def name(path: Path) -> str:
    return path.stem


def type_of(path: Path) -> str:
    return artifacts.resolve_type(path.name.partition("-")[0].replace(".", ":", 1))


def expected(path: Path) -> list[str]:
    """The lines `CODE pointer` of the file beside it."""
    beside = path.with_suffix(".expected")
    return sorted(line.strip() for line in beside.read_text(encoding="utf-8").splitlines()) if beside.exists() else []


def found(path: Path, type_: str) -> list[str]:
    return sorted(f"{finding.code} {finding.pointer}".strip() for finding in validate(path, type=type_).findings)


@for_each("path", [*VALID, *INVALID], name)
def test_findings(path: Path):
    assert found(path, type_of(path)) == expected(path)


@for_each("path", VALID, name)
def test_valid_records_have_no_error(path: Path):
    assert validate(path, type=type_of(path)).ok


@for_each("path", INVALID, name)
def test_invalid_records_have_one_fault(path: Path):
    findings = validate(path, type=type_of(path)).findings
    assert [finding.severity for finding in findings if finding.severity is not Severity.INFO] == [
        findings[-1].severity
    ]


# Too few members to detect a type by, or those of a ReinforceJob that lacks its id.
AMBIGUOUS = {"emissary.TrainingJobDetail-least", "arbor.GRPOStatus-without-status"}
RECOGNISABLE = [path for path in VALID if artifacts.list_signatures(type_of(path)) and path.stem not in AMBIGUOUS]


@for_each("path", RECOGNISABLE, name)
def test_records_tell_their_type(path: Path):
    types = {finding.type for finding in validate(path).findings}
    assert types <= {type_of(path)}
    assert found(path, "auto") == expected(path)


def test_every_type_and_every_rule_has_examples():
    types = {type_of(path) for path in VALID}
    rules = {
        (type_.partition(":")[0], rule["code"]) for type_ in types for rule in artifacts.load_type_rules(type_)["data"]
    }
    of_vendors = {type_ for type_ in types if artifacts.list_signatures(type_)}
    assert of_vendors == {
        item for vendor in {item for item, _ in rules} for item in artifacts.list_vendor_types(vendor)
    }
    broken = {(type_of(path).partition(":")[0], line[:6]) for path in [*INVALID, *VALID] for line in expected(path)}
    assert rules <= broken


def test_data_files_stand_alone():
    """Each holds one object: a record, not a list of them."""
    assert all(isinstance(json.loads(path.read_bytes()), dict) for path in [*VALID, *INVALID])
