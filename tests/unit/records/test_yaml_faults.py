"""Broken YAML is reported in sentences of the package's own, with a remedy where the character suggests one."""

from __future__ import annotations

import pytest

from dspy_schema.records.yaml_documents import read_yaml


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "a: second try: more epochs\n",
            (1, 14),
            "`:` is not expected here; check the indentation, or put a text with a colon in quotes",
        ),
        ("a:\n\tb: c\n", (2, 1), "a tab is not expected here; indent with spaces"),
        ("a: @b\n", (1, 4), "`@` is not expected here; put the text in quotes"),
        ("a: `b`\n", (1, 4), "a backtick is not expected here; put the text in quotes"),
        (
            "a: b\nc:\n  - d\n e: f\n",
            (4, 2),
            "`e` is not expected in the mapping that begins in line 1; check the indentation",
        ),
        ("- a\nb: c\n", (2, 1), "`b` is not expected in the list that begins in line 1; check the indentation"),
        (
            "a: [1,\n 2",
            (3, 1),
            "the end of the file is not expected in the list in brackets that begins in line 1",
        ),
        ("\n{a: b}}\n", (2, 7), "`}` is not expected here"),
        ('a: "b\n', (2, 1), "the end of the file is not expected in the quoted text that begins in line 1"),
        ("a: &\n", (1, 5), "the end of the line is not expected here"),
        ("a: *b\n", (1, 4), "`*b` names no anchor before it"),
        ("%YAML 2.0\n---\na: b\n", (1, 1), "`%` is not expected here; leave the directive out"),
        ("é: b\x07\n", (1, 5), "U+0007 is not a character of YAML; write it as an escape in double quotes"),
        ("a: b\u2028c: é\x1b\n", (2, 5), "U+001B is not a character of YAML; write it as an escape in double quotes"),
        ("\ufeffa: }\n", (1, 4), "`}` is not expected here"),
    ],
)
def test_sentences(text: str, place: tuple[int, int], message: str):
    for data in (text.encode(), text.removeprefix("\ufeff").encode("utf-16")):
        ((finding,),) = [batch.findings for batch in read_yaml(data, "f") if batch.findings]
        assert (finding.code, finding.message) == ("DSP109", f"broken YAML: {message}")
        assert (finding.line, finding.column) == place


def test_faults_after_a_document_that_is_left_have_their_places():
    text = "a: " + "[" * 600 + "\n---\n# two\nb: [c\n---\n"
    *_, last = read_yaml(text.encode(), "f")
    assert [(finding.line, finding.column) for finding in last.findings] == [(5, 1)]
    assert "the list in brackets that begins in line 4" in last.findings[0].message


def test_bytes_that_are_not_utf_8():
    ((finding,),) = [batch.findings for batch in read_yaml(b"\xc3\xa9: \xc3\xbc\nb: \xe2\x28\n", "f")]
    assert (finding.code, finding.line, finding.column) == ("DSP102", 2, 4)
    assert finding.message == "not UTF-8 (invalid continuation byte); save the file as UTF-8"
