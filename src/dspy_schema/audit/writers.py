"""The formats of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.audit import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.audit.evidence import Evidence

FORMATS = ("text", "markdown", "html", "jsonld")


def write(evidence: Evidence, format_: str, *, base: str, most_ids: int, width: int) -> Iterator[bytes]:
    """The pieces of the report in one of FORMATS, as `Evidence.write` tells; raises ValueError for another format."""
    if format_ == "jsonld":
        from dspy_schema.audit import jsonld

        return jsonld.write(evidence, base)
    blocks = layout.blocks(evidence, most_ids)
    if format_ == "markdown":
        from dspy_schema.documents import markdown

        pieces = markdown.write(blocks)
    elif format_ == "html":
        from dspy_schema.documents import html

        pieces = html.write(blocks)
    elif format_ == "text":
        from dspy_schema.documents import text

        pieces = text.write(blocks, width)
    else:
        raise ValueError(f"there is no format {format_!r}; choose among {', '.join(FORMATS)}")
    return (piece.encode() for piece in pieces)
