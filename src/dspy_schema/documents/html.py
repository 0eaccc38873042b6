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
:root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--faint:#57606a;--rule:#d0d7de;--link:#0a58ca;--strong:#17732f;
--middle:#8a5a00;--weak:#57606a;--alarm:#b42318;--head:#f6f8fa;--strong-back:#e6f4ea;--middle-back:#fdf3d8;
--alarm-back:#fdeceb}
@media (prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--faint:#9da7b3;--rule:#30363d;--link:#6cb6ff;
--strong:#56d364;--middle:#e3b341;--weak:#9da7b3;--alarm:#ff8078;--head:#161b22;--strong-back:#12261a;
--middle-back:#2b230f;--alarm-back:#331a19}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{background:var(--back);color:var(--text);font:1rem/1.55 system-ui,sans-serif;margin:0 auto;max-width:75rem;
padding:1.5rem 1rem 4rem}
h1,h2,h3,h4{line-height:1.25;margin:1.8rem 0 .5rem;text-wrap:balance}
h1{font-size:1.8rem;margin-top:.5rem}
h2{border-bottom:1px solid var(--rule);font-size:1.35rem;margin-top:2.6rem;padding-bottom:.3rem}
h3{font-size:1.12rem}h4{font-size:1rem}
h4:not(article h4){color:var(--faint)}
a{color:var(--link)}
code{font:.9em ui-monospace,monospace}
a,code,td,li,p{overflow-wrap:anywhere}
p{max-width:80ch}
table{border-collapse:collapse;width:100%}
caption{height:1px;overflow:hidden;position:absolute;white-space:nowrap;width:1px;clip-path:inset(50%)}
th,td{border-bottom:1px solid var(--rule);padding:.4rem .7rem;text-align:left;vertical-align:top}
th{background:var(--head);font-weight:600}
tr>th:first-child{width:14rem}
article{border:1px solid var(--rule);border-radius:.5rem;margin:.9rem 0;padding:.75rem 1rem}
article h3,article h4,article h5{font-size:1rem;margin:0 0 .4rem;overflow-wrap:anywhere}
article div{border-left:.25rem solid var(--rule);margin:.6rem 0 0;padding-left:.8rem}
article ul{color:var(--faint);font-size:.9rem;list-style:none;margin:.25rem 0 0;padding:0}
article li{margin:.1rem 0}
.mark{background:var(--head);border-radius:.7rem;font-size:.8rem;font-weight:600;margin-right:.5rem;
padding:.1rem .6rem;white-space:nowrap}
article .k-exact,article .k-close{border-color:var(--strong)}
article .k-broad,article .k-narrow{border-color:var(--middle)}
article .k-gap{border-color:var(--alarm)}
.k-exact .mark,.k-close .mark{background:var(--strong-back);color:var(--strong)}
.k-broad .mark,.k-narrow .mark{background:var(--middle-back);color:var(--middle)}
.k-related .mark{color:var(--weak)}
.k-gap .mark{background:var(--alarm-back);color:var(--alarm)}
.grid{border:1px solid var(--rule);border-radius:.5rem;max-height:85vh;overflow:auto}
.grid thead th{position:sticky;top:0;z-index:1}
.grid tbody th{font-weight:400;left:0;min-width:min(18rem,40vw);overflow-wrap:anywhere;position:sticky}
.grid td,.grid thead th+th{text-align:center}
.grid td{white-space:nowrap}
.grid tbody tr:last-child>*{border-bottom:0}
.grid a{color:inherit;overflow-wrap:normal}
td.k-exact,td.k-close{background:var(--strong-back);color:var(--strong);font-weight:600}
td.k-broad,td.k-narrow{background:var(--middle-back);color:var(--middle)}
td.k-related,td.k-no-term{color:var(--weak)}
td.k-nothing{color:var(--weak)}
td.k-gap{background:var(--alarm-back);color:var(--alarm);font-weight:600}
aside{background:var(--head);border-left:.3rem solid var(--link);border-radius:.3rem;padding:.1rem 1rem}
@media (max-width:40rem){
h1{font-size:1.5rem}h2{font-size:1.2rem}
table,tbody,tr,th,td{display:block}
th,td{border:0;padding:.2rem .7rem}
tr{border-bottom:1px solid var(--rule);padding:.3rem 0}
tr>th:first-child{background:none;padding-bottom:0;width:auto}
article{padding:.6rem .75rem}
.grid{max-height:none}
.grid thead{height:1px;overflow:hidden;position:absolute;width:1px;clip-path:inset(50%)}
.grid tbody th{font-weight:600;position:static}
.grid td.k-related,.grid td.k-no-term{background:var(--head)}
.grid td{border-radius:.7rem;display:inline-block;font-size:.85rem;margin:.15rem 0 .15rem .5rem;padding:.05rem .6rem;
white-space:normal}
.grid td::before{color:var(--faint);content:attr(data-column) " ";font-weight:400}
.grid td.k-nothing{display:none}
}
@media print{.grid{max-height:none;overflow:visible}article{break-inside:avoid}}
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
        row = "".join(_render_cell(cell, column) for cell, column in zip(cells, grid.columns, strict=True))
        yield f'<tr><th scope="row">{_escape(name)}</th>{row}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"


def _render_cell(cell: GridCell, column: str) -> str:
    # Narrow screens show the name of the column with the cell.
    title = f' title="{_escape(cell.title)}"' if cell.title else ""
    text = f'<a href="{escape(cell.iri)}">{_escape(cell.text)}</a>' if cell.iri else _escape(cell.text)
    return f'<td class="k-{escape(cell.style)}" data-column="{_escape(column)}"{title}>{text}</td>'


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
