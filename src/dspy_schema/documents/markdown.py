"""A report as Markdown (CommonMark, with the tables of GitHub): nothing that is quoted means anything in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import Block, Entry, Grid, Heading, Inline, Line, Linked, Paragraph, Quoted, Table
from dspy_schema.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Characters that mean something anywhere in a line (CommonMark 0.31, section 2.4); the others mean it at its beginning.
_SPECIAL = re.compile(r"[\\`*_\[\]|~$&<>]")
# With those of which addresses become links by themselves.
_AND_LINKS = re.compile(r"[\\`*_\[\]|~$&<>:@!]|(?<=www)\.", re.IGNORECASE)
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_AT_BEGINNING = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")


def write(blocks: Iterable[Block]) -> Iterator[str]:
    """The pieces of the document."""
    for number, block in enumerate(blocks):
        if number:
            yield "\n"
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {_plain(block.text)}\n"
        elif isinstance(block, Paragraph):
            yield f"{'> ' if block.is_note else ''}{_line(block.line)}\n"
        elif isinstance(block, Table):
            yield "| | |\n|---|---|\n"
            yield from (f"| {_plain(name)} | {_line(line)} |\n" for name, line in block.rows)
        elif isinstance(block, Grid):
            yield f"| {' | '.join(map(_plain, [block.corner, *block.columns]))} |\n"
            yield f"|{'---|' * (len(block.columns) + 1)}\n"
            for name, marks in block.rows:
                yield f"| {' | '.join([_code(name), *(_plain(each.text) for each in marks)])} |\n"
        else:
            yield from _entry(block)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- {_line(entry.head)}\n"
    for item in entry.items:
        for number, line in enumerate(item.lines):
            yield f"        - {_line(line)}\n" if number else f"    - **{_plain(item.mark)}:** {_line(line)}\n"


def _line(line: Line) -> str:
    text = "".join(map(_inline, line))
    return _AT_BEGINNING.sub(r"\1\\\2", text) if line and isinstance(line[0], str) else text


def _inline(piece: Inline) -> str:
    if isinstance(piece, Quoted):
        return _code(piece.text)
    if isinstance(piece, Linked):
        return f"[{_code(piece.text)}](<{_target(piece.iri)}>)"
    return _plain(piece)


def _plain(text: str, special: re.Pattern[str] = _SPECIAL) -> str:
    return special.sub(lambda match: _HTML.get(match[0], f"\\{match[0]}"), printable(text))


def _code(text: str) -> str:
    """A code span, or the text with escapes where a code span would end, or where some readers look for HTML in one."""
    text = printable(text)
    if not text.strip() or text != text.strip() or re.search(r"[`|<>&\\]", text):
        return _plain(text, _AND_LINKS)
    return f"`{text}`"


def _target(iri: str) -> str:
    return re.sub(r"[<>\\\s|]", lambda match: f"%{ord(match[0]):02X}", iri)
