"""Every record that is valid comes back from its conversion exactly as it was, and its job and run are valid.

Records are made from the generated JSON Schemas: odd values in odd writings, unknown members, other spellings.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.many import for_each, tries

from dspy_schema import plugins
from dspy_schema.conversion import vendors
from dspy_schema.conversion.pipeline import convert_batches
from dspy_schema.findings import Severity
from dspy_schema.jsontext.raw import encode
from dspy_schema.records.batch import Batch
from dspy_schema.validation import Checker

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("data/vendor/valid").glob("*.json"))
TYPES = [
    (vendor, class_)
    for vendor in plugins.vendor_folders()
    for class_ in vendors.find_converter(vendor).crosswalk.classes
]

Node = dict[str, Any]

_TIMES = ["2025-05-05T22:42:05Z", "2025-05-05T22:42:05.120Z", "2024-02-29T00:00:00.123456789Z", "2025-05-05 22:42:05"]
_TIMES += ["2025-05-05T22:42:05+00:00", "2025-05-05T22:42:05.5+02:00", "2025-05-05T22:42:05", "2023-01-01T00:00:00Z"]
_WORDS = ["", "a", "ft:gpt-4o:acme::BTz2REMH", "two words", " edge ", "tab\there", "Üñï", "\U0001f600", "a/b~c", "auto"]
_WORDS += ["supervised", "dpo", "reinforcement", "SFT", "GRPO", "davinci-002", "\u2028", '"quoted"', "\\", "[redacted]"]
_NUMBERS = ["0", "-0", "1", "7", "-1", "75", "100", "101", "1746484925", "1746484000", "1746484925123", "1746484925.0"]
_NUMBERS += ["1.746484925e9", "1000000000000000000000000000000", "123456789012345678901", "-62135596801", "2E0"]
_FRACTIONS = ["0.5", "1.50", "1746484925.123456", "1e-7", "1E400", "0.1", "-0.0", "1746484925.1234567890", "3.0e1"]


class Number(str):
    """A number, as it is written."""

    __slots__ = ()


def text_of(value: Any, escaped: bool = False) -> str:
    """The JSON text of a value with such numbers; `escaped` with every character of every string as an escape."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text_of(k, escaped)} :{text_of(v, escaped)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + " ,".join(text_of(item, escaped) for item in value) + "]"
    if escaped and isinstance(value, str):
        units = value.encode("utf-16-be").hex()
        return '"' + "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)) + '"'
    return json.dumps(value, ensure_ascii=False)


def exact(text: bytes) -> Any:
    """The value of a JSON text, in which numbers differ if they are written differently."""
    return json.loads(text, parse_int=lambda number: (number,), parse_float=lambda number: (number,))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.sampled_from([*_NUMBERS, *_FRACTIONS]).map(Number) | st.sampled_from(_WORDS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=2),
    max_leaves=4,
)


@cache
def schema(vendor: str, class_: str) -> Node:
    document: Node = json.loads(Path(str(plugins.find_vendor_folder(vendor)), f"{class_}.schema.json").read_text())
    return document


@cache
def aliases(vendor: str) -> dict[str, list[str]]:
    """The other spellings of members, in any class."""
    table = json.loads(Path(str(plugins.find_vendor_folder(vendor)), "types.json").read_text())
    found: dict[str, list[str]] = {}
    for class_ in table["classes"].values():
        for alias, member in class_["aliases"].items():
            found.setdefault(member, []).append(alias)
    return found


@st.composite
def records(draw: st.DrawFn, vendor: str, class_: str, statuses: list[str]) -> bytes:
    """Texts of records of a class, most of them valid."""
    document = schema(vendor, class_)
    record = draw(_objects(document, document.get("$defs", {}), vendor))
    for name in ("status", "state"):
        if name in document["properties"]:
            record[name] = draw(st.sampled_from([*statuses, "brand-new"]))
    if not draw(st.integers(0, 3)):
        _settle(record)
    if draw(st.booleans()):
        record |= _REINFORCING.get(vendor, {})
    if draw(st.integers(0, 4)):
        for name in ("@type", "@id", "@context"):
            record.pop(name, None)
    for name in sorted(record.keys() & aliases(vendor).keys()):
        choice = draw(st.integers(0, 11))
        if choice == 0:
            record[aliases(vendor)[name][0]] = record.pop(name)
        elif choice == 1:
            record[aliases(vendor)[name][0]] = record[name]
    return text_of(record, draw(st.integers(0, 5)) == 0).encode()


_GRADER = {"type": "string_check", "name": "exact", "input": "a", "reference": "b", "operation": "eq"}
_METHOD = {"type": "reinforcement", "reinforcement": {"grader": _GRADER, "hyperparameters": {"n_epochs": Number("2")}}}
_REINFORCING: dict[str, Node] = {
    "openai": {"method": _METHOD},
    "azure": {"method": _METHOD},
    "emissary": {"training_technique": "GRPO", "reward": {"accuracy": Number("1.0")}},
}


def _settle(record: Node) -> None:
    """Leave out what depends on the status, so that the record breaks no rule about it."""
    for name in ("finished_at", "fine_tuned_model", "error", "trained_tokens", "completion_timestamp", "reasons"):
        record.pop(name, None)


