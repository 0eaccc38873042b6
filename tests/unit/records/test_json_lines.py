"""Any bytes, read in any ranges, give every line once."""

from __future__ import annotations

import io
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema.records import json_lines

quick = settings(max_examples=tries(300), deadline=None, derandomize=True, database=None)

lines = st.sampled_from(
    [b"\n", b"\n", b"{}\n", b"  \n", b"\r\n", b"[1,2,3]\r\n", b"x" * 9 + b"\n", b"\xff\x00\n", b"\t"]
)
contents = st.lists(lines, max_size=12).map(b"".join) | st.binary(max_size=30)


def read(data: bytes, start: int, end: int) -> tuple[list[bytes], int]:
    """The records of the lines that begin in a range, as a process that was handed it reads them."""
    stream = io.BufferedReader(io.BytesIO(data), 16)
    if start:
        stream.seek(start - 1)
        stream.readline()
    texts: list[bytes] = []
    count = 0
    for batch in json_lines.read_lines(stream, "x", until=end - stream.tell()):
        assert batch.first == len(texts) + 1
        for index in range(len(batch.texts)):
            line, column = batch.locator.locate_offset(index, 0)
            assert column == 1
            assert count < line <= count + batch.lines
        texts += batch.texts
        count += batch.lines
    return texts, count


@quick
@given(contents, st.lists(st.integers(0, 200), max_size=5))
def test_ranges_give_every_line_once(data: bytes, cuts: list[int]):
    ends = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    texts: list[bytes] = []
    count = 0
    for start, end in pairwise(ends):
        piece, number = read(data, start, end)
        texts += piece
        count += number
    whole = io.BytesIO(data).readlines()
    assert texts == [line for line in whole if line.strip()]
    assert count == len(whole)


@quick
@given(contents)
def test_lines_are_numbered_from_one_and_records_too(data: bytes):
    found = [
        (batch.first + index, batch.locator.locate_offset(index, 0)[0], text)
        for batch in json_lines.read_lines(io.BufferedReader(io.BytesIO(data)), "x")
        for index, text in enumerate(batch.texts)
    ]
    expected = [(number, line) for number, line in enumerate(io.BytesIO(data).readlines(), 1) if line.strip()]
    assert [(line, text) for _, line, text in found] == expected
    assert [record for record, _, _ in found] == list(range(1, len(found) + 1))


def test_a_file_of_many_batches_is_numbered_through():
    data = b'{"a": 1}\n\n' * 50_000
    records = lines_read = 0
    for batch in json_lines.read_lines(io.BufferedReader(io.BytesIO(data)), "x"):
        assert batch.first == records + 1
        assert batch.locator.locate_offset(0, 0)[0] in {lines_read + 1, lines_read + 2}
        records += len(batch.texts)
        lines_read += batch.lines
    assert (records, lines_read) == (50_000, 100_000)
