"""Texts, tables and blocks as Markdown, escaped so that every text looks as it was meant."""

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
_MARKUP = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|<?(?P<url>https?://[^\s<>|`]*[^\s<>|`.,;:!?'\")\]])>?"
)
_PUNCTUATION = str.maketrans({**{mark: f"\\{mark}" for mark in "\\`*[]{}"}, "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_CODE = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\\`*_[]{}|"})
# An underscore inside a word is plain text already.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
# Would start a heading, a list, a quotation, a table or a block of an extension.
_BLOCK_START = re.compile(r"^(#|[-+](?=\s|[-+])|=|!{3}|\?{3}|:|/{3}|\d+(?=[.)]))")
_WORD = re.compile(r"\b\w+\b")
_DOUBLED = re.compile(r"([~^=+])(?=\1)|(?<=([~^=+]))\2")


def escape_text(text: object, targets: Mapping[str, str] | None = None) -> str:
    """Escape a text as one line of Markdown, where ``code`` and URLs stay code and links.

    Words that are in `targets` become links.
    """
    return "".join(_escape_runs(_join_lines(text), targets or {}))


def escape_cell(text: object, targets: Mapping[str, str] | None = None) -> str:
    """Escape a text as a cell of a table; without the full stop, as in a list."""
    return escape_text(text, targets).removesuffix(".")


def render_paragraphs(text: object, targets: Mapping[str, str] | None = None) -> str:
    """Escape a text of several paragraphs, separated by empty lines."""
    parts = re.split(r"\n\s*\n", str("" if text is None else text))
    return "\n\n".join(_escape_block_start(escape_text(part, targets)) for part in parts if part.strip())


def _join_lines(text: object) -> str:
    return " ".join(str("" if text is None else text).split())


def _escape_runs(line: str, targets: Mapping[str, str]) -> Iterator[str]:
    end = 0
    for match in _MARKUP.finditer(line):
        yield _escape_run(line[end : match.start()], targets)
        yield render_code(match["code"].strip()) if match["code"] else render_url(match["url"])
        end = match.end()
    yield _escape_run(line[end:], targets)


def _escape_run(run: str, targets: Mapping[str, str]) -> str:
    run = _UNDERSCORE.sub(r"\\_", run.translate(_PUNCTUATION)).replace("|", r"\|")
    run = _DOUBLED.sub(lambda mark: f"&#{ord(mark[0])};", run)
    return _WORD.sub(lambda word: render_link(word[0], targets[word[0]]) if word[0] in targets else word[0], run)


def _escape_block_start(line: str) -> str:
    return _BLOCK_START.sub(
        lambda start: f"{start[0]}\\" if start[0].isdigit() else f"&#{ord(start[0][0])};{start[0][1:]}", line
    )


def find_words(text: object) -> set[str]:
    """Find the words of a text that stand neither in code nor in a URL."""
    return set(_WORD.findall(_MARKUP.sub(" ", str("" if text is None else text))))


def cut_first_sentence(text: object) -> str:
    """Cut a text before its second sentence; a full stop inside a name or a number ends none."""
    return re.split(r"(?<=[.!?]) (?=[A-Z`(])", _join_lines(text), maxsplit=1)[0]


def strip_markup(text: object) -> str:
    """Strip a text of all markup, on one line."""
    return _join_lines("" if text is None else str(text).replace("``", ""))


def render_source_line(text: object) -> str:
    """Put a text of a schema on one line, with its reStructuredText code as Markdown writes it."""
    return _join_lines(str(text or "").replace("``", "`"))


def render_code(text: object) -> str:
    """Render a text as code, to the letter, also in a cell of a table."""
    line = " ".join(str(text).splitlines())
    if "`" in line or "|" in line or not line.strip() or line != line.strip():
        # Entities: in a cell, neither of the two can stand in backticks in all dialects of Markdown.
        return f"<code>{html.escape(line, quote=False).translate(_CODE)}</code>"
    return f"`{line}`"


def render_link(label: str, target: str) -> str:
    """Render a link; `label` is Markdown already."""
    return f"[{label}]({target})"


def render_url(target: object) -> str:
    """Render a link that shows where it leads."""
    return f"<{target}>"


def render_anchor(name: str) -> str:
    """Render a place that links can lead to."""
    return f'<a id="{html.escape(name)}"></a>'


def relativize_path(page: PurePosixPath, target: PurePosixPath, anchor: str = "") -> str:
    """Turn the path of a page into the target of a link on another; both are relative to the root of the site."""
    path = "" if page == target and anchor else posixpath.relpath(target, page.parent)
    return f"{path}#{anchor}" if anchor else path


def render_small(text: str) -> str:
    """Render a lesser part of a cell, on a line of its own; empty text where there is none."""
    return f" <br/> <small>{text}</small>" if text else ""


def render_code_block(language: str, content: str) -> str:
    """Render a block of code; its fence is longer than any in the content."""
    longest = max((len(run) for run in re.findall(r"^\s*(`{3,})", content, re.MULTILINE)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{content.rstrip(chr(10))}\n{ticks}"


def render_details(summary: str, content: str) -> str:
    """Render a part that is folded until the reader opens it, and that search ignores; `summary` is plain text."""
    head = f'<details data-search-exclude markdown="1">\n<summary>{html.escape(summary, quote=False)}</summary>'
    return f"{head}\n\n{content}\n\n</details>"


def render_front_matter(**members: object) -> str:
    """Render the metadata of a page for the site's builder."""
    dumped: str = yaml.safe_dump(members, sort_keys=False, allow_unicode=True, width=10**6)
    return f"---\n{dumped}---"


def join_table(heads: list[str], rows: Iterable[Iterable[str]]) -> str:
    """Join cells, escaped already, to a table; empty text where there is no row."""
    lines = [f"| {' | '.join(row)} |".replace("\n", " ") for row in rows]
    return "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *lines]) if lines else ""


def render_table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of a table of Markdown cells, in which only `|` is escaped."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def write_page(path: Path, lines: Iterable[str]) -> None:
    """Write lines as a page, in a folder that is created where needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
