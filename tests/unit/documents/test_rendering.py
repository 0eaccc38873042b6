"""A quoted text is never read as markup, and text fits its width."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from dspy_schema.documents import html as htmls
from dspy_schema.documents import markdown, text
from dspy_schema.documents.blocks import (
    Grid,
    GridCell,
    Heading,
    Linked,
    Paragraph,
    Quoted,
    Table,
    abbreviate_terms,
    join_inlines,
)
from dspy_schema.findings import printable

# Without what `printable` escapes, and what readers of Markdown and HTML replace or take for white space.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), min_size=1)
SPECIAL = st.text("<>&|`*_[]()#\\!~$\"'@:/.w -+=1", min_size=1)
untimed = settings(deadline=None)
READER = MarkdownIt("commonmark", {"html": True}).enable("table")


def squeeze(text: str) -> str:
    return " ".join(text.split())


@untimed
@given(TEXTS | SPECIAL)
def test_markdown(quoted: str) -> None:
    blocks = [
        Heading(1, "t"),
        Table("c", [("name", [Quoted(quoted), " end"])]),
        Paragraph(["x ", Quoted(quoted), " y"]),
    ]
    page = lxml_html.fromstring(f"<main>{READER.render(''.join(markdown.render(blocks)))}</main>")
    (cell,) = page.xpath("//td[2]")
    assert squeeze(cell.text_content()) == squeeze(f"{printable(quoted)} end")
    assert squeeze(page.xpath("//p")[-1].text_content()) == squeeze(f"x {printable(quoted)} y")
    assert {element.tag for element in page.iter()} <= {
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


@untimed
@given(TEXTS | SPECIAL)
def test_html(quoted: str) -> None:
    blocks = [Heading(1, quoted), Paragraph([Quoted(quoted), Linked(quoted, "https://example.org/a")])]
    page = lxml_html.fromstring("".join(htmls.render(blocks)))
    assert squeeze(page.xpath("//h1")[0].text_content()) == squeeze(printable(quoted))
    assert page.xpath("//code")[0].text_content() == html.unescape(html.escape(printable(quoted)))
    assert page.xpath("//a/@href") == ["https://example.org/a"]


@untimed
@given(st.lists(SPECIAL, min_size=1), st.integers(30, 120))
def test_text(quoted: list[str], width: int) -> None:
    blocks = [
        Paragraph([Quoted(piece) for piece in quoted]),
        Table("c", [(piece, [Quoted(piece)]) for piece in quoted]),
    ]
    assert all(len(line) <= width for piece in text.render(blocks, width) for line in piece.splitlines())


@pytest.mark.parametrize("width", [40, 55, 70, 200])
def test_a_grid_that_is_too_wide_goes_on_below(width: int) -> None:
    names = [f"vocabulary_{number}" for number in range(6)]
    cells = [GridCell(f"m{number}", "exact") for number in range(6)]
    shown = "".join(text.render([Grid("g", "element", names, [("dspy:a", cells), ("dspy:b", cells)])], width))
    lines = shown.splitlines()
    assert max(map(len, lines)) <= width
    assert [word for line in lines if line.startswith("element") for word in line.split()[1:]] == names
    assert [word for line in lines if line.startswith("dspy:b") for word in line.split()[1:]] == [
        cell.text for cell in cells
    ]


def test_no_rows_give_no_lines() -> None:
    assert list(text.align_columns([("a", False, False)], [], 80)) == []


def test_values_of_one_enumeration_follow_its_name() -> None:
    terms = [("a:E#x", "i:1"), ("a:E#y", "i:2"), ("a:T", "i:3")]
    line = abbreviate_terms(terms)
    assert "".join(piece if isinstance(piece, str) else piece.text for piece in line) == "a:E (x, y); a:T"
    assert [piece.iri for piece in line if isinstance(piece, Linked)] == ["i:1", "i:2", "i:3"]


@pytest.mark.parametrize(
    ("pieces", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_pieces_are_joined_with_commas_and_a_last_word(pieces: list[str], joined: str) -> None:
    assert "".join(map(str, join_inlines(pieces, last=" or "))) == joined
