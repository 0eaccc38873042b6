"""Tables that people read, of the solutions of a query and others: aligned, and no wider than their screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.documents import columns
from dspy_schema.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from dspy_schema.documents.columns import Cell

_NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}


def lines(solutions: ox.QuerySolutions, prefixes: Mapping[str, str], base: str, width: int) -> Iterator[str]:
    """The lines of the table: the names of the variables, a rule, the solutions.

    Controls are shown as escapes, IRIs as a query may write them: `dspy:model`, those of records as `<id>` without
    the base. A cell that is too wide is cut at `…`.
    """
    head: list[Cell] = [(each.value, False, False) for each in solutions.variables]
    yield from fitted(head, ([_cell(term, prefixes, base) for term in solution] for solution in solutions), width)


def fitted(head: list[Cell], rows: Iterable[list[Cell]], width: int, none: str = "no results") -> Iterator[str]:
    """The lines of a table of cells, of which some are cut where it would be wider; `none` where there are no rows."""
    shown = columns.lines(head, rows, width)
    yield next(shown, none)
    yield from shown


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
