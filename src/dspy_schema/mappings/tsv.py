"""Tab-separated tables with a head: cells, and the columns in which they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.mappings.places import Tell

_QUOTE = '"'


def cells(line: str) -> list[str] | None:
    """The cells of a line; one that begins with a quote is quoted as in CSV (RFC 4180). None where a quote is open."""
    if _QUOTE not in line:
        return line.split("\t")
    import csv

    try:
        return next(csv.reader([line], delimiter="\t", strict=True))
    except csv.Error:
        return None


def column(line: str, index: int) -> int:
    """The column, from 1, in which the cell of that index begins."""
    open_ = quoted = False
    begins = True
    for at, character in enumerate(line):
        if not index:
            return at + 1
        if begins:
            # Only in a cell that begins with one do quotes mean anything.
            quoted = open_ = character == _QUOTE
        elif character == _QUOTE and quoted:
            open_ = not open_
        begins = character == "\t" and not open_
        index -= begins
    return len(line) + 1


def rows(lines: list[str], first: int, source: str, tell: Tell) -> Iterator[tuple[int, list[str]]]:
    """The rows below the head, which is the line at index `first`, with their line numbers.

    Tells of rows with another number of cells than the head, and leaves them out.
    """
    number = len(cells(lines[first]) or ())
    for index in range(first + 1, len(lines)):
        found = cells(lines[index])
        if found is None:
            tell(Place(source, index + 1, 1), "has a cell whose quote does not end on its line")
        elif len(found) != number:
            what = f"has {len(found)} cell{'s' * (len(found) != 1)}" if lines[index] else "is empty"
            tell(Place(source, index + 1, 1), f"line {what}, and the head has {number} cells")
        else:
            yield index + 1, found