@st.composite
def _objects(draw: st.DrawFn, node: Node, defs: Node, vendor: str) -> Node:
    record = {}
    required = node.get("required", [])
    for name, child in node.get("properties", {}).items():
        if name in required or draw(st.integers(0, 2)):
            record[name] = draw(values(child, defs, vendor))
    if node.get("additionalProperties") is not False and not draw(st.integers(0, 3)):
        record |= draw(st.dictionaries(st.sampled_from(["new", "Neu", "extra", "id2", "@x"]), ANYTHING, max_size=2))
    return dict(draw(st.permutations(list(record.items())))) if draw(st.booleans()) else record


def values(node: Node, defs: Node, vendor: str) -> st.SearchStrategy[Any]:
    """What a JSON Schema as this project generates it allows, and now and then what a rule then refuses."""
    if "$ref" in node:
        return st.deferred(lambda: values(defs[node["$ref"].rpartition("/")[2]], defs, vendor))
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "allOf" in node:
        return st.sampled_from(node["allOf"]).flatmap(lambda branch: values(branch["then"], defs, vendor))
    types = node.get("type")
    if types is None:
        return ANYTHING
    types = [types] if isinstance(types, str) else types
    return st.sampled_from(types).flatmap(lambda type_: _of_type(type_, node, defs, vendor))


def _of_type(type_: str, node: Node, defs: Node, vendor: str) -> st.SearchStrategy[Any]:
    if "if" in node:
        branch = node["then"] if node["if"].get("type") == type_ else node.get("else", {})
        if not {"$ref", "enum", "allOf"}.isdisjoint(branch):
            return values(branch, defs, vendor)
        node = {key: value for key, value in node.items() if key not in {"if", "type"}} | branch
    if type_ == "object":
        return _any_object(node, defs, vendor)
    if type_ == "array":
        return st.lists(st.deferred(lambda: values(node.get("items", {}), defs, vendor)), max_size=2)
    texts = [text for text in [*_WORDS, *_TIMES] if re.search(node.get("pattern", ""), text)]
    return _SIMPLE[type_] if type_ in _SIMPLE else st.sampled_from(texts)


_SIMPLE = {
    "integer": st.sampled_from(_NUMBERS).map(Number),
    "number": st.sampled_from([*_NUMBERS, *_FRACTIONS]).map(Number),
    "boolean": st.booleans(),
    "null": st.none(),
}


def _any_object(node: Node, defs: Node, vendor: str) -> st.SearchStrategy[Any]:
    if isinstance(inner := node.get("additionalProperties"), dict):
        return st.dictionaries(st.sampled_from(_WORDS), st.deferred(lambda: values(inner, defs, vendor)), max_size=3)
    if not node.get("properties"):
        return st.dictionaries(st.sampled_from(_WORDS), ANYTHING, max_size=2)
    return _objects(node, defs, vendor)


def run(texts: list[bytes], to: str, type_: str = "auto", **options: bool) -> tuple[list[bytes], list[str]]:
    """Convert as the command line does; the lines that it writes, and the codes of its findings."""
    lines: list[bytes] = []
    codes = []
    checker = Checker(type_)
    for converted in convert_batches([Batch(source="<test>", texts=texts)], checker, to, **options):
        lines += converted.encode().splitlines()
        codes += [
            finding.code
            for finding in converted.findings
            if finding.severity is Severity.ERROR or finding.code == "DSP402"
        ]
    return lines, codes


def assert_comes_back(text: bytes, vendor: str, class_: str) -> str:
    """Convert there and back, unless validation refuses the record; tells what it became."""
    pair, codes = run([text], "dspy", f"{vendor}:{class_}", keep_secrets=True)
    if codes:
        assert not pair
        return "refused"
    one_by_one = vendors.find_converter(vendor).to_dspy(text, class_)
    assert [exact(line) for line in pair] == [exact(encode(record)) for record in (one_by_one.job, one_by_one.run)]
    checker = Checker()
    assert [
        str(finding) for finding in checker.iter_findings(Batch(source="", texts=pair)) if finding.severity != "warning"
    ] == []
    for lines in (pair, pair[::-1]):
        back, codes = run(lines, vendor, keep_secrets=True)
        assert (len(back), codes) == (1, [])
        assert exact(back[0]) == exact(text)
    return json.loads(pair[0])["@type"]


@pytest.mark.parametrize(("vendor", "class_"), TYPES)
@settings(
    deadline=None, max_examples=tries(300), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_generated_records_come_back(vendor: str, class_: str, data: st.DataObject):
    statuses = list(vendors.find_converter(vendor).crosswalk.statuses)
    event(assert_comes_back(data.draw(records(vendor, class_, statuses)), vendor, class_))


@for_each("path", EXAMPLES, lambda path: path.stem)
def test_examples_come_back(path: Path):
    vendor, class_ = path.name.split("-")[0].split(".")[:2]
    if not vendors.find_converter(vendor).is_job(class_):
        assert run([path.read_bytes()], "dspy", f"{vendor}:{class_}") == ([], ["DSP402"])
    else:
        assert assert_comes_back(path.read_bytes(), vendor, class_) in {"TrainingJob", "ReinforceJob"}
