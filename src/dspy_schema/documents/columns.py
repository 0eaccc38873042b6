"""Rows of cells as aligned columns, no wider than the screen that people read them on."""

from __future__ import annotations

import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEASURED = 1000
"""How many rows are looked at for the widths of the columns; what follows is cut to fit."""

GAP = 2
"""How many spaces are between columns."""

_NARROWEST = 8

Cell: TypeAlias = tuple[str, bool, bool]
"""The text, whether it is a number, and whether its end matters more than its beginning."""


def lines(head: list[Cell], rows: Iterable[list[Cell]], width: int) -> Iterator[str]:
    """The names of the columns, a rule, and the rows; nothing where there is no row.

    The texts are shown as they are. A cell that is too wide is cut at `…`.
    """
    rows = iter(rows)
    first = list(islice(rows, MEASURED))
    if not first:
        return
    widths = _fitting([max(width_of(cell[0]) for cell in column) for column in zip(head, *first, strict=True)], width)
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
    while sum(fitting) > left and (widest := max(fitting)) > _NARROWEST:
        next_ = max([_NARROWEST, *(each for each in fitting if each < widest)])
        number = fitting.count(widest)
        # All of the widest give the same, down to the next.
        give = min(widest - next_, -(-(sum(fitting) - left) // number))
        fitting = [each - give if each == widest else each for each in fitting]
    return fitting


def _line(cells: Iterable[Cell], widths: Iterable[int], right: Iterable[bool]) -> str:
    parts = []
    for (text, _, tail), width, is_right in zip(cells, widths, right, strict=True):
        shown = cut(text, width, tail=tail)
        space = " " * (width - width_of(shown))
        parts.append(space + shown if is_right else shown + space)
    return (" " * GAP).join(parts).rstrip()


def cut(text: str, width: int, *, tail: bool = False) -> str:
    """The text where it fits, else its beginning, or with `tail` its end, with `…` for the rest."""
    if width_of(text) <= width:
        return text
    kept: list[str] = []
    left = width - 1
    for character in reversed(text) if tail else text:
        left -= width_of(character)
        if left < 0:
            break
        kept.append(character)
    return f"…{''.join(reversed(kept))}" if tail else f"{''.join(kept)}…"


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
