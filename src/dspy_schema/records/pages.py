"""Read JSON Lines in which every line is a list of records, as pages of a vendor's list are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.records import document

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from dspy_schema.records.batch import Batch, Places

_LIST_FIRST = re.compile(rb'\s*\{\s*"object"\s*:\s*"list"').match


def begin(stream: io.BufferedReader[Any]) -> bool:
    """Whether the first line of a stream, as far as it is there, is a vendor's list; nothing is read."""
    head = stream.peek(1).lstrip()
    line, end, _ = head.partition(b"\n")
    if _LIST_FIRST(line):
        return True
    # A list that tells it at its end is seen if all of the line is there.
    if not end or b'"list"' not in line:
        return False
    try:
        members = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return bytes(members.get("object", b"")) == b'"list"'


def read(stream: io.BufferedReader[Any], source: str) -> Iterator[Batch]:
    """Batches of the records of each line."""
    first = 1
    for number, line in enumerate(stream):
        if line.isspace():
            continue
        for batch in document.read(line, source):
            places = _Lower(batch.places, number) if batch.places else None
            yield msgspec.structs.replace(batch, first=first, places=places)
            first += len(batch.texts)


class _Lower:
    """Places in a line, of a file in which `lines` come before it."""

    def __init__(self, places: Places, lines: int) -> None:
        self._places = places
        self._lines = lines

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:
        line, column = self._places.of_offset(index, offset)
        return line + self._lines, column

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        line, column = self._places.of_pointer(index, pointer, at_key=at_key)
        return line + self._lines, column
