"""A report as Markdown (CommonMark with the tables of GitHub), in which no quoted text is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import Block, Entry, Grid, Heading, Inline, Line, Linked, Paragraph, Quoted, Table
from dspy_schema.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Characters that are markup anywhere in a line (CommonMark 0.31, section 2.4); others are so at its beginning only.
_MARKUP = re.compile(r"[\\`*_\[\]|~$&<>]")
# Also those that turn addresses into links.
_MARKUP_AND_LINKS = re.compile(r"[\\`*_\[\]|~$&<>:@!]|(?<=www)\.", re.IGNORECASE)
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")


def render(blocks: Iterable[Block]) -> Iterator[str]:
    """Render the document, piece by piece."""
    for number, block in enumerate(blocks):
        if number:
            yield "\n"
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {_escape(block.text)}\n"
        elif isinstance(block, Paragraph):
            yield f"{'> ' if block.is_note else ''}{_render_line(block.line)}\n"
        elif isinstance(block, Table):
            yield "| | |\n|---|---|\n"
            yield from (f"| {_escape(name)} | {_render_line(line)} |\n" for name, line in block.rows)
        elif isinstance(block, Grid):
            yield f"| {' | '.join(map(_escape, [block.corner, *block.columns]))} |\n"
            yield f"|{'---|' * (len(block.columns) + 1)}\n"
            for name, cells in block.rows:
                yield f"| {' | '.join([_render_code(name), *(_escape(cell.text) for cell in cells)])} |\n"
        else:
            yield from _render_entry(block)


def _render_entry(entry: Entry) -> Iterator[str]:
    yield f"- {_render_line(entry.head)}\n"
    for item in entry.items:
        for number, line in enumerate(item.lines):
            yield (
                f"        - {_render_line(line)}\n"
                if number
                else f"    - **{_escape(item.label)}:** {_render_line(line)}\n"
            )


def _render_line(line: Line) -> str:
    text = "".join(map(_render_inline, line))
    return _LINE_START.sub(r"\1\\\2", text) if line and isinstance(line[0], str) else text


def _render_inline(piece: Inline) -> str:
    if isinstance(piece, Quoted):
        return _render_code(piece.text)
    if isinstance(piece, Linked):
        return f"[{_render_code(piece.text)}](<{_escape_iri(piece.iri)}>)"
    return _escape(piece)


def _escape(text: str, markup: re.Pattern[str] = _MARKUP) -> str:
    return markup.sub(lambda match: _HTML.get(match[0], f"\\{match[0]}"), printable(text))


def _render_code(text: str) -> str:
    """Render a code span, or escaped text where the span would end early or some readers look for HTML in it."""
    text = printable(text)
    if not text.strip() or text != text.strip() or re.search(r"[`|<>&\\]", text):
        return _escape(text, _MARKUP_AND_LINKS)
    return f"`{text}`"


def _escape_iri(iri: str) -> str:
    return re.sub(r"[<>\\\s|]", lambda match: f"%{ord(match[0]):02X}", iri)
