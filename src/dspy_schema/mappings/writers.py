"""The merged mapping set as SSSOM/TSV, SSSOM/JSON and Turtle: one export a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dspy_schema.mappings.merged import Merged


def _tsv(merged: Merged) -> bytes:
    from dspy_schema.mappings import write_tsv

    return write_tsv.write(merged)


def _json(merged: Merged) -> bytes:
    from dspy_schema.mappings import write_json

    return write_json.write(merged)


def _turtle(merged: Merged) -> bytes:
    from dspy_schema.mappings import write_turtle

    return write_turtle.write(merged)


WRITERS: dict[str, Callable[[Merged], bytes]] = {"tsv": _tsv, "json": _json, "turtle": _turtle}
