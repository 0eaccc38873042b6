"""The keywords in Python find what jsonschema-rs finds, and give the same findings."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema import artifacts, plugins
from dspy_schema.validation import json_schema
from dspy_schema.validation.full_check import check_record
from dspy_schema.validation.json_schema import _Schema
from dspy_schema.validation.json_schema_pure import Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Diagnostic

DATA = Path(__file__).parents[2] / "data"
FILES = [path for folder in ("valid", "invalid", "vendor") for path in sorted((DATA / folder).rglob("*.json"))]
VALUES = [
    *(None, True, False, 0, 1, -1, 2.5, 1.0, -0.0, 51, 101, 100.5, 1e-5, -1.5e-5, 1e-6, -1e-7, 1e16, -1e300, 10**30),
    *("", "auto", " x", "x ", "x\n", "\x85", "\ufeffx", "\x1c", "USD", "USD\n", "succeeded", "dpo", "Running"),
    *("2026-02-30T00:00:00Z", "2026-01-01T00:00:00Z\n", "2026-01-01t00:00:00z", "2026-01-01T00:00:00.5+00:00"),
    *([], {}, [1], ["a"], [{}], {"a": 1}, {"type": "python"}, {"code": 1, "z": 2, "message": "m"}, [None, 1, "x"]),
]


@cache
def records() -> list[tuple[str, Any]]:
    """The records of the corpus, with the types that the names of their files tell."""
    found = []
    for path in FILES:
        try:
            value = json.loads(path.read_bytes())
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
            continue
        type_ = path.name.partition("-")[0].replace(".", ":", 1)
        if type_ in ALL_TYPES:
            found.append((type_, value))
    return found


def all_types() -> list[str]:
    tables = {vendor: artifacts.load_vendor_types(vendor) for vendor in plugins.vendor_folders()}
    of_vendors = [f"{vendor}:{name}" for vendor, types in tables.items() for name in types.classes]
    return [
        *artifacts.load_types().classes,
        *(item for item in of_vendors if Path(artifacts.find_artifact(artifacts.JSON_SCHEMA, item)).exists()),
    ]


ALL_TYPES = all_types()


@cache
def engines(type_: str) -> tuple[json_schema.Engine, json_schema.Engine]:
    """The functions that find the violations of a type's schema."""
    schema = artifacts.load_json_schema(type_)
    with pytest.MonkeyPatch.context() as patch:
        reference = json_schema.load_engine(schema)
        patch.setattr(json_schema, "IN_BROWSER", True)
        return reference, json_schema.load_engine(schema)


def find_differences(type_: str, record: Any) -> list[Any]:
    """What the engines do not agree on: keywords that do not hold and where, and the findings that come of them."""
    violations, problems = [], []
    for engine in engines(type_):
        violations.append(sorted(set(engine(record)), key=repr))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_schema, "_load", lambda _, engine=engine: _Schema(document(type_), engine))
            problems.append([*check(record, type_)])
    return [pair for pair in (violations, problems) if pair[0] != pair[1]]


def check(record: Any, type_: str) -> list[Diagnostic]:
    """All findings on a record."""
    try:
        text = json.dumps(record).encode()
    except UnicodeEncodeError:
        return []
    return check_record(text, type_).problems


document = cache(artifacts.load_json_schema)


def test_corpus():
    assert len({type_ for type_, _ in records()}) > 40
    assert [found for type_, record in records() for found in find_differences(type_, record)] == []
    assert sum(len(check(record, type_)) for type_, record in records()) > 200


@pytest.mark.parametrize("type_", ALL_TYPES)
def test_records_of_other_types(type_: str):
    some = [record for _, record in records()[:: len(records()) // 40]]
    assert [found for record in [*some, *VALUES] for found in find_differences(type_, record)] == []


def containers(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from containers(item)


@cache
def names(type_: str) -> list[str]:
    document = artifacts.load_json_schema(type_)
    nodes = [document, *document.get("$defs", {}).values()]
    return sorted({"new", "@type", "type", *(name for node in nodes for name in node.get("properties", ()))})


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, Any]:
    type_, record = draw(st.sampled_from(records()))
    record = copy.deepcopy(record)
    for _ in range(draw(st.integers(1, 4))):
        target = draw(st.sampled_from([*containers(record)] or [[]]))
        if isinstance(target, dict):
            name = draw(st.sampled_from([*target, *names(type_)]))
            if draw(st.booleans()):
                target.pop(name, None)
            else:
                target[name] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        else:
            target.insert(0, copy.deepcopy(draw(st.sampled_from(VALUES))))
    return type_, record


@settings(
    max_examples=tries(2000),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(changed())
def test_changed_records(each: tuple[str, Any]):
    assert find_differences(*each) == []


def test_no_depth_is_too_much():
    record: Any = []
    for _ in range(5000):
        record = [record]
    validator = Validator(artifacts.load_json_schema("TrainingJob"))
    assert [*validator.find_violations({"id": record})] == [(("id",), ("properties", "id", "type"))]


def test_keywords_that_are_not_known_are_refused():
    with pytest.raises(ValueError, match="no check for the keywords maxItems, uniqueItems"):
        Validator({"properties": {"a": {"items": {"maxItems": 1, "uniqueItems": True}}}})


def test_every_schema_has_known_keywords_only():
    for type_ in [*ALL_TYPES, "dspy"]:
        Validator(artifacts.load_json_schema(type_))


def test_dollar_ends_patterns_only():
    """The one place where Python and ECMA-262 are made to agree on it."""
    patterns = {
        node["pattern"]
        for type_ in ALL_TYPES
        for node in containers(artifacts.load_json_schema(type_))
        if isinstance(node, dict) and isinstance(node.get("pattern"), str)
    }
    assert len(patterns) > 3
    assert {pattern for pattern in patterns if "$" in pattern[:-1]} == set()


def test_the_engine_of_the_browser_is_taken_there(monkeypatch: pytest.MonkeyPatch):
    assert not isinstance(getattr(json_schema.load_engine({}), "__self__", None), Validator)
    monkeypatch.setattr(json_schema, "IN_BROWSER", True)
    assert isinstance(json_schema.load_engine({}).__self__, Validator)
