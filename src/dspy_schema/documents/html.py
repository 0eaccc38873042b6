"""A report as one HTML file that loads nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dspy_schema.documents.blocks import Block, Entry, Grid, GridCell, Heading, Inline, Line, Linked, Quoted, Table
from dspy_schema.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Colors of which text on the background has a contrast of 4.5 and more (WCAG 2.2, success criterion 1.4.3).
_STYLE = """
:root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--faint:#57606a;--rule:#d0d7de;--link:#0a58ca;--strong:#1a7f37;
--middle:#9a6700;--weak:#57606a;--alarm:#b42318;--head:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--faint:#9da7b3;--rule:#30363d;--link:#6cb6ff;
--strong:#56d364;--middle:#e3b341;--weak:#9da7b3;--alarm:#ff8078;--head:#161b22}}
*{box-sizing:border-box}
body{background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;
padding:1rem}
h1,h2,h3{line-height:1.25;margin:1.6rem 0 .4rem}
h1{font-size:1.6rem}h2{border-bottom:1px solid var(--rule);font-size:1.3rem;padding-bottom:.2rem}h3{font-size:1.1rem}
a{color:var(--link)}
code{font:.9em ui-monospace,monospace}
a,code,td,li,p{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
caption{height:1px;overflow:hidden;position:absolute;white-space:nowrap;width:1px;clip-path:inset(50%)}
th,td{border:1px solid var(--rule);padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:var(--head);font-weight:600}
article{margin:1rem 0}
article h3,article h4{font-size:1rem;margin:0}
article div{border-left:.25rem solid var(--rule);margin:.4rem 0;padding-left:.7rem}
article ul{color:var(--faint);font-size:.9rem;list-style:none;margin:.1rem 0 0;padding:0}
.mark{border:1px solid currentColor;border-radius:.7rem;font-size:.8rem;margin-right:.5rem;padding:.05rem .5rem;
white-space:nowrap}
article .k-exact,article .k-close{border-color:var(--strong)}
article .k-broad,article .k-narrow{border-color:var(--middle)}
article .k-gap{border-color:var(--alarm)}
.k-exact .mark,.k-close .mark{color:var(--strong)}
.k-broad .mark,.k-narrow .mark{color:var(--middle)}
.k-related .mark{color:var(--weak)}
.k-gap .mark{color:var(--alarm)}
.grid{max-height:85vh;overflow:auto}
.grid thead th{position:sticky;top:0;z-index:1}
.grid tbody th{font-weight:400;left:0;min-width:7.5rem;overflow-wrap:anywhere;position:sticky}
.grid td{text-align:center;white-space:nowrap}
.grid a{color:inherit;overflow-wrap:normal}
@media print{.grid{max-height:none;overflow:visible}}
td.k-exact,td.k-close{color:var(--strong);font-weight:600}
td.k-broad,td.k-narrow{color:var(--middle)}
td.k-related,td.k-no-term{color:var(--weak)}
td.k-nothing{background:var(--head);color:var(--weak)}
aside{border:1px solid var(--rule);padding:.1rem .9rem}
""".strip()


def render(blocks: Iterable[Block]) -> Iterator[str]:
    """Render the document, piece by piece."""
    title = ""
    level = 1
    body: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
            title = title or block.text
        body.extend(_render_block(block, level + 1))
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Whatever a record says, the browser loads nothing.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n"
    )
    yield from body
    yield "</main>\n</body>\n</html>\n"


def _render_block(block: Block, entry_level: int) -> Iterator[str]:
    """Render a block; `entry_level` is that of the headings of entries."""
    if isinstance(block, Heading):
        yield f"<h{block.level}>{_escape(block.text)}</h{block.level}>\n"
    elif isinstance(block, Table):
        yield f"<table>\n<caption>{_escape(block.caption)}</caption>\n"
        for name, line in block.rows:
            yield f'<tr><th scope="row">{_escape(name)}</th><td>{_render_line(line)}</td></tr>\n'
        yield "</table>\n"
    elif isinstance(block, Grid):
        yield from _render_grid(block)
    elif isinstance(block, Entry):
        yield f"<article>\n<h{entry_level}>{_render_line(block.head)}</h{entry_level}>\n"
        for item in block.items:
            yield f'<div class="k-{escape(item.style)}"><span class="mark">{_escape(item.label)}</span>'
            yield f"{_render_line(item.lines[0])}\n<ul>\n"
            yield from (f"<li>{_render_line(line)}</li>\n" for line in item.lines[1:])
            yield "</ul></div>\n"
        yield "</article>\n"
    else:
        element = "aside" if block.is_note else "section"
        yield f"<{element}><p>{_render_line(block.line)}</p></{element}>\n"


def _render_grid(grid: Grid) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_escape(name)}</th>' for name in grid.columns)
    # A box that scrolls by itself must be reached with the keyboard (WCAG 2.2, success criterion 2.1.1).
    yield f'<div class="grid" role="region" aria-label="{_escape(grid.caption)}" tabindex="0">\n<table>\n'
    yield f"<caption>{_escape(grid.caption)}</caption>\n"
    yield f'<thead><tr><th scope="col">{_escape(grid.corner)}</th>{heads}</tr></thead>\n<tbody>\n'
    for name, cells in grid.rows:
        yield f'<tr><th scope="row">{_escape(name)}</th>{"".join(map(_render_cell, cells))}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"


def _render_cell(cell: GridCell) -> str:
    title = f' title="{_escape(cell.title)}"' if cell.title else ""
    text = f'<a href="{escape(cell.iri)}">{_escape(cell.text)}</a>' if cell.iri else _escape(cell.text)
    return f'<td class="k-{escape(cell.style)}"{title}>{text}</td>'


def _render_line(line: Line) -> str:
    return "".join(map(_render_inline, line))


def _render_inline(piece: Inline) -> str:
    if isinstance(piece, Quoted):
        return f"<code>{_escape(piece.text)}</code>"
    if isinstance(piece, Linked):
        return f'<a href="{escape(piece.iri)}">{_escape(piece.text)}</a>'
    return _escape(piece)


def _escape(text: str) -> str:
    return escape(printable(text))
