"""YAML is read with the scalars of YAML 1.2 and keeps its places; what JSON cannot hold is a finding."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.acceptance.processes import LIMIT

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., list[str]]


PRETTY = '[\n  {\n    "id": "a",\n    "model": "m"\n  },\n  {\n    "id": "b",\n    "model": 1\n  }\n]\n'
HEAD = "id: a\nmodel: m\n"


@pytest.fixture
def value(tmp_path: Path) -> Callable[[str], Any]:
    """The JSON value of a YAML value."""

    def read(text: str) -> Any:
        path = tmp_path / "records.yaml"
        path.write_text(f"{HEAD}train_kwargs: {text}\n", encoding="utf-8")
        (record,) = dspy_schema.read(path)
        return json.loads(record.text)["train_kwargs"]

    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("1e-5", 1e-5), ("1E5", 1e5), ("010", 10), ("0o10", 8), ("0x1F", 31), ("+1", 1), ("-0", 0), (".5", 0.5)],
        *[("1.", 1.0), ("1_000", "1_000"), ("0b1", "0b1"), ("12:30", "12:30"), ("1:2:3", "1:2:3"), ("08", 8)],
        *[(item, item) for item in ("no", "yes", "on", "off", "y", "n", "No", "YES", "tRUE", "nUll", "e5", ".")],
        *[(entry, True) for entry in ("true", "True", "TRUE")],
        *[(candidate, False) for candidate in ("false", "False", "FALSE")],
        *[(scalar, None) for scalar in ("null", "Null", "NULL", "~", "")],
        *[(scalar, scalar) for scalar in ("2026-01-31", "2026-01-31T09:30:00Z", "2026-01-31 09:30:00", "1.2.3", "0o8")],
        *[('"1"', "1"), ("'true'", "true"), ('"null"', "null"), ("!!str 1", "1"), ("NaN", "NaN"), ("=", "=")],
        *[("|\n  a\n  b\n", "a\nb\n"), (">\n  a\n  b\n", "a b\n"), ("{}", {}), ("[]", []), ("[~, ]", [None])],
        *[("9" * 25, int("9" * 25)), ("0x" + "f" * 20, int("f" * 20, 16)), ('"\\u00e9\\U0001F600"', "é😀")],
    ],
)
def test_scalars_are_those_of_yaml_1_2(value: Callable[[str], Any], text: str, expected: Any):
    read = value(text)
    assert read == expected
    assert type(read) is type(expected)


def test_scalars_where_they_matter(check: Check):
    head = "id: a\njob: b\n"
    assert check(f"{head}created_at: 2026-01-31T09:30:00Z\ncost: 1e-5\nname: no\n", "records.yaml") == []
    assert check(f"{head}name: 010\nprovider: true\n", "records.yaml") == [
        "3:7 DSP205 /name",
        "4:11 DSP205 /provider",
    ]


@pytest.mark.parametrize("word", [".inf", "-.INF", "+.Inf", ".nan", ".NaN"])
def test_numbers_that_json_does_not_have(check: Check, word: str):
    (finding,) = check(f"{HEAD}train_kwargs:\n  a: {word}\n", "records.yaml")
    assert finding == "4:6 DSP104 /train_kwargs/a"


def test_several_documents(tmp_path: Path):
    path = tmp_path / "records.yaml"
    path.write_text("id: a\nmodel: 1\n---\n- {id: b, model: m}\n- {id: c, model: 2}\n...\n---\nid: d\nmodel: 3\n")
    report = dspy_schema.validate(path)
    assert [(finding.record, finding.line, finding.column, finding.id) for finding in report.findings] == [
        (1, 2, 8, "a"),
        (3, 5, 18, "c"),
        (4, 9, 8, "d"),
    ]


def test_an_error_in_the_third_document(check: Check):
    text = f"id: a\nmodel: 1\n---\n{HEAD}---\nid: [a\nmodel: m\n---\n{HEAD}"
    findings = check(text, "records.yaml")
    assert findings[0] == "2:8 DSP205 /model"
    assert findings[1].split()[1] == "DSP109"
    assert 7 <= int(findings[1].split(":")[0]) <= 9
    assert len(findings) == 2


def test_a_document_that_json_cannot_hold_does_not_hide_the_next(check: Check):
    findings = check(f"{HEAD}train_kwargs: .inf\n---\nid: b\nmodel: 1\n", "records.yaml")
    assert findings == ["3:15 DSP104 /train_kwargs", "6:8 DSP205 /model"]


def test_anchors_and_aliases(check: Check):
    assert check("- &job {id: a, model: m}\n- *job\n- {id: &i b, model: *i}\n", "records.yaml") == []
    assert check("- &job {id: a, model: 1}\n- *job\n", "records.yaml") == ["1:23 DSP205 /model"] * 2
    (finding,) = check(f"{HEAD}train_kwargs: *nowhere\n", "records.yaml")
    assert finding == "3:15 DSP109"


@pytest.mark.parametrize("text", ["&a [*a]", "&a {b: *a}", "&a [[[*a]]]"])
def test_an_alias_of_what_holds_it(check: Check, text: str):
    (finding,) = check(f"{HEAD}train_kwargs: {text}\n", "records.yaml")
    assert finding.split()[1] == "DSP110"
    assert finding.startswith("3:")


def test_aliases_that_make_a_document_huge(tmp_path: Path):
    """With a small share of memory: each would be several gigabytes of JSON."""
    laughs = "- &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    laughs += "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    contents = {
        "nested": f"id: a\nmodel: m\ntrain_kwargs:\n{laughs}",
        "records": f"- &a [{', '.join(['x'] * 200_000)}]\n" + "- *a\n" * 1_000,
        "texts": f"id: a\nmodel: m\ntrain_kwargs:\n- &a '{'x' * 1_000_000}'\n" + "- *a\n" * 5_000,
        "documents": f"id: a\nmodel: m\ntrain_kwargs:\n{laughs}---\n" * 4,
    }
    for name, content in contents.items():
        (tmp_path / f"{name}.yaml").write_text(content)
    program = (
        "import sys, resource, dspy_schema\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "for path in sys.argv[1:]:\n"
        "    print(path, *{finding.code for finding in dspy_schema.validate(path).findings}, flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *(f"{name}.yaml" for name in contents)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    codes_by_name = {name: codes for name, *codes in map(str.split, done.stdout.splitlines())}
    assert [name for name in contents if "DSP110" not in codes_by_name.get(f"{name}.yaml", [])] == [], done.stderr[
        -300:
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<: {a: 1}\n", "3:1 DSP204 /<<"),
        ("id: b\n", "3:1 DSP105 /id"),
        ('"\\u0069d": b\n', "3:1 DSP105 /id"),
        ("1: 2\n", "3:1 DSP110"),
        ("true: 2\n", "3:1 DSP110"),
        ("~: 2\n", "3:1 DSP110"),
        ("[a]: 2\n", "3:1 DSP110"),
        ("? {a: b}\n: 2\n", "3:3 DSP110"),
        ("train_kwargs: !custom 1\n", "3:15 DSP110 /train_kwargs"),
        ("train_kwargs: !custom {a: 1}\n", "3:15 DSP110 /train_kwargs"),
        ("train_kwargs: !!binary aGk=\n", "3:15 DSP110 /train_kwargs"),
        ("train_kwargs: !!set {a, b}\n", "3:15 DSP110 /train_kwargs"),
        ("train_kwargs: !!python/object/apply:os.getcwd []\n", "3:15 DSP110 /train_kwargs"),
        ("train_kwargs:\n\ta: 1\n", "4:1 DSP109"),
        ('name: "\\ud800"\n', "3:10 DSP109"),
    ],
)
def test_what_json_does_not_have(check: Check, text: str, expected: str):
    (finding,) = check(HEAD + text, "records.yaml")
    place, code, *_ = expected.split()
    assert finding.split()[1] == code
    assert finding.split(":")[0] == place.split(":")[0]
    if code != "DSP109":
        assert finding.split()[0] == place


@pytest.mark.parametrize("text", ["!!int abc", '!!int ""', "!!float x", '!!bool ""', "!!bool maybe", "!!null x"])
def test_tags_that_do_not_fit_their_text(check: Check, text: str):
    (finding,) = check(f"{HEAD}train_kwargs: {text}\n---\n{HEAD}", "records.yaml")
    assert finding == "3:15 DSP110 /train_kwargs"


def test_names_twice_further_down(check: Check):
    """YAML 1.2, section 3.2.1.3: the keys of a mapping are unique, so no option is needed."""
    assert check(f"{HEAD}train_kwargs: {{a: 1, b: 2, a: 3}}\n", "records.yaml") == ["3:28 DSP106 /train_kwargs/a"]


@pytest.mark.parametrize("text", ["1", "hello", "null", "true", "- 1", "- - a"])
def test_what_is_no_object(check: Check, text: str):
    (finding,) = check(f"{text}\n---\n{HEAD}", "records.yaml")
    assert finding.split() == [f"1:{1 + 2 * text.startswith('-')}", "DSP108"]


def test_json_is_yaml(check: Check):
    assert check(PRETTY, "records.yaml") == ["8:14 DSP205 /model"]
    assert check('{"object": "list", "data": [{"id": "a", "model": 1}]}', "records.yaml") == ["1:50 DSP205 /model"]


def test_places_in_flow_and_block(check: Check):
    block = "id: a\njob: b\nrun_checkpoints:\n  - name: x\n    step: -1\n  -\n    name: 😀\n    zzz: 1\n"
    assert check(block, "records.yaml") == [
        "5:11 DSP208 /run_checkpoints/0/step",
        "8:5 DSP204 /run_checkpoints/1/zzz",
    ]
    flow = '{id: "😀", job: b, run_checkpoints: [{name: x, step: -1},\n  {name: y, zzz: 1}]}'
    assert check(flow, "records.yaml") == [
        "1:53 DSP208 /run_checkpoints/0/step",
        "2:13 DSP204 /run_checkpoints/1/zzz",
    ]
