"""Escaped Markdown."""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path, PurePosixPath


# Code as the schema writes it, or a URL: what is more than plain text. The longest run of backticks first.
_MARKED = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|<?(?P<url>https?://[^\s<>|`]*[^\s<>|`.,;:!?'\")\]])>?"
)
_PUNCTUATION = str.maketrans({**{each: f"\\{each}" for each in "\\`*[]{}"}, "&": "&amp;", "<": "&lt;", ">": "&gt;"})
# An underscore inside a word is plain text already.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
# Would start a heading, a list, a quotation, a table or a block of an extension.
_START = re.compile(r"^(#|[-+](?=\s|[-+])|=|!{3}|\?{3}|:|/{3}|\d+(?=[.)]))")
_WORD = re.compile(r"\b\w+\b")
_DOUBLED = re.compile(r"([~^=+])(?=\1)|(?<=([~^=+]))\2")


def escape_text(written: object, targets: Mapping[str, str] | None = None) -> str:
    """One line of Markdown that shows a text as it is meant: plain, but for ``code`` and URLs.

    Words that are in `targets` lead there.
    """
    line = " ".join(str("" if written is None else written).split())
    return "".join(_runs(line, targets or {}))


def paragraphs(written: object, targets: Mapping[str, str] | None = None) -> str:
    """A text in its paragraphs, which empty lines part."""
    parts = re.split(r"\n\s*\n", str("" if written is None else written))
    return "\n\n".join(_start_escaped(escape_text(part, targets)) for part in parts if part.strip())


def escape_cell(written: object, targets: Mapping[str, str] | None = None) -> str:
    """A text as a cell of a table; without the full stop, as in a list."""
    return escape_text(written, targets).removesuffix(".")


def join_words(written: object) -> set[str]:
    """The words of a text that stand neither in code nor in a URL."""
    return set(_WORD.findall(_MARKED.sub(" ", str("" if written is None else written))))


def first_sentence(written: object) -> str:
    """What stands before the second sentence; a full stop inside a name or a number ends none."""
    line = " ".join(str("" if written is None else written).split())
    return re.split(r"(?<=[.!?]) (?=[A-Z`(])", line, maxsplit=1)[0]


def code_span(written: object) -> str:
    """A text as code, exactly, also in a cell of a table."""
    shown = " ".join(str(written).splitlines())
    if "`" in shown or "|" in shown or not shown.strip() or shown != shown.strip():
        # Entities: in a cell, neither of the two can stand in backticks in all dialects of Markdown.
        escaped = html.escape(shown, quote=False).translate(_CODE)
        return f"<code>{escaped}</code>"
    return f"`{shown}`"


_CODE = str.maketrans({each: f"&#{ord(each)};" for each in "\\`*_[]{}|"})


def markdown_link(shown: str, target: str) -> str:
    """A link; `shown` is Markdown already."""
    return f"[{shown}]({target})"


def escape_url(target: object) -> str:
    """A link that shows where it leads."""
    return f"<{target}>"


def heading_anchor(name: str) -> str:
    """A place that links can lead to."""
    return f'<a id="{html.escape(name)}"></a>'


def relative_link(page: PurePosixPath, target: PurePosixPath, at: str = "") -> str:
    """Where a link on `page` to another page leads; both are given from the root of the site."""
    to = "" if page == target and at else posixpath.relpath(target, page.parent)
    return f"{to}#{at}" if at else to


def raw_table(heads: list[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown cells; empty text where there is no row."""
    lines = [f"| {' | '.join(row)} |".replace("\n", " ") for row in rows]
    return "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *lines]) if lines else ""


def indent_below(text: str) -> str:
    """A lesser part of a cell, on a line of its own; empty text where there is none."""
    return f" <br/> <small>{text}</small>" if text else ""


def code_fence(language: str, content: str) -> str:
    """A block of code; its fence is longer than any in the content."""
    longest = max((len(run) for run in re.findall(r"^\s*(`{3,})", content, re.MULTILINE)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{content.rstrip(chr(10))}\n{ticks}"


def details_block(summary: str, content: str) -> str:
    """A part that is folded until the reader opens it, and that a search leaves out; `summary` is plain text."""
    head = f'<details data-search-exclude markdown="1">\n<summary>{html.escape(summary, quote=False)}</summary>'
    return f"{head}\n\n{content}\n\n</details>"


def front_matter(**members: object) -> str:
    """What the site's builder is told of a page."""
    dumped: str = yaml.safe_dump(members, sort_keys=False, allow_unicode=True, width=10**6)
    return f"---\n{dumped}---"


def plain_text(written: object) -> str:
    """A text without any markup, on one line."""
    return " ".join(str("" if written is None else written).replace("``", "").split())


def _runs(line: str, targets: Mapping[str, str]) -> Iterator[str]:
    end = 0
    for found in _MARKED.finditer(line):
        yield _escaped(line[end : found.start()], targets)
        yield code_span(found["code"].strip()) if found["code"] else escape_url(found["url"])
        end = found.end()
    yield _escaped(line[end:], targets)


def _escaped(run: str, targets: Mapping[str, str]) -> str:
    run = _UNDERSCORE.sub(r"\\_", run.translate(_PUNCTUATION)).replace("|", r"\|")
    run = _DOUBLED.sub(lambda found: f"&#{ord(found[0])};", run)
    return _WORD.sub(lambda found: markdown_link(found[0], targets[found[0]]) if found[0] in targets else found[0], run)


def _start_escaped(line: str) -> str:
    return _START.sub(
        lambda found: f"&#{ord(found[0][0])};{found[0][1:]}" if not found[0].isdigit() else f"{found[0]}\\", line
    )


def render_table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """The lines of a table."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def source_line(text: object) -> str:
    """The text on one line, with code as Markdown writes it: schemas write it as reStructuredText does."""
    return " ".join(str(text or "").replace("``", "`").split())


def write_page(path: Path, lines: Iterable[str]) -> None:
    """Write a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
