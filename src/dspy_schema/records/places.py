"""Where the parts of a record stand: worked out only for records that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class TextPlaces:
    """Places in texts that are pieces of their source; `start` gives the line and column of the i-th text."""

    def __init__(self, texts: Sequence[bytes], start: Callable[[int], tuple[int, int]]) -> None:
        self._texts = texts
        self._start = start

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._place(index, self._texts[index].decode(errors="replace"), offset)

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member; see `Places`."""
        # Imported here, so that a run in which nothing fails never pays for the scanner.
        from dspy_schema.records import scan

        text = self._texts[index].decode(errors="replace")
        return self._place(index, text, scan.offset(text, scan.tokens(pointer), at_key=at_key))

    def _place(self, index: int, text: str, offset: int) -> tuple[int, int]:
        line, column = self._start(index)
        breaks = text.count("\n", 0, offset)
        return (line + breaks, offset - text.rfind("\n", 0, offset)) if breaks else (line, column + offset)
