"""No depth of nesting ends the run."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.processes import LIMIT

from dspy_schema import catalogue
from dspy_schema.jsontext.depth import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., list[str]]


BAD = b'{"id": "b", "model": 1}'


def job_with(value: str) -> str:
    """A job with a JSON text as an any-value member."""
    return f'{{"id": "a", "model": "m", "train_kwargs": {value}}}'


def run_with(members: str) -> str:
    return f'{{"id": "a", "job": "b", {members}}}'


@pytest.mark.parametrize("depth", [10_000, 100_000])
@pytest.mark.parametrize("name", ["records.jsonl", "records.json"])
def test_json(check: Check, depth: int, name: str):
    for value in ("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, "[" * depth):
        assert [finding.split()[1] for finding in check(job_with(value), name)] == ["DSP107"]
        assert [finding.split()[1] for finding in check(value, name)] == ["DSP107"]


def test_the_next_line_is_still_checked(check: Check):
    deep = job_with("[" * 10_000 + "]" * 10_000)
    assert check(f"{deep}\n{BAD.decode()}")[-1] == "2:22 DSP205 /model"


@pytest.mark.parametrize("depth", [200, 254, 255, 256, 300, 500])
@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "model": "m", "zzz": %s}',
        '{"id": 1, "model": "m", "train_kwargs": %s}',
        '{"id": 1, "model": "m", "@context": %s}',
        '{"id": 1, "job": "m", "run_checkpoints": [{"name": "x", "metadata": {"a": %s}}]}',
    ],
)
def test_no_depth_that_can_be_read_is_too_deep_to_check(check: Check, text: str, depth: int):
    findings = check(text % ("[" * depth + "]" * depth))
    assert findings[0] == "1:8 DSP205 /id" or "DSP204" in findings[0]


def test_no_depth_ends_the_run(check: Check):
    deep = "\n".join(f'{{"id": 1, "model": "m", "zzz": {"[" * depth + "]" * depth}}}' for depth in range(960, 1040))
    lines = {int(finding.split(":")[0]) for finding in check(deep)}
    assert lines == set(range(1, 81))


# What follows the names `id` and `model` of a job, nested this many levels below it.
DEEP_YAML = {
    "flow sequences": lambda depth: "[" * depth + "]" * depth,
    "flow sequences left open": lambda depth: "[" * depth,
    "flow sequences, a line each": lambda depth: "\n [" * depth + "]" * depth,
    "flow mappings": lambda depth: "{a: " * depth + "1" + "}" * depth,
    "flow mappings as in JSON": lambda depth: '{"a":' * depth + "1" + "}" * depth,
    "pairs": lambda depth: "[a: " * (depth // 2) + "[]" + "]" * (depth // 2),
    "block sequences": lambda depth: "\n" + "- " * depth + "x",
    "block sequences as keys": lambda depth: "\n " + "? " * depth + "x",
    "both, mixed": lambda depth: "\n" + "- " * 400 + "a: " + '["]", {b: ' * (depth // 2) + "\n# ]]]",
    "with what looks like markers": lambda depth: (
        "[" * depth + "]" * depth + "\na: |\n  ---\n  ...\n ---\nb: '\n ---\n  ...\n --- x'\nc: x\n ---\n#---\n---x: y"
    ),
}
# As text its size grows with the square of the depth.
INDENTED = "block mappings"
NEXT = "id: b\nmodel: 1\n"


def deep_yaml(form: str, depth: int) -> str:
    if form == INDENTED:
        return "\n" + "".join(f"{' ' * level}a:\n" for level in range(1, depth + 1))
    return DEEP_YAML[form](depth)


@pytest.mark.parametrize(
    ("form", "depth"),
    [*((form, depth) for form in DEEP_YAML for depth in (1_001, 5_000, 100_000)), (INDENTED, 1_001), (INDENTED, 2_500)],
)
def test_yaml(tmp_path: Path, form: str, depth: int):
    """In a process of its own: what overflows a stack ends the process, not the test."""
    deep = f"id: a\nmodel: m\ntrain_kwargs: {deep_yaml(form, depth)}\n"
    lines = deep.count("\n")
    path = tmp_path / "records.yaml"
    path.write_text(f"{deep}---\n{NEXT}---\n{deep}...\n%YAML 1.1\n--- # 3\n{NEXT}---\n{deep}", encoding="utf-8")
    program = (
        "import sys, dspy_schema\n"
        "for finding in dspy_schema.validate(sys.argv[1]).findings:\n"
        "    print(finding.code, finding.record, finding.line, finding.pointer)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert done.returncode == 0, done.stderr[-300:]
    first, second, third, fourth, fifth = (line.split() for line in done.stdout.splitlines())
    assert [finding[0] for finding in (first, third, fifth)] == ["DSP107"] * 3
    # The three are the same but for where they stand.
    assert 3 <= int(first[2]) <= lines
    assert int(third[2]) - int(first[2]) == lines + 4
    assert int(fifth[2]) - int(third[2]) == lines + 6
    assert second == ["DSP205", "1", str(lines + 3), "/model"]
    assert fourth == ["DSP205", "2", str(2 * lines + 9), "/model"]


@pytest.mark.parametrize("form", ["flow sequences", "flow mappings", "block sequences"])
def test_the_limit_of_yaml(check: Check, form: str):
    """The record itself is the first level."""
    head = "id: 1\nmodel: m\ntrain_kwargs: "
    assert check(head + deep_yaml(form, 511), "records.yaml")[0] == "1:5 DSP205 /id"
    (finding,) = check(head + deep_yaml(form, 512), "records.yaml")
    assert finding.split()[1] == "DSP107"
    assert str(DEEPEST) in catalogue.find_entry("DSP107").explanation


@pytest.mark.parametrize(
    "value",
    [
        "'" + "[" * 2000 + "'",
        '"' + "{" * 2000 + '"',
        "|\n    " + "[" * 2000 + "\n    " + "- " * 2000,
        "x" + "[" * 2000 + "{" * 2000,
        "1 # " + "[" * 2000,
        "[" + "[], {}, " * 2000 + "]",
        "\n" + "    - []\n" * 2000,
    ],
    ids=[
        "single quotes",
        "double quotes",
        "block scalar",
        "plain scalar",
        "comment",
        "flow siblings",
        "block siblings",
    ],
)
def test_what_is_not_nesting(check: Check, value: str):
    text = f"id: a\nmodel: m\ntrain_kwargs:\n  a: {value}\n---\n"
    assert check(text + NEXT, "records.yaml") == [f"{text.count(chr(10)) + 2}:8 DSP205 /model"]


def test_aliases_that_nest(check: Check):
    """No more than 300 levels are written inside each other."""
    levels = "[" * 300, "]" * 300
    text = f"id: a\nmodel: m\ntrain_kwargs:\n  a: &a {levels[0]}{levels[1]}\n  b: {levels[0]}*a{levels[1]}\n"
    assert check(f"{text}---\n{NEXT}", "records.yaml") == [
        "4:219 DSP107 /train_kwargs/b" + "/0" * 510,
        "8:8 DSP205 /model",
    ]


@pytest.mark.parametrize("rest", ["[" * 40_000, "\n" + "- " * 40_000])
@pytest.mark.parametrize(
    ("tail", "place", "code"),
    [
        (b"---\r\na: [\r\n---\r\n", "5:1", "DSP109"),
        (b"...\r\nid: b\r\n", "4:1", "DSP109"),
        ("---\r\né: \x07\r\n".encode(), "4:4", "DSP109"),
        ("---\r\né: ".encode() + b"\xff\r\n", "4:4", "DSP102"),
    ],
    ids=["broken", "no marker", "control character", "not UTF-8"],
)
def test_what_is_broken_after_a_deep_document(check: Check, rest: str, tail: bytes, place: str, code: str):
    deep = f"é:\r\n  {rest}\r\n" if rest[0] == "[" else f"é: {rest}\r\n"
    findings = check(deep.encode() + tail, "records.yaml")
    assert findings[0].split()[1] == "DSP107"
    assert findings[1:] == [f"{place} {code}"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_deep_document_in_another_encoding(check: Check, encoding: str):
    text = f"é: {'[' * 2000}\u2028---\u2028é: 1\n---\n{NEXT}"
    findings = check(text.encode(encoding), "records.yaml")
    assert [finding.split()[1] for finding in findings if finding.endswith("/model") or "DSP107" in finding] == [
        "DSP107",
        "DSP205",
    ]
    # Two levels may be around the records of a document.
    assert findings[0].split()[0] == "1:517"
    assert findings[-1] == "6:8 DSP205 /model"


def test_yaml_read_where_most_of_the_stack_is_in_use(check: Check):
    def deeper(frames: int) -> list[str]:
        return deeper(frames - 1) if frames else check(f"{text}---\n{NEXT}", "records.yaml")

    text = f"id: a\nmodel: m\ntrain_kwargs: {'[' * 500 + ']' * 500}\n"
    frames = len(inspect.stack(0))
    findings = deeper(sys.getrecursionlimit() - frames - 300)
    assert findings[-1] == "6:8 DSP205 /model"


COMMANDS = [
    ["validate"],
    ["validate", "--strict-json"],
    ["convert"],
    ["publish"],
    ["publish", "--to", "jsonld"],
    ["evidence"],
    ["query", "ASK {}"],
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.yaml"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_one_limit_in_all_commands(tmp_path: Path, command: list[str], name: str):
    """The record and one of its members are the first two levels."""
    for levels, expected in ((DEEPEST - 1, 0), (DEEPEST, 1)):
        (tmp_path / name).write_text(job_with("[" * levels + "]" * levels) + "\n")
        arguments = [*command[:1], name, *command[1:]] if command[0] != "query" else [*command, name]
        done = subprocess.run(
            [sys.executable, "-m", "dspy_schema", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
        assert done.returncode == expected, done.stdout[-300:] + done.stderr
        assert ("DSP107" in done.stdout + done.stderr) is bool(expected)
