"""PyYAML's parser, as it is changed here, reads and complains as libyaml does."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from dspy_schema.records import yaml_browser, yaml_documents, yaml_nodes

ROOT = Path(__file__).parents[3]
FILES = [*sorted((ROOT / "tests/data").rglob("*.yaml")), *sorted((ROOT / "examples").rglob("*.yaml"))]
WRITTEN = [
    "a: [1, 2, {b: c}]\nd: |\n  text\n  more\ne: >-\n  x\n   y\nf:\n- z\n",
    "? a\n: b\n--- # two\n'it''s': \"a\\u00e9\\x41\"\n...\n",
    "a: &x [1]\nb: *x\n",
    "id:\tjob-1\nmodel: a\tb\nname: c \t d # e\nlist:\t[1,\t2]\n",
    "{a?: b, c: [d? , e]}\n",
    "\ufeffid: é\n\n\nmodel: 日本\n",
]
BROKEN = [
    *("a: b: c\n", "a:\n  - b\n c: d\n", "a: [1, 2\n", "a: [1, 2", "{a: b", "{a: b c: d}\n", "a: }\n", "a: ]\n"),
    *(
        "- a\nb: c\n",
        "a: b\n- c\n",
        "a: b\n? c\nd",
        "a\nb: c\n",
        "a: *x\n",
        "a: * x\n",
        "a: &\n",
        "a: @b\n",
        "a: `b`\n",
    ),
    *(
        'a: "b\n',
        'a: "b',
        "a: 'b\n",
        'a: "\\q"\n',
        "a: %b\n",
        "%YAML 2.0\n---\na: b\n",
        "%YAML 1.2\na: b\n",
        "a: b\n...\nc: d: e\n",
    ),
    *("a: |0\n b\n", "a: |x\n b\n", "a: >>\n", "a: !x!y z\n", "a:, b\n", "{a:, b: c}\n", "[a:]\n"),
    *("\ta: b\n", "a:\n\tb: c\n", "a: b\x07\n", "é: b\x00\n", "a: \x1b\n", "a: b\n...\nc\n: d: e\n"),
    *("[a, [b]\n]]\n", "a: {b: [c}\n", "a: 'b' c\n", "a: b\n b: c\n", "key\n", "a: ,\n", "a: ?\n", "- - a\n -b: c\n"),
    *("x: 1\n---\ny: [\n", "a: !!int x\n", "<<: a\n<<: b\n", "a: .nan\n", "? [a]\n: b\n", "--- a: b\n", ": : :\n"),
]
UNREADABLE = [b"a: \xff\n", b"a: b\xc3", b"a: \xc3(\n", "é: ü\n".encode() + b"b: \xe2\x28\xa1\n", b"\xed\xa0\x80: a\n"]
BITS = [*"\t \n:-[]{},'\"&*!|>%@`#?\\", ": ", "- ", "---\n", "...\n", "\r\n", "é", "😀", "\u2028", "\x07", "a: b: c"]


def read(data: bytes, monkeypatch: pytest.MonkeyPatch, loader: Any) -> list[Any]:
    """All that comes of a document."""
    monkeypatch.setattr(yaml_nodes, "choose_loader", loader)
    return [
        (
            batch.texts,
            batch.findings,
            [(index, value.code, value.message, value.pointer) for index, value in batch.faults.items()],
            [batch.locator.locate_pointer(index, "/a") for index in range(len(batch.texts))] if batch.locator else None,
        )
        for batch in yaml_documents.read_yaml(data, "records.yaml")
    ]


def both(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], list[Any]]:
    return read(data, monkeypatch, yaml.CSafeLoader), read(data, monkeypatch, yaml_browser.Loader)


@pytest.mark.parametrize("data", [path.read_bytes() for path in FILES] + [text.encode() for text in WRITTEN])
def test_reads_the_same(data: bytes, monkeypatch: pytest.MonkeyPatch):
    reference, own = both(data, monkeypatch)
    assert own == reference
    assert [batch for batch in own if batch[0]]


@pytest.mark.parametrize("data", [*(text.encode() for text in BROKEN), *UNREADABLE])
def test_complains_in_the_same_words_at_the_same_place(data: bytes, monkeypatch: pytest.MonkeyPatch):
    reference, own = both(data, monkeypatch)
    assert own == reference


@pytest.mark.parametrize("tail", ["", "...\na: 1\n", "...\n%YAML 1.1\n--- {a: 1}\n", "---\na: [\n"])
@pytest.mark.parametrize(
    "deep",
    [
        "a: " + "[" * 1100 + "]" * 1100,
        "{é: " * 2000,
        "[b c: " + "[" * 1200,
        "- " * 2000,
        "- - " + "[" * 600 + "}",
        "? " * 300 + "[" * 300,
        "[" * 509 + "a: b: c",
        "a: '" + "[" * 1100,
    ],
)
def test_leaves_a_deep_document_at_the_same_place(deep: str, tail: str, monkeypatch: pytest.MonkeyPatch):
    reference, own = both(f"a: 2\n--- # two\n{deep}\n{tail}".encode(), monkeypatch)
    assert own == reference


def test_leaves_several_deep_documents(monkeypatch: pytest.MonkeyPatch):
    text = "\ufeff{é: " + "[" * 1100 + "\r---\u2028é: 2\r\n---\x85" + "- " * 600 + "\n--- a\n---\na: 1\n"
    reference, own = both(text.encode(), monkeypatch)
    assert own == reference
    assert [texts for texts, *_ in own] == [(), [b'{"\xc3\xa9":2}'], (), [b'"a"'], [b'{"a":1}']]


def test_agrees_on_nearly_everything(monkeypatch: pytest.MonkeyPatch):
    """On 98 of 100 files that are changed at random; decision 013 describes the rest."""
    dice = random.Random(7)
    seeds = [path.read_text() for path in FILES] + WRITTEN
    same = 0
    for _ in range(1000):
        text = dice.choice(seeds)
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + (dice.choice(BITS) + text[at:] if dice.random() < 0.7 else text[at + 2 :])
        reference, own = both(text.encode(), monkeypatch)
        same += own == reference
    assert same >= 980


def test_it_is_taken_in_a_browser(monkeypatch: pytest.MonkeyPatch):
    assert isinstance(yaml_nodes.choose_loader(b"a"), yaml.CSafeLoader)
    monkeypatch.setattr(yaml_nodes, "IN_BROWSER", True)
    assert isinstance(yaml_nodes.choose_loader(b"a"), yaml_browser.Loader)
