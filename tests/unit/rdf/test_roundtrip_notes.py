"""What was written is believed only where it agrees with the graph."""

from __future__ import annotations

import json

import pytest

from dspy_schema.rdf import roundtrip_notes


@pytest.mark.parametrize(
    ("in_graph", "noted"),
    [
        ("3", "3.0"),
        ("3", "3e0"),
        ("0", "-0.0"),
        ("-0.0", "-0.0"),
        ("0.5", "0.50"),
        ("12345678901234567000", "12345678901234567890"),
        ("12345678901234567168", "12345678901234567890"),
        ("12345678901234567890", "12345678901234567890"),
        ("1.2345678901234568e+22", "12345678901234567890123"),
        ("12345678901234568000000", "12345678901234567890123"),
        ("0.3", "0.30000000000000004"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1e-07", "1E-7"),
        ("1e999", "1e400"),
        ("1e999", "1.7976931348623155e308"),
    ],
)
def test_a_number_that_a_processor_changed_is_as_it_was(in_graph: str, noted: str) -> None:
    assert roundtrip_notes.restore_number(in_graph, noted) == noted


@pytest.mark.parametrize(
    ("in_graph", "noted"),
    [
        ("4", "3.0"),
        ("12345678901234567891", "12345678901234567890"),
        ("0.30000000000000001", "0.4"),
        ("0.31", "0.30000000000000004"),
        ("1", "-1"),
        ("3", "null"),
        ("1", "1e99999999999999999999"),
    ],
)
def test_an_edited_number_wins(in_graph: str, noted: str) -> None:
    assert roundtrip_notes.restore_number(in_graph, noted) == in_graph


def restored(value: str, **notes: str) -> str:
    return roundtrip_notes.restore_json(
        value, roundtrip_notes.parse_notes(json.dumps({f"/{key}": text for key, text in notes.items()}))
    )


def test_restored_inside_of_a_text() -> None:
    text = '{"a": {"b" : [1, 2, {"c":3}]}, "x": "3"}'
    notes = roundtrip_notes.parse_notes(
        '{"/a/b/0": "1.0", "/a/b/2/c": "3e0", "/a/b/9": "1.0", "/x": "3.0", "/a/n": "null", "/y/z": "2.0"}'
    )
    assert roundtrip_notes.restore_json(text, notes) == '{"a": {"n":null,"b" : [1.0, 2, {"c":3e0}]}, "x": "3"}'


def test_a_null_does_not_replace_a_value() -> None:
    assert restored('{"a":1}', a="null", b="null") == '{"b":null,"a":1}'
    assert restored("{}", b="null") == '{"b":null}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '"text"',
        '{"/a": 1}',
        '{"/a": null}',
        '{"a": "null"}',
        '{"": "null"}',
        '{"/a~2": "null"}',
        '{"/a": "1", "/a/b": "1"}',
        '{"/a/b": "1", "/a": "1"}',
        r'{"/a": "\"text\""}',
        '{"/a": "01"}',
        '{"/a": "NaN"}',
        '{"/a": "1, \\"id\\": 2"}',
        '{"/@context": "{"}',
        '{"/a/@type": "{}"}',
    ],
)
def test_malformed(text: str) -> None:
    with pytest.raises(roundtrip_notes.MalformedNoteError, match="as_written"):
        roundtrip_notes.parse_notes(text)


def test_own_keywords_and_a_type_that_is_no_longer_so() -> None:
    notes = roundtrip_notes.parse_notes(json.dumps({"/@type": '"dspy:TrainingJob"', "/@context": '{"a":\n1}'}))
    both = [("@context", '{"a": 1}'), ("@type", '"dspy:TrainingJob"')]
    assert roundtrip_notes.restore_keywords(notes, "TrainingJob") == both
    assert roundtrip_notes.restore_keywords(notes, None) == both
    assert roundtrip_notes.restore_keywords(notes, "ReinforceJob") == both[:1]
