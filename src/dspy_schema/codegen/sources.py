"""The schema itself, as it is written, and its mappings as one file: what run-time code and people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.codegen.schema import ROOT
from dspy_schema.mappings import alignment, merged, writers

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema

_SUFFIXES = {".toml", ".tsv", ".yaml"}


def generate(_: Schema) -> dict[str, bytes]:
    """Below `schema/`, every file of the schema; and `dspy.sssom.tsv`."""
    files = sorted(path for path in ROOT.parent.rglob("*") if path.suffix in _SUFFIXES and path.name[0] != ".")
    made = {path.as_posix(): path.read_bytes() for path in files}
    sets = alignment.load(str(ROOT.parent)).sets
    return made | {"dspy.sssom.tsv": writers.WRITERS["tsv"](merged.merged(sets))}
