"""Where the parts of records stand in JSON-LD; see `Places`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.records import scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspy_schema.records.batch import Places


class OfRecords:
    """Places in nodes, of which the records are parts."""

    def __init__(self, nodes: Sequence[bytes], records: Sequence[bytes], places: Places) -> None:
        self._nodes = nodes
        self._records = records
        self._places = places

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the record."""
        node, record = self._nodes[index].decode(errors="replace"), self._records[index].decode(errors="replace")
        before = [child for child in scan.children(record, 0) if child[1] <= offset]
        if not before:
            return self._places.of_offset(index, 0)
        name, key, value = before[-1]
        at_key = offset < value
        begin = scan.offset(node, [name], at_key=at_key)
        return self._places.of_offset(index, begin + offset - (key if at_key else value))

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return self._places.of_pointer(index, pointer, at_key=at_key)


class Later:
    """Places of the texts of a batch from the one at `start` on."""

    def __init__(self, places: Places | None, start: int) -> None:
        self._places = places
        self._start = start

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._places.of_offset(index + self._start, offset) if self._places else (1, 1)

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return self._places.of_pointer(index + self._start, pointer, at_key=at_key) if self._places else (1, 1)


class OnLine:
    """Places in a document that is a line; its beginning where a record went through a graph."""

    def __init__(self, places: Places | None, line: int) -> None:
        self._places = places
        self._line = line

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._line, self._places.of_offset(index, offset)[1] if self._places else 1

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return self._line, self._places.of_pointer(index, pointer, at_key=at_key)[1] if self._places else 1
