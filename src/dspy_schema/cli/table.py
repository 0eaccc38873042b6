"""The solutions of a query as a table that people read: aligned, and no wider than their screen."""

from __future__ import annotations

import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING

from dspy_schema.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

MEASURED = 1000
"""How many rows are looked at for the widths of the columns; what follows is cut to fit."""

_GAP = 2
_NARROWEST = 8
_NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}

# The text, whether it is a number, and whether its end matters more than its beginning.
Cell = tuple[str, bool, bool]


def lines(solutions: ox.QuerySolutions, prefixes: Mapping[str, str], base: str, width: int) -> Iterator[str]:
    """The lines of the table: the names of the variables, a rule, the solutions.

    Controls are shown as escapes, IRIs as a query may write them: `dspy:model`, those of records as `<id>` without
    the base. A cell that is too wide is cut at `…`.
    """
    head: list[Cell] = [(each.value, False, False) for each in solutions.variables]
    rows = ([_cell(term, prefixes, base) for term in solution] for solution in solutions)
    first = list(islice(rows, MEASURED))
    if not first:
        yield "no results"
        return
    widths = _fitting([max(_width(cell[0]) for cell in column) for column in zip(head, *first, strict=True)], width)
    # A column of nothing but numbers stands to the right, with its name.
    right = [
        any(cell[1] for cell in column) and all(cell[1] or not cell[0] for cell in column)
        for column in zip(*first, strict=True)
    ]
    yield _line(head, widths, right)
    yield (" " * _GAP).join("-" * each for each in widths)
    for row in chain(first, rows):
        yield _line(row, widths, right)


def _cell(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, prefixes: Mapping[str, str], base: str
) -> Cell:
    from pyoxigraph import Literal, NamedNode

    if term is None:
        return "", False, False
    if isinstance(term, Literal):
        return visible(term.value), term.datatype.value in _NUMBERS, False
    if isinstance(term, NamedNode):
        return visible(_short(term.value, prefixes, base)), False, True
    return visible(str(term)), False, False


def _short(iri: str, prefixes: Mapping[str, str], base: str) -> str:
    for prefix, start in prefixes.items():
        local = iri[len(start) :]
        if iri.startswith(start) and local.replace("-", "_").isidentifier():
            return f"{prefix}:{local}"
    # Relative to another ending than a slash, the same text would be another IRI.
    return f"<{iri.removeprefix(base) if base.endswith('/') else iri}>"


def _fitting(widths: list[int], width: int) -> list[int]:
    """The widths of the columns, the widest made narrower until a line has `width` columns, or all are narrow."""
    left = width - _GAP * (len(widths) - 1)
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
        shown = _cut(text, width, tail=tail)
        space = " " * (width - _width(shown))
        parts.append(space + shown if is_right else shown + space)
    return (" " * _GAP).join(parts).rstrip()


def _cut(text: str, width: int, *, tail: bool) -> str:
    if _width(text) <= width:
        return text
    kept: list[str] = []
    left = width - 1
    for character in reversed(text) if tail else text:
        left -= _width(character)
        if left < 0:
            break
        kept.append(character)
    return f"…{''.join(reversed(kept))}" if tail else f"{''.join(kept)}…"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
