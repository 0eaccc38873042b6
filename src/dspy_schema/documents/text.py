"""A report as plain text, no wider than the screen."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from dspy_schema.documents import columns
from dspy_schema.documents.blocks import Block, Entry, Grid, Heading, Line, Paragraph, Table
from dspy_schema.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NARROWEST = 30
_INDENT = 4


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
    text = textwrap.fill(visible(heading.text), width)
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
    names = min(max((columns.width_of(name) for name, _ in grid.rows), default=0), width // 2)
    left = start = 0
    for index, widest in enumerate([*_widths(grid), width]):
        left = left if index > start else width - names
        left -= columns.GAP + widest
        if (left < 0 and index > start) or index == len(grid.columns):
            if start < index:
                yield from _part(grid, start, index, width)
            start, left = index, width - names - columns.GAP - widest


def _part(grid: Grid, start: int, end: int, width: int) -> Iterator[str]:
    head = [(visible(each), False, False) for each in (grid.corner, *grid.columns[start:end])]
    rows = (
        [(visible(name), False, True), *((visible(each.text), False, False) for each in marks[start:end])]
        for name, marks in grid.rows
    )
    yield "\n"
    yield from (f"{line}\n" for line in columns.lines(head, rows, width))


def _widths(grid: Grid) -> list[int]:
    cells = [marks for _, marks in grid.rows]
    return [
        max([columns.width_of(name), *(columns.width_of(marks[index].text) for marks in cells)])
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
        visible(text),
        width,
        initial_indent=" " * before,
        subsequent_indent=" " * after,
        break_on_hyphens=False,
        break_long_words=True,
        drop_whitespace=True,
        replace_whitespace=False,
    )
