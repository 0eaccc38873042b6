"""Results of queries to bytes: a table, CSV, JSON, Turtle, yes or no."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO, cast

from dspy_schema.errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from dspy_schema.store.sparql import Form
    from dspy_schema.store.store import Results

FORMATS = ("table", "csv", "json", "turtle")
_TRIPLES = ("turtle",)
_OF_FORM: dict[str, tuple[str, ...]] = {
    "SELECT": ("table", "csv", "json"),
    "ASK": ("table", "json"),
    "CONSTRUCT": _TRIPLES,
    "DESCRIBE": _TRIPLES,
}
_WIDTH = 100


def format_of(form: Form, format_: str | None) -> str:
    """The format that the results of such a query have: the one that was asked for, or the first that there is.

    Raises QueryError where the form of query has no such results.
    """
    known = _OF_FORM[form]
    if format_ is not None and format_ not in known:
        raise QueryError(f"{form} has no results as {format_}; choose {' or '.join(known)}")
    return format_ or known[0]


def write(results: Results, format_: str, out: BinaryIO, base: str) -> None:
    """Write results in a format that `format_of` gave; `base` is what the IRIs of records begin with.

    Raises QueryError where the query fails halfway.
    """
    import pyoxigraph as ox

    from dspy_schema.store import sparql

    try:
        if isinstance(results, ox.QueryTriples):
            ox.serialize(results, out, ox.RdfFormat.TURTLE, prefixes={"record": base} | sparql.prefixes())
        elif format_ == "csv":
            cast("ox.QuerySolutions", results).serialize(out, ox.QueryResultsFormat.CSV)
        elif format_ == "json":
            results.serialize(out, ox.QueryResultsFormat.JSON)
            out.write(b"\n")
        elif isinstance(results, ox.QueryBoolean):
            out.write(b"yes\n" if results else b"no\n")
        else:
            from dspy_schema.cli import table

            lines = table.lines(results, sparql.prefixes(), base, width())
            out.writelines(f"{line}\n".encode() for line in lines)
    except RuntimeError as error:
        raise QueryError(f"query: {error}") from error


def width() -> int:
    """How wide a table may be: as the terminal is, or 100 columns."""
    try:
        return int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        return _WIDTH
