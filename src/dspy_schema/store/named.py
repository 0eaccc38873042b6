"""Queries that come with the package, each a file whose first comment tells what it is for."""

from __future__ import annotations

import os
from pathlib import Path

from dspy_schema.errors import QueryError

FOLDER = Path(os.path.dirname(__file__), "queries")


def all_named() -> dict[str, str]:
    """The names of the queries, and what each tells, in one line."""
    return {path.stem: path.read_text("utf-8").partition("\n")[0].lstrip("# ") for path in sorted(FOLDER.glob("*.rq"))}


def text(name: str) -> str:
    """The SPARQL of the query of that name; raises QueryError."""
    if name not in all_named():
        raise QueryError(f"no query {name!r}; the named queries are {', '.join(all_named())}")
    return (FOLDER / f"{name}.rq").read_text("utf-8")
