"""Texts of schemas look on a page as they were meant, whatever is in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dspy_schema_build.sitegen import markdown as markdowns

# Those of mkdocs.yml.
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details", "pymdownx.superfences"]
# Not what is code or a link on purpose.
TEXTS = st.text(st.characters(exclude_characters="`", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=40)


class Text(HTMLParser):
    """The text that a reader sees, and the elements that it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[str] = []
        self.links: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(source: str) -> Text:
    return Text(markdown.markdown(source, extensions=EXTENSIONS))


def words(text: str) -> str:
    return " ".join(text.split())


@settings(deadline=None)
@given(TEXTS)
@example("# no heading")
@example("- no list")
@example("1. no list")
@example("a *b* _c_ __d__ ~~e~~ ==f== ^g^")
@example("a | b || c")
@example("<b>&amp;</b> <script>alert(1)</script>")
@example("[a](b) ![c](d) [e][f] {#g} {: .h } [TOC] [^1]")
@example("\\* \\_ \\")
@example("!!! note")
@example("    four spaces")
@example("=== 'tab'")
@example("///")
@example("*[abbr]: x")
@example("http:// and https:// alone")
@example("> a")
@example(": b")
@example("--- \n ***")
def test_text_is_shown_as_it_is(text: str) -> None:
    if "http" in text and re.search(r"https?://\S", text):
        return
    page = shown(markdowns.render_paragraphs(text))
    assert words(page.text) == words(text)
    assert set(page.elements) <= {"p"}


@settings(deadline=None)
@given(TEXTS.filter(lambda text: "http" not in text and words(text)))
@example("a | b")
@example("\\|")
@example("| --- |")
def test_cell_is_shown_as_it_is(text: str) -> None:
    page = shown(markdowns.join_table(["head", "other"], [[markdowns.escape_text(text), "next"]]))
    assert words(page.text) == words(f"head other {text} next")
    assert page.elements.count("td") == 2


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=30))
@example("a|b")
@example("`")
@example("\\|`|*_[]{}<b>&amp;")
@example(" a ")
@example("{{item.label}}")
def test_code_is_shown_as_it_is(text: str) -> None:
    page = shown(markdowns.join_table(["head"], [[markdowns.render_code(text)]]))
    assert page.text.split("head", 1)[1].strip() == text.strip()
    assert page.elements.count("code") == 1


def test_code_of_restructured_text_is_code() -> None:
    assert markdowns.escape_text("as ``dspy.LM`` does, and `b`") == "as `dspy.LM` does, and `b`"


def test_url_is_a_link() -> None:
    page = shown(markdowns.escape_text("See https://a.example/x_y*z?q=1, <https://b.example>."))
    assert page.links == ["https://a.example/x_y*z?q=1", "https://b.example"]
    assert page.text == "See https://a.example/x_y*z?q=1, https://b.example."


def test_words_with_a_target_are_links() -> None:
    assert markdowns.escape_text("A Job, ``Job``, Jobs", {"Job": "Job.md"}) == "A [Job](Job.md), `Job`, Jobs"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A job (``dspy.Job``). The rest.", "A job (``dspy.Job``)."),
        ("Since 3.3; replaced in 3.4. ``A`` too.", "Since 3.3; replaced in 3.4."),
        ("Of example.org and so on.", "Of example.org and so on."),
        (None, ""),
    ],
)
def test_first_sentence(text: str | None, sentence: str) -> None:
    assert markdowns.cut_first_sentence(text) == sentence


def test_fence_is_longer_than_any_in_it() -> None:
    page = shown(markdowns.render_code_block("text", "a\n```\n## b\n```\n"))
    assert "## b" in page.text
    assert "h2" not in page.elements


def test_details_hold_markdown() -> None:
    page = shown(markdowns.render_details("a < b", markdowns.join_table(["c"], [["d"]])))
    assert page.elements[:2] == ["details", "summary"]
    assert "td" in page.elements
    assert "a < b" in page.text
