"""Records to publish: those of the examples, and ones that Hypothesis makes from the JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from dspy_schema import artifacts
from dspy_schema.api import convert, validate

DATA = Path(__file__).parents[2] / "data"
TYPES = tuple(artifacts.load_types().records)
IDS = [
    "a",
    ".",
    "..",
    "...",
    "a b",
    "a/b",
    "../x",
    "a%2Fb",
    "100%",
    "é日本😀",
    "a#run",
    "urn:x:y",
    "?q=1&r",
    "<x>",
    '"',
    "\\",
]
TEXTS = [
    "",
    " ",
    "x",
    "\u2028\u2029",
    "\u0000\u001f\u007f\u0085",
    '"\\/\b\f\n\r\t',
    "😀\U0010ffff",
    "\ufeff",
    "a'b'''c",
    "\ue000",
]
NUMBERS = [0, 1, -1, 3.0, -0.0, 0.1, 1e-5, 1e-7, 5e-324, 1e5, 1e21, 1.5e300, 2**53, 2**53 + 1, -(2**63), 2**64, 10**30]
NUMBERS += [2.302585092994045684, 0.30000000000000004, 100.0, 99.5, 123456.789e3]

texts = st.sampled_from(TEXTS) | st.text(max_size=6)
numbers = st.sampled_from(NUMBERS) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
any_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
TIMES = [
    "2026-01-31T09:30:00Z",
    "2026-01-31T09:30:00.000Z",
    "2026-01-31T09:30:00.123456789+00:00",
    "0001-01-01T00:00:00Z",
]


@pytest.fixture(scope="session")
def examples() -> list[tuple[str, dict[str, Any]]]:
    """The type and value of every valid example, and of what the vendors' become."""
    paths = [path for path in sorted((DATA / "valid").glob("*.json")) if path.stem.partition("-")[0] in TYPES]
    found = [(path.stem.partition("-")[0], json.loads(path.read_bytes())) for path in paths]
    for path in sorted((DATA / "vendor" / "valid").iterdir()):
        converted = convert(path, on_finding=lambda _: None)
        found += [(record.value["@type"], record.value) for record in converted if record.value.get("@type") in TYPES]
    return found


@cache
def values_of(type_: str) -> st.SearchStrategy[dict[str, Any]]:
    """Valid records of a type."""
    document = artifacts.load_json_schema(type_)
    keywords = st.fixed_dictionaries({}, optional={"@type": st.just(type_), "@id": st.just("urn:x"), "@context": texts})
    strategy = st.tuples(keywords, _values(document, document["$defs"])).map(lambda pair: pair[0] | pair[1])
    return strategy.filter(lambda record: not validate(record, type=type_).summary.invalid)


def _values(node: Any, definitions: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in node:
        return _values(definitions[node["$ref"].rsplit("/", 1)[1]], definitions)
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "anyOf" in node:
        return st.one_of([_values(item, definitions) for item in node["anyOf"]])
    kinds = node.get("type", [])
    options = [_of_kind(item, node, definitions) for item in ([kinds] if isinstance(kinds, str) else kinds)]
    return st.one_of(options) if options else any_values


def _of_kind(kind: str, node: dict[str, Any], definitions: dict[str, Any]) -> st.SearchStrategy[Any]:
    low, high = node.get("minimum"), node.get("maximum")
    if kind == "string":
        if "T" in node.get("pattern", ""):
            return st.sampled_from(TIMES)
        return st.sampled_from([*IDS, "USD", "openai"]) if "pattern" in node else texts
    if kind == "array":
        return st.lists(_values(node["items"], definitions), max_size=3)
    if kind == "object":
        members = {
            name: _values(item, definitions) for name, item in node.get("properties", {}).items() if name[0] != "@"
        }
        required = {name: members.pop(name) for name in node.get("required", ())}
        if not members and not required:
            return st.dictionaries(texts, any_values, max_size=3)
        return st.fixed_dictionaries(required, optional=members)
    plain = {"null": st.none(), "boolean": st.booleans(), "integer": st.integers(low, high) | st.just(3.0)}
    fractions = st.floats(low, high, allow_nan=False, allow_infinity=False) | st.sampled_from([1, 100.0, 0.1, 12.5])
    return plain.get(kind, fractions)


@st.composite
def _records(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    type_ = draw(st.sampled_from(TYPES))
    return type_, draw(values_of(type_))


@pytest.fixture(scope="session")
def records() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """The strategy of types and valid records of them."""
    return _records()
