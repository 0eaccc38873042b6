"""What stands around an HTML page that asks for nothing else: it is read in light and in dark, wide and narrow."""

from __future__ import annotations

from html import escape

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
""".strip()

TAIL = "</main>\n</body>\n</html>\n"


def head(title: str, style: str = "") -> str:
    """The beginning of the page, up to what it is about."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Nothing that a record says can make a browser ask for anything.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n{style}\n</style>\n</head>\n<body>\n<main>\n"
    )
