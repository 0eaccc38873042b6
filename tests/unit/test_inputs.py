"""What the functions of Python take as a source."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pydantic
import pytest

import dspy_schema
from dspy_schema.errors import SourceTypeError
from dspy_schema.jsontext import depth

if TYPE_CHECKING:
    from collections.abc import Callable

JOB = {"id": "a", "model": "m", "train_data": [[1]]}
BAD = {"id": "b", "model": 1}
LIST = {"object": "list", "data": [JOB, BAD], "has_more": False}


class Model(pydantic.BaseModel):
    id: str = "a"
    model: Any = "m"
    train_data: list[Any] = [[1]]


class Page(pydantic.BaseModel):
    object: str = "list"
    data: list[Model] = [Model(), Model(id="b", model=1)]


@dataclasses.dataclass
class Job:
    id: str
    model: Any


def check(source: Any, **options: Any) -> tuple[int, list[tuple[str, int | None, str]]]:
    report = dspy_schema.validate(source, **options)
    return report.summary.records, [(finding.source, finding.record, finding.code) for finding in report.findings]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (LIST, "<records>"),
        ([LIST], "<records>"),
        ([JOB, BAD], "<records>"),
        ([Model(), Model(id="b", model=1)], "<records>"),
        (Page(), "<records>"),
        ({"data": [Model(), Model(id="b", model=1)]}, "<records>"),
        ([Job("a", "m"), Job("b", 1)], "<records>"),
        (json.dumps([JOB, BAD]), "<text>"),
        (json.dumps(LIST, indent=1), "<text>"),
        (f"{json.dumps(JOB)}\n{json.dumps(BAD)}\n", "<text>"),
        (json.dumps([JOB, BAD]).encode(), "<bytes>"),
        (bytearray(json.dumps([JOB, BAD]), "utf-16"), "<bytes>"),
        (memoryview(json.dumps(LIST).encode()), "<bytes>"),
        (io.BytesIO(json.dumps(LIST).encode()), "<file>"),
        (io.StringIO(json.dumps(LIST)), "<file>"),
    ],
    ids=range(15),
)
def test_records_in_memory(source: Any, name: str):
    assert check(source) == (2, [(name, 2, "DSP205")])


def test_a_list_between_records_keeps_the_numbers_going():
    assert check([BAD, LIST, BAD])[1] == [
        ("<records>", 1, "DSP205"),
        ("<records>", 3, "DSP205"),
        ("<records>", 4, "DSP205"),
    ]


def test_contents_are_told_apart():
    bad = json.dumps(BAD)
    assert check([bad, bad.encode()])[1] == [("<text>", 1, "DSP205"), ("<bytes 2>", 1, "DSP205")]


def test_open_files(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    path.write_text(f"{json.dumps(JOB)}\n{json.dumps(BAD)}\n", encoding="utf-8")
    with path.open(encoding="utf-8") as text, path.open("rb") as binary:
        assert check([text, binary]) == (4, [(str(path), 2, "DSP205")] * 2)
        assert not text.closed
    assert check(text)[1] == [(str(path), None, "DSP100")]
    with path.open("ab") as writable:
        assert check(writable)[1] == [(str(path), None, "DSP100")]
    path.write_bytes(b"\xff")
    with path.open(encoding="ascii") as text:
        assert check(text)[1] == [(str(path), None, "DSP102")]


def test_the_format_of_contents():
    assert check(b"id: a\nmodel: 1\n", format="yaml")[1] == [("<bytes>", 1, "DSP205")]


def test_texts_that_are_names_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("[ab].json").write_text(json.dumps(BAD), encoding="utf-8")
    Path('{"a').write_text(json.dumps(BAD), encoding="utf-8")
    assert check("[[]ab].json")[1] == [("[ab].json", 1, "DSP205")]
    assert check('{"a')[1] == [('{"a', 1, "DSP205")]
    assert check("{}")[1] == [("<text>", 1, "DSP202")]
    assert check("nothing.json")[1] == [("nothing.json", None, "DSP100")]


@pytest.mark.parametrize("source", [None, 3, [None], [JOB, 3.5], SimpleNamespace(**JOB), object, [[JOB]], Model])
@pytest.mark.parametrize(
    "function",
    [dspy_schema.validate, dspy_schema.convert, dspy_schema.publish, dspy_schema.read, dspy_schema.evidence],
)
def test_what_is_no_source(source: Any, function: Callable[..., Any]):
    with pytest.raises(SourceTypeError, match=r"^a source is a path, .* not (None|of the type \w+)$") as caught:
        list(function(source)) if function is not dspy_schema.evidence else function(source)
    assert isinstance(caught.value, (TypeError, dspy_schema.DspySchemaError))


def test_values_that_json_does_not_have():
    with pytest.raises(
        SourceTypeError, match="a value of the type datetime, which JSON does not have; write a time as"
    ):
        dspy_schema.validate(dict(JOB, created_at=datetime.datetime.now(datetime.UTC)))
    with pytest.raises(SourceTypeError, match="keys must be"):
        dspy_schema.validate({(1, 2): 3})
    circle: dict[str, Any] = {"id": "a"}
    circle["self"] = circle
    with pytest.raises(SourceTypeError, match="Circular"):
        dspy_schema.validate(circle)
    assert check(dict(JOB, seed=float("nan")))[1] == [("<records>", 1, "DSP104")]


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


FORMS: dict[str, Callable[[Any, Path], Any]] = {
    "mapping": lambda record, _: record,
    "bytes": lambda record, _: json.dumps(record).encode(),
    "json": lambda record, path: write(path / "a.json", json.dumps(record, indent=1)),
    "array": lambda record, path: write(path / "a.json", json.dumps([record])),
    "list": lambda record, path: write(path / "a.json", json.dumps({"object": "list", "data": [record]})),
    "jsonl": lambda record, path: write(path / "a.jsonl", json.dumps(record)),
    "yaml": lambda record, path: write(path / "a.yaml", json.dumps(record)),
    "list in yaml": lambda record, path: write(path / "a.yaml", json.dumps({"data": [record]})),
    "without a suffix": lambda record, path: write(
        path / "a", json.dumps(record) + "\n" + json.dumps(dict(JOB, id="b"))
    ),
}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


FUNCTIONS: dict[str, Callable[..., object]] = {
    "validate": lambda source, report: [*map(report, dspy_schema.validate(source).findings)],
    "strict": lambda source, report: [*map(report, dspy_schema.validate(source, strict_json=True).findings)],
    "convert": lambda source, report: [*dspy_schema.convert(source, on_finding=report)],
    "publish": lambda source, report: [*dspy_schema.publish(source, on_finding=report)],
    "as written": lambda source, report: [*dspy_schema.publish(source, json="as-written", on_finding=report)],
    "json-ld": lambda source, report: [*dspy_schema.publish(source, "jsonld", on_finding=report)],
    "graph": lambda source, report: dspy_schema.to_graph(source, on_finding=report),
    "evidence": lambda source, report: dspy_schema.evidence(source, on_finding=report),
}


@pytest.fixture(params=["alone", "beside a thread"])
def beside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depth, "_count", lambda: int(request.param != "alone"))


@pytest.mark.parametrize("frames", [0, 800])
@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("form", FORMS)
def test_one_limit_of_depth(tmp_path: Path, form: str, function: str, frames: int, beside: None):
    """The record is the first level, and a limit of 512 holds for each format and function, deep in a program, too.

    It holds beside other threads, where parsers are not bound, since that would bind the threads, too.
    """

    def run(source: Any, frames: int) -> list[str]:
        if frames:
            return run(source, frames - 1)
        found: list[dspy_schema.Finding] = []
        FUNCTIONS[function](source, found.append)
        return [finding.code for finding in found if finding.severity is dspy_schema.Severity.ERROR]

    limit = sys.getrecursionlimit()
    # A secret makes `redact` follow the value down.
    for levels, expected in ((511, []), (512, ["DSP107"])):
        record = dict(JOB, train_kwargs={"api_key": "sk-" + "a1B2" * 12, "deep": nested(levels - 1)})
        assert run(FORMS[form](record, tmp_path), frames) == expected
    assert sys.getrecursionlimit() == limit


def test_a_graph_with_a_deep_value(tmp_path: Path):
    triples = b"".join(dspy_schema.publish(dict(JOB, train_kwargs={"deep": nested(500)}), "ntriples"))
    deep = triples.replace(b"[" * 500, b"[" * 520).replace(b"]" * 500, b"]" * 520)
    for content, expected in ((triples, []), (deep, ["DSP107"])):
        path = tmp_path / "a.nt"
        path.write_bytes(content)
        assert [code for _, _, code in check(path)[1]] == expected


def test_what_is_read_without_a_check(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", json.dumps(dict(JOB, train_kwargs=nested(511))))
    (record,) = dspy_schema.read(path)
    assert record.value["model"] == "m"
    write(path, json.dumps(dict(JOB, train_kwargs=nested(512))))
    with pytest.raises(dspy_schema.ReadError, match="DSP107"):
        next(dspy_schema.read(path))
