"""Tables of solutions stay in the width, and no value can break or forge a line."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from dspy_schema.cli import query
from dspy_schema.documents import text
from dspy_schema.store import sparql

BASE = "https://w3id.org/lmodel/dspy/record/"


def lines(values: str, names: str = "?a ?b", width: int = 40, base: str = BASE) -> list[str]:
    store = ox.Store()
    solutions = store.query(f"SELECT {names} {{ VALUES ({names}) {{ {values} }} }}", prefixes=sparql.find_prefixes())
    return [*query.render_table(solutions, sparql.find_prefixes(), base, width)]


def test_columns_are_aligned():
    assert lines('("x" 1) ("longer" 23)') == ["a        b", "------  --", "x        1", "longer  23"]


def test_numbers_among_texts_stand_to_the_left():
    assert lines('("x" 1) (UNDEF "n")') == ["a  b", "-  -", "x  1", "   n"]


def test_iris_are_shown_as_a_query_writes_them():
    shown = lines(f"(dspy:model <{BASE}a%2Fb>) (<http://x/y> <https://w3id.org/lmodel/dspy/a/b>)", width=99)
    assert [line.split() for line in shown[2:]] == [
        ["dspy:model", "<a%2Fb>"],
        ["<http://x/y>", "<https://w3id.org/lmodel/dspy/a/b>"],
    ]
    assert lines("(<http://x/y#z>)", "?a", base="http://x/y#")[2] == "<http://x/y#z>"


def test_nothing():
    assert lines("") == ["no results"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"tab\there", r"tab\there"),
        (r"two\nlines\r", r"two\nlines\r"),
        ("\u2028\u202e\x1b[31m", r"\u2028\u202e\x1b[31m"),
        ("", ""),
        ("ä é 漢字 🙂", "ä é 漢字 🙂"),
    ],
)
def test_controls_are_escaped(text: str, shown: str):
    assert lines(f'("|" "{text}")', width=60)[2] == f"|  {shown}".rstrip()


def test_wide_characters_take_two_columns():
    assert lines('("漢字" 1) ("abcd" 2) ("e\u0301" 3)') == ["a     b", "----  -", "漢字  1", "abcd  2", "e\u0301     3"]


def test_wide_cells_are_cut():
    shown = lines(f'("{"x" * 500}" "short") ("{"漢" * 300}" "s")')
    assert shown == [
        "a" + " " * 34 + "b",
        f"{'-' * 33}  -----",
        f"{'x' * 32}…  short",
        f"{'漢' * 16}…  s",
    ]
    assert lines(f"(<http://x/{'a' * 90}/end>)", "?a")[2] == f"…{'a' * 34}/end>"


def test_many_columns_stay_readable():
    names = " ".join(f"?v{number}" for number in range(12))
    shown = lines("(" + " ".join(['"0123456789"'] * 12) + ")", names)
    assert shown[2] == "  ".join(["0123456…"] * 12)


def test_only_the_first_rows_are_measured():
    values = '("x")' * text.MEASURED + '("0123456789")'
    shown = lines(values, "?name")
    assert len(shown) == text.MEASURED + 3
    assert shown[-1] == "012…"
