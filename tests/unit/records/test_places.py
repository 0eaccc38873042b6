"""Where the parts of a text stand, against a plain count on any JSON document."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema.jsontext import scanner
from dspy_schema.records.batch import TextLocator

if TYPE_CHECKING:
    from collections.abc import Iterator

quick = settings(max_examples=tries(250), deadline=None, derandomize=True, database=None)

names = st.sampled_from(
    ["", "a", "id", "model", "a/b", "~", "~1", "0", "é", "😀", '"', "\\", "\n", "a:", "{"]
) | st.text(max_size=3)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | names
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4), max_leaves=12
)
records = st.dictionaries(names, values, max_size=6)


def spread(value: Any, seed: int, *, ascii_only: bool) -> str:
    """The value as JSON with white space, line feeds among it, in odd places."""
    chance = random.Random(seed)

    def space() -> str:
        return chance.choice(["", "", " ", "\n", "\r\n", "\t", "  \n "])

    def write(value: Any) -> str:
        if isinstance(value, dict):
            members = [
                f"{space()}{json.dumps(name, ensure_ascii=ascii_only)}{space()}:{space()}{write(item)}{space()}"
                for name, item in value.items()
            ]
            return "{" + (",".join(members) or space()) + "}"
        if isinstance(value, list):
            return "[" + (",".join(space() + write(entry) + space() for entry in value) or space()) + "]"
        return json.dumps(value, ensure_ascii=ascii_only)

    return space() + write(value) + space()


documents = st.builds(
    lambda value, seed, ascii_only: (value, spread(value, seed, ascii_only=ascii_only)),
    records,
    st.integers(0, 10**6),
    st.booleans(),
)


def paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every path in a value, with what stands there."""
    yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in children:
        yield from paths(child, (*path, str(name)))


@quick
@given(documents)
def test_every_member_is_found(document: tuple[Any, str]):
    value, text = document
    for path, expected in paths(value):
        at = scanner.find_offset(text, path)
        assert json.JSONDecoder().raw_decode(text, at)[0] == expected
        assert scanner.split_pointer(scanner.join_pointer(path)) == list(path)


@quick
@given(documents)
def test_every_name_is_found(document: tuple[Any, str]):
    value, text = document
    for path, expected in paths(value):
        if path and isinstance(at_path(value, path[:-1]), dict):
            at = scanner.find_offset(text, path, at_key=True)
            name, end = json.JSONDecoder().raw_decode(text, at)
            assert name == path[-1]
            assert text[end:].lstrip(" \t\r\n").startswith(":")
            after = end + text[end:].index(":") + 1
            after += len(text[after:]) - len(text[after:].lstrip(" \t\r\n"))
            assert json.JSONDecoder().raw_decode(text, after)[0] == expected


@quick
@given(documents, names)
def test_a_missing_member_is_looked_for_where_it_should_be(document: tuple[Any, str], name: str):
    value, text = document
    for path, inside in paths(value):
        if not isinstance(inside, dict) or name in inside:
            continue
        for at_key in (False, True):
            assert scanner.find_offset(text, (*path, name), at_key=at_key) == scanner.find_offset(text, path)


def test_a_missing_member_is_not_taken_for_one_of_the_same_name_further_down():
    text = '{"model": "m", "train_data": [{"id": 1}]}'
    assert scanner.find_offset(text, ["id"]) == 0
    assert scanner.find_offset(text, ["id"], at_key=True) == 0


@quick
@given(documents)
def test_lines_and_columns_are_those_of_a_plain_count(document: tuple[Any, str]):
    value, text = document
    before = "x\n\ny  "
    places = TextLocator([text.encode()], lambda _: (3, 4))
    for path, _ in paths(value):
        at = len(before) + scanner.find_offset(text, path)
        lines = (before + text)[:at].split("\n")
        assert places.locate_pointer(0, scanner.join_pointer(path)) == (len(lines), len(lines[-1]) + 1)
    for offset in range(0, len(text), 7):
        lines = (before + text)[: len(before) + offset].split("\n")
        assert places.locate_offset(0, offset) == (len(lines), len(lines[-1]) + 1)


@quick
@given(documents)
def test_repeated_names_are_found_in_text_order(document: tuple[Any, str]):
    value, text = document
    assert list(scanner.find_repeated_names(text, every_level=True)) == []
    for path, inside in paths(value):
        if isinstance(inside, dict) and inside:
            start = scanner.find_offset(text, path)
            name = next(iter(inside))
            twice = f"{text[: start + 1]}{json.dumps(name)}:0,{text[start + 1 :]}"
            found = list(scanner.find_repeated_names(twice, every_level=True))
            assert [pointer for pointer, _ in found] == [scanner.join_pointer((*path, name))]
            assert json.JSONDecoder().raw_decode(twice, found[0][1])[0] == name
            assert len(list(scanner.find_repeated_names(twice, every_level=False))) == (not path)


def at_path(value: Any, path: tuple[str, ...]) -> Any:
    for token in path:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value
