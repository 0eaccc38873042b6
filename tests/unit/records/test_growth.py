"""The work on an input grows as the input does, whatever there is much of: work is counted, not timed."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import dspy_schema
from dspy_schema.conversion import pipeline
from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext import scanner
from dspy_schema.records import json_lines, yaml_documents
from dspy_schema.records.batch import LineIndex, TextLocator
from dspy_schema.validation.full_check import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = 3_000
JOB = {"@type": "TrainingJob", "id": "a", "model": "m", "train_data": [[1]]}
VENDOR_JOB = {"object": "fine_tuning.job", "id": "a", "model": "m", "status": "running", "created_at": 1}
NAMES = [f"x{number}" for number in range(MANY)]
KEYS = {name: f"sk-proj-{number:040d}" for number, name in enumerate(NAMES)}
CONTEXT = {"@context": "https://w3id.org/lmodel/dspy/context.jsonld"}
INPUTS: dict[str, Any] = {
    "findings.json": {"@type": "ReinforceJob", "id": "a", "model": "m", "pending_batch_ids": ["x"] * MANY},
    "members.json": JOB | dict.fromkeys(NAMES, 1),
    "members.jsonld": CONTEXT | JOB | dict.fromkeys(NAMES, 1),
    "array.json": [JOB | {"model": 1}] * MANY,
    "graph.jsonld": {**CONTEXT, "@graph": [JOB | {"id": name, "model": 1} for name in NAMES]},
    "vendor.json": VENDOR_JOB | {"training_file": "f"} | dict.fromkeys(NAMES, 1),
}


class Counter:
    """Counts what a function is given to scan."""

    def __init__(self) -> None:
        self.scanned = 0


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Counts the characters that the scanner goes through."""
    counter, end, find = Counter(), scanner._end, scanner.find_offset

    def count_end(text: str, at: int) -> int:
        after = end(text, at)
        counter.scanned += after - at
        return after

    def count_walk(text: str, path: Any, *, at_key: bool = False) -> int:
        counter.scanned += len(text)
        return find(text, path, at_key=at_key)

    monkeypatch.setattr(scanner, "_end", count_end)
    monkeypatch.setattr(scanner, "find_offset", count_walk)
    return counter


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", INPUTS)
def test_places_of_many_findings_take_a_few_scans_of_the_text(
    name: str, indent: int | None, tmp_path: Path, scans: Counter
) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(INPUTS[name], indent=indent))
    findings = list(dspy_schema.iter_findings(str(path)))
    assert len(findings) >= MANY
    assert scans.scanned < 12 * path.stat().st_size
    places = [(finding.line, finding.column) for finding in findings if finding.line]
    assert all(one < other for one, other in pairwise(places[-MANY:]))


@pytest.mark.parametrize("number", [10, MANY])
def test_the_id_of_a_record_is_read_once_for_all_its_secrets(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []

    def decode(text: bytes) -> Any:
        read.append(text)
        return decode_outline(text)

    decode_outline = pipeline.decode_outline
    monkeypatch.setattr(pipeline, "decode_outline", decode)
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(JOB | {"train_kwargs": dict(list(KEYS.items())[:number])}))
    findings: list[Any] = []
    assert len(list(dspy_schema.convert(str(path), on_finding=findings.append))) == 1
    assert [finding.code for finding in findings] == ["DSP401"] * number
    assert len(read) == 1


class CountingList(list[Any]):
    """Counts the items that were gone through."""

    passed = 0

    def __iter__(self) -> Iterator[Any]:
        self.passed += len(self)
        return super().__iter__()


def test_blank_lines_are_numbered_once_for_a_batch() -> None:
    lines = CountingList([b"{}\n", b"\n"] * MANY)
    locator = json_lines._make_locator(lines, [b"{}\n"] * MANY, 1)
    assert [locator.locate_offset(index, 0) for index in range(MANY)] == [(2 * i + 1, 1) for i in range(MANY)]
    assert lines.passed == len(lines)


def test_names_of_a_mapping_are_gone_through_once() -> None:
    document = yaml.compose("\n".join(f"{name}: 1" for name in NAMES), yaml.CSafeLoader)
    assert isinstance(document, yaml.MappingNode)
    document.value = members = CountingList(document.value)
    locator = yaml_documents.NodeLocator([document], {})
    places = [locator.locate_pointer(0, f"/{name}", at_key=True) for name in NAMES]
    assert places == [(line, 1) for line in range(1, MANY + 1)]
    assert members.passed == MANY


def test_faults_take_the_place_of_what_is_below_them() -> None:
    problems = [Diagnostic("DSP205", "", pointer) for pointer in ("", "/a", "/a/b", "/ab", "/c/0/d", "/c/00")]
    faults = [Diagnostic("DSP109", "", pointer) for pointer in ("/a", "/c/0")]
    assert [problem.pointer for problem in Outcome(problems).join(faults).problems] == [
        "/a",
        "/c/0",
        "",
        "/ab",
        "/c/00",
    ]
    assert Outcome(problems).join([Diagnostic("DSP109", "")]).problems == [Diagnostic("DSP109", "")]


TEXTS = st.text(st.sampled_from("ab\né😀"), max_size=60)


@given(TEXTS, st.integers(1, 7))
def test_lines_and_columns_are_those_of_a_plain_count(text: str, block: int) -> None:
    in_text, in_bytes = LineIndex(text), LineIndex(text.encode())
    in_text.BLOCK = in_bytes.BLOCK = block  # type: ignore[misc]
    for offset in [*range(len(text) + 1), *reversed(range(len(text) + 1))]:
        before = text[:offset]
        place = before.count("\n"), len(before) - before.rfind("\n") - 1
        assert in_text.find_place(offset) == place
        assert in_bytes.find_place(len(before.encode())) == place


def test_no_place_takes_more_than_a_block() -> None:
    class CountingText(str):
        scanned = 0

        def count(self, *args: Any) -> int:
            CountingText.scanned += args[2] - args[1]
            return super().count(*args)

        rfind = str.rfind

    index = LineIndex(CountingText("x" * 10**6))
    for offset in range(0, 10**6, 1000):
        assert index.find_place(offset) == (0, offset)
    assert CountingText.scanned <= 10**6 + 1000 * LineIndex.BLOCK + LineIndex.BLOCK


@pytest.mark.parametrize("at_key", [False, True])
def test_later_places_are_found_as_the_first_ones_are(at_key: bool) -> None:
    text = '{"a": [1, {"b": [2, 3], "b": 4}], "é~/": {"": []}, "a": {"0": [[5]]}, "l": [[], [6]]}'
    pointers = ["", "/a", "/a/0", "/a/0/0/0", "/a/1", "/é~0~1/", "/é~0~1//0", "/x", "/a/0/00", "/l/1/0", "/l/2", "/l/x"]
    locator = TextLocator([text.encode()] * 2, lambda _: (1, 1))
    for _ in range(3):
        for pointer in pointers:
            expected = scanner.find_offset(text, scanner.split_pointer(pointer), at_key=at_key) + 1
            assert locator.locate_pointer(0, pointer, at_key=at_key) == (1, expected)
