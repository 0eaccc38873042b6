"""A trailing comma is reported in the same words, at the comma, whatever version of Python reads it."""

from __future__ import annotations

import pytest

from dspy_schema.jsontext.strict import parse


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ('{"id":"a",}', "illegal trailing comma before end of object", 9),
        ('{"a":1 ,\n }', "illegal trailing comma before end of object", 7),
        ("[1,]", "illegal trailing comma before end of array", 2),
        ('{"a":[ 1 ,\t]}', "illegal trailing comma before end of array", 9),
        ("[1,}", "expecting value", 3),
        ('{"a":1,]', "expecting property name enclosed in double quotes", 7),
        ("[,]", "expecting value", 1),
        ("{,}", "expecting property name enclosed in double quotes", 1),
        ('{"a":}', "expecting value", 5),
    ],
)
def test_trailing_comma(text: str, message: str, offset: int):
    (fault,) = parse(text.encode()).faults
    assert (fault.code, fault.message, fault.offset) == ("DSP101", f"broken JSON: {message}", offset)
