"""A report as plain text; aligned columns, which lists and query results use as well."""

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
"""Number of rows that decide the widths of the columns; cells of later rows are cut to fit."""
GAP = 2
"""Number of spaces between columns."""
Cell: TypeAlias = tuple[str, bool, bool]
"""A text, whether it is a number, and whether a cut keeps its end instead of its beginning."""


def align_columns(
    head: list[Cell], rows: Iterable[list[Cell]], width: int, *, without_rows: str | None = None
) -> Iterator[str]:
    """Render the names of the columns, a rule, and the rows; where there is no row, the line `without_rows`, if any.

    The texts are not escaped. A cell that is too wide is cut at `…`.
    """
    rows = iter(rows)
    first = list(islice(rows, MEASURED))
    if not first:
        if without_rows is not None:
            yield without_rows
        return
    widths = _fit_widths(
        [max(display_width(cell[0]) for cell in column) for column in zip(head, *first, strict=True)], width
    )
    # A column of nothing but numbers is aligned to the right, with its name.
    right = [
        any(is_number for _, is_number, _ in column) and all(is_number or not text for text, is_number, _ in column)
        for column in zip(*first, strict=True)
    ]
    yield _align_row(head, widths, right)
    yield (" " * GAP).join("-" * column for column in widths)
    for row in chain(first, rows):
        yield _align_row(row, widths, right)


def cut_text(text: str, width: int, *, tail: bool = False) -> str:
    """Return the text where it fits, else its beginning, or with `tail` its end, with `…` for the rest."""
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
    """Count the columns of a terminal that a text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _fit_widths(widths: list[int], width: int) -> list[int]:
    """Narrow the widest columns until a line fits into `width`, or all columns are narrow."""
    left = width - GAP * (len(widths) - 1)
    fitting = list(widths)
    while sum(fitting) > left and (widest := max(fitting)) > _NARROWEST_COLUMN:
        next_ = max([_NARROWEST_COLUMN, *(column for column in fitting if column < widest)])
        number = fitting.count(widest)
        # All of the widest give the same, down to the next.
        give = min(widest - next_, -(-(sum(fitting) - left) // number))
        fitting = [column - give if column == widest else column for column in fitting]
    return fitting


def _align_row(cells: Iterable[Cell], widths: Iterable[int], right: Iterable[bool]) -> str:
    parts = []
    for (text, _, tail), width, is_right in zip(cells, widths, right, strict=True):
        cut = cut_text(text, width, tail=tail)
        space = " " * (width - display_width(cut))
        parts.append(space + cut if is_right else cut + space)
    return (" " * GAP).join(parts).rstrip()


def render(blocks: Iterable[Block], width: int) -> Iterator[str]:
    """Render the text, piece by piece, in lines of at most `width` columns; unsafe characters are escaped."""
    width = max(width, _NARROWEST)
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield from _render_heading(block, width, is_first=number == 0)
        elif isinstance(block, Paragraph):
            yield f"\n{_fill(block.line, width)}\n"
        elif isinstance(block, Table):
            yield from _render_table(block, width)
        elif isinstance(block, Grid):
            yield from _render_grid(block, width)
        else:
            yield from _render_entry(block, width)


def _render_heading(heading: Heading, width: int, *, is_first: bool) -> Iterator[str]:
    text = textwrap.fill(printable(heading.text), width)
    yield text + "\n" if is_first else f"\n{text}\n"
    if heading.level <= 2:
        yield ("=", "-")[heading.level - 1] * min(width, max(map(len, text.split("\n")))) + "\n"


def _render_table(table: Table, width: int) -> Iterator[str]:
    names = min(max((len(name) for name, _ in table.rows), default=0), width // 3)
    for name, line in table.rows:
        yield f"{_fill([f'{name:<{names}}  ', *line], width, after=names + 2)}\n"


def _render_grid(grid: Grid, width: int) -> Iterator[str]:
    """Render the grid in parts, one below the other, so that no column is cut."""
    names = min(max((display_width(name) for name, _ in grid.rows), default=0), width // 2)
    left = start = 0
    for index, widest in enumerate([*_measure_columns(grid), width]):
        left = left if index > start else width - names
        left -= GAP + widest
        if (left < 0 and index > start) or index == len(grid.columns):
            if start < index:
                yield from _render_columns(grid, start, index, width)
            start, left = index, width - names - GAP - widest


def _render_columns(grid: Grid, start: int, end: int, width: int) -> Iterator[str]:
    head = [(printable(name), False, False) for name in (grid.corner, *grid.columns[start:end])]
    rows = (
        [(printable(name), False, True), *((printable(cell.text), False, False) for cell in cells[start:end])]
        for name, cells in grid.rows
    )
    yield "\n"
    yield from (f"{line}\n" for line in align_columns(head, rows, width))


def _measure_columns(grid: Grid) -> list[int]:
    return [
        max([display_width(name), *(display_width(cells[index].text) for _, cells in grid.rows)])
        for index, name in enumerate(grid.columns)
    ]


def _render_entry(entry: Entry, width: int) -> Iterator[str]:
    yield f"\n{_fill(entry.head, width, before=2, after=_INDENT)}\n"
    for item in entry.items:
        for number, line in enumerate(item.lines):
            if number:
                yield f"{_fill(line, width, before=_INDENT + 2, after=_INDENT + 4)}\n"
            else:
                yield f"{_fill([f'{item.label}: ', *line], width, before=_INDENT, after=_INDENT + 2)}\n"


def _fill(line: Line, width: int, before: int = 0, after: int = 0) -> str:
    text = "".join(piece if isinstance(piece, str) else piece.text for piece in line)
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
