"""Whatever a document quotes is read as the text that it is."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from dspy_schema.documents import html as htmls
from dspy_schema.documents import markdown, text
from dspy_schema.documents.blocks import Grid, Heading, Linked, Mark, Paragraph, Quoted, Table
from dspy_schema.findings import printable

# Without what `visible` writes as escapes, and what readers of Markdown and HTML replace or take for white space.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), min_size=1)
SPECIAL = st.text("<>&|`*_[]()#\\!~$\"'@:/.w -+=1", min_size=1)
READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def squeezed(shown: str) -> str:
    return " ".join(shown.split())


@given(TEXTS | SPECIAL)
def test_markdown(quoted: str) -> None:
    blocks = [
        Heading(1, "t"),
        Table("c", [("name", [Quoted(quoted), " end"])]),
        Paragraph(["x ", Quoted(quoted), " y"]),
    ]
    page = lxml_html.fromstring(f"<main>{READER.render(''.join(markdown.write(blocks)))}</main>")
    (cell,) = page.xpath("//td[2]")
    assert squeezed(cell.text_content()) == squeezed(f"{printable(quoted)} end")
    assert squeezed(page.xpath("//p")[-1].text_content()) == squeezed(f"x {printable(quoted)} y")
    assert {each.tag for each in page.iter()} <= {
        "main",
        "h1",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
        "code",
    }


@given(TEXTS | SPECIAL)
def test_html(quoted: str) -> None:
    blocks = [Heading(1, quoted), Paragraph([Quoted(quoted), Linked(quoted, "https://example.org/a")])]
    page = lxml_html.fromstring("".join(htmls.write(blocks)))
    assert squeezed(page.xpath("//h1")[0].text_content()) == squeezed(printable(quoted))
    assert page.xpath("//code")[0].text_content() == html.unescape(html.escape(printable(quoted)))
    assert page.xpath("//a/@href") == ["https://example.org/a"]


@given(st.lists(SPECIAL, min_size=1), st.integers(30, 120))
def test_text(quoted: list[str], width: int) -> None:
    blocks = [Paragraph([Quoted(each) for each in quoted]), Table("c", [(each, [Quoted(each)]) for each in quoted])]
    assert all(len(line) <= width for piece in text.write(blocks, width) for line in piece.splitlines())


@pytest.mark.parametrize("width", [40, 55, 70, 200])
def test_a_grid_that_is_too_wide_goes_on_below(width: int) -> None:
    names = [f"vocabulary_{number}" for number in range(6)]
    marks = [Mark(f"m{number}", "exact") for number in range(6)]
    shown = "".join(text.write([Grid("g", "element", names, [("dspy:a", marks), ("dspy:b", marks)])], width))
    lines = shown.splitlines()
    assert max(map(len, lines)) <= width
    assert [word for line in lines if line.startswith("element") for word in line.split()[1:]] == names
    assert [word for line in lines if line.startswith("dspy:b") for word in line.split()[1:]] == [
        each.text for each in marks
    ]


def test_no_rows_give_no_lines() -> None:
    assert list(text.align_columns([("a", False, False)], [], 80)) == []
