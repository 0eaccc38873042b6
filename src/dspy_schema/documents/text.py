"""Plain text and aligned columns."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

from dspy_schema.documents.blocks import Block, Entry, Grid, Heading, Line, Paragraph, Table
from dspy_schema.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_NARROWEST_COLUMN = 8
_NARROWEST = 30
_INDENT = 4
MEASURED = 1000
"""How many rows are looked at for the widths of the columns; what follows is cut to fit."""
GAP = 2
"""How many spaces are between columns."""
Cell: TypeAlias = tuple[str, bool, bool]
"""The text, whether it is a number, and whether its end matters more than its beginning."""


def align_columns(
    head: list[Cell], rows: Iterable[list[Cell]], width: int, *, without_rows: str | None = None
) -> Iterator[str]:
    """The names of the columns, a rule, and the rows; where there is no row, the line `without_rows`, if any.

    The texts are shown as they are. A cell that is too wide is cut at `…`.
    """
    rows = iter(rows)
    first = list(islice(rows, MEASURED))
    if not first:
        if without_rows is not None:
            yield without_rows
        return
    widths = _fitting(
        [max(display_width(cell[0]) for cell in column) for column in zip(head, *first, strict=True)], width
    )
    # A column of nothing but numbers stands to the right, with its name.
    right = [
        any(cell[1] for cell in column) and all(cell[1] or not cell[0] for cell in column)
        for column in zip(*first, strict=True)
    ]
    yield _line(head, widths, right)
    yield (" " * GAP).join("-" * each for each in widths)
    for row in chain(first, rows):
        yield _line(row, widths, right)


def _fitting(widths: list[int], width: int) -> list[int]:
    """The widths of the columns, the widest made narrower until a line has `width` columns, or all are narrow."""
    left = width - GAP * (len(widths) - 1)
    fitting = list(widths)
    while sum(fitting) > left and (widest := max(fitting)) > _NARROWEST_COLUMN:
        next_ = max([_NARROWEST_COLUMN, *(each for each in fitting if each < widest)])
        number = fitting.count(widest)
        # All of the widest give the same, down to the next.
        give = min(widest - next_, -(-(sum(fitting) - left) // number))
        fitting = [each - give if each == widest else each for each in fitting]
    return fitting


def _line(cells: Iterable[Cell], widths: Iterable[int], right: Iterable[bool]) -> str:
    parts = []
    for (text, _, tail), width, is_right in zip(cells, widths, right, strict=True):
        shown = cut_text(text, width, tail=tail)
        space = " " * (width - display_width(shown))
        parts.append(space + shown if is_right else shown + space)
    return (" " * GAP).join(parts).rstrip()


def cut_text(text: str, width: int, *, tail: bool = False) -> str:
    """The text where it fits, else its beginning, or with `tail` its end, with `…` for the rest."""
    if display_width(text) <= width:
        return text
    kept: list[str] = []
    left = width - 1
    for character in reversed(text) if tail else text:
        left -= display_width(character)
        if left < 0:
            break
        kept.append(character)
    return f"…{''.join(reversed(kept))}" if tail else f"{''.join(kept)}…"


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def write(blocks: Iterable[Block], width: int) -> Iterator[str]:
    """The pieces of the text; what must not be shown as it is, is escaped."""
    width = max(width, _NARROWEST)
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield from _heading(block, width, is_first=number == 0)
        elif isinstance(block, Paragraph):
            yield f"\n{_filled(block.line, width)}\n"
        elif isinstance(block, Table):
            yield from _table(block, width)
        elif isinstance(block, Grid):
            yield from _grid(block, width)
        else:
            yield from _entry(block, width)


def _heading(heading: Heading, width: int, *, is_first: bool) -> Iterator[str]:
    text = textwrap.fill(printable(heading.text), width)
    rule = (
        ""
        if heading.level > 2
        else f"{('=', '-')[heading.level - 1] * min(width, max(map(len, text.split(chr(10)))))}\n"
    )
    yield f"{'' if is_first else chr(10)}{text}\n{rule}"


def _table(table: Table, width: int) -> Iterator[str]:
    names = min(max((len(name) for name, _ in table.rows), default=0), width // 3)
    for name, line in table.rows:
        yield f"{_filled([f'{name:<{names}}  ', *line], width, after=names + 2)}\n"


def _grid(grid: Grid, width: int) -> Iterator[str]:
    """The grid, in as many parts, one below the other, as it takes not to cut its columns."""
    names = min(max((display_width(name) for name, _ in grid.rows), default=0), width // 2)
    left = start = 0
    for index, widest in enumerate([*_widths(grid), width]):
        left = left if index > start else width - names
        left -= GAP + widest
        if (left < 0 and index > start) or index == len(grid.columns):
            if start < index:
                yield from _part(grid, start, index, width)
            start, left = index, width - names - GAP - widest


def _part(grid: Grid, start: int, end: int, width: int) -> Iterator[str]:
    head = [(printable(each), False, False) for each in (grid.corner, *grid.columns[start:end])]
    rows = (
        [(printable(name), False, True), *((printable(each.text), False, False) for each in marks[start:end])]
        for name, marks in grid.rows
    )
    yield "\n"
    yield from (f"{line}\n" for line in align_columns(head, rows, width))


def _widths(grid: Grid) -> list[int]:
    cells = [marks for _, marks in grid.rows]
    return [
        max([display_width(name), *(display_width(marks[index].text) for marks in cells)])
        for index, name in enumerate(grid.columns)
    ]


def _entry(entry: Entry, width: int) -> Iterator[str]:
    yield f"\n{_filled(entry.head, width, before=2, after=_INDENT)}\n"
    for item in entry.items:
        for number, line in enumerate(item.lines):
            if number:
                yield f"{_filled(line, width, before=_INDENT + 2, after=_INDENT + 4)}\n"
            else:
                yield f"{_filled([f'{item.mark}: ', *line], width, before=_INDENT, after=_INDENT + 2)}\n"


def _filled(line: Line, width: int, before: int = 0, after: int = 0) -> str:
    text = "".join(each if isinstance(each, str) else each.text for each in line)
    return textwrap.fill(
        printable(text),
        width,
        initial_indent=" " * before,
        subsequent_indent=" " * after,
        break_on_hyphens=False,
        break_long_words=True,
        drop_whitespace=True,
        replace_whitespace=False,
    )
