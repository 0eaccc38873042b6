"""Pages of schemas as somebody may write them: marks of Markdown and HTML in texts, odd names, many boxes."""

from __future__ import annotations

import html as entities
import os
import re
from pathlib import Path

import markdown
import pytest
import yaml

from dspy_schema.mappings.alignment import load_alignment
from dspy_schema_build.codegen.schema import Schema
from dspy_schema_build.sitegen.reference.elements import Reference
from dspy_schema_build.sitegen.reference.examples import Examples
from dspy_schema_build.sitegen.reference.mappings import Mappings
from dspy_schema_build.sitegen.reference.page import Contents
from dspy_schema_build.sitegen.reference.pages import render_pages
from dspy_schema_build.sitegen.reference.uses import Uses

ROOT = Path(__file__).parents[2]
EXTENSIONS = ["admonition", "attr_list", "md_in_html", "tables", "toc", "pymdownx.details", "pymdownx.superfences"]
MANY = 25
ODD = "A | pipe, <b>no bold</b>, *no stars*, _none_, [no link](x), {#no-id}, ``a|b``, ``<c>``, # no head & 1 < 2."
SCHEMA = {
    "id": "https://example.org/odd",
    "name": "dspy",
    "title": "Odd | <i>schema</i>",
    "description": ODD,
    "prefixes": {"linkml": "https://w3id.org/linkml/", "dspy": "https://example.org/odd/"},
    "default_prefix": "dspy",
    "default_range": "string",
    "imports": ["linkml:types"],
    "subsets": {"some": {"description": ODD}, "empty": {"description": "Nothing."}},
    "types": {"Odd": {"typeof": "string", "description": ODD, "pattern": "^(a|b`|<c>)\\|$"}},
    "enums": {
        "Words": {
            "permissible_values": {
                "a | b": {"description": ODD},
                "<x>": {},
                "two words": {"meaning": "dspy:t", "title": "Two | two"},
            }
        },
        **{f"Kind{number}": {"permissible_values": {"a": {}}} for number in range(MANY)},
    },
    "slots": {
        "slots": {"description": ODD, "range": "Odd", "in_subset": ["some"]},
        "mappings": {"range": "Words", "multivalued": True, "minimum_cardinality": 2, "maximum_cardinality": 3},
        "old": {"deprecated": "Use | slots instead.", "comments": [ODD], "minimum_value": -1, "exact_cardinality": 4},
        "key": {"identifier": True},
        **{f"kind{number}": {"range": f"Kind{number}"} for number in range(MANY)},
    },
    "classes": {
        "Thing": {"description": f"{ODD}\n\nA second paragraph.", "slots": ["slots", "mappings", "old", "key"]},
        "OtherThing": {"is_a": "Thing", "description": "No Thing; an OtherThing.", "in_subset": ["some"]},
        "Star": {"slots": [f"kind{number}" for number in range(MANY)]},
        "Lone": {"description": "Refers to OtherThing, in words only.", "exact_mappings": ["none:ab", "dspy:x"]},
    },
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "odd.yaml").write_text(yaml.safe_dump(SCHEMA, sort_keys=False), encoding="utf-8")
    (folder / "examples").mkdir()
    (folder / "examples/Thing.json").write_text('{"slots": "```\\n# `a` | <b>"}', encoding="utf-8")
    reference = Reference([Schema(folder / "odd.yaml", None)])
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        examples = Examples(reference, folder / "examples")
        mappings = Mappings(load_alignment("schema"))
        made = list(render_pages(Contents(reference, Uses(reference), examples, mappings)))
    finally:
        os.chdir(here)
    return {page.path.relative_to("reference").with_suffix("").as_posix(): page.text for page in made}


def html(text: str) -> str:
    return markdown.markdown(text.split("---\n", 2)[2], extensions=EXTENSIONS)


def seen(text: str) -> str:
    """The text that a reader sees."""
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", html(text))).split())


EXPECTED = "A | pipe, <b>no bold</b>, *no stars*, _none_, [no link](x), {#no-id}, a|b , <c> , # no head & 1 < 2"


@pytest.mark.parametrize("page", ["Thing", "slots", "some", "Odd", "index", "Words"])
def test_texts_are_shown_as_they_are_meant(texts: dict[str, str], page: str) -> None:
    assert EXPECTED in seen(texts[page]).replace(" ,", " ,")
    assert "<b>" not in html(texts[page]).replace("&lt;b&gt;", "")
    assert 'href="x"' not in html(texts[page])
    assert 'id="no-id"' not in html(texts[page])


def test_paragraphs_stay_apart(texts: dict[str, str]) -> None:
    assert "<p>A second paragraph.</p>" in html(texts["Thing"])


def test_cells_stay_cells(texts: dict[str, str]) -> None:
    for page, text in texts.items():
        for table in re.findall(r"<table>.*?</table>", html(text), re.DOTALL):
            heads = table.count("<th>")
            assert {row.count("<td>") for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]} == {heads}, page


def test_pattern_is_shown_to_the_letter(texts: dict[str, str]) -> None:
    assert "<code>^(a|b`|<c>)\\|$</code>" in entities.unescape(html(texts["Odd"]))


def test_words_with_spaces_have_anchors(texts: dict[str, str]) -> None:
    assert 'id="two-words"' in html(texts["Words"])


def test_all_that_is_stated_of_a_word_is_shown(texts: dict[str, str]) -> None:
    assert "[dspy:t](https://example.org/odd/t)" in texts["Words"]
    assert "title Two \\| two" in texts["Words"]


def test_members_named_like_headings_have_anchors_of_their_own(texts: dict[str, str]) -> None:
    page = html(texts["Thing"])
    for name in ("slots", "mappings"):
        assert page.count(f'id="{name}"') == 1
        assert page.count(f'id="member-{name}"') == 1
    assert "(Thing.md#member-slots)" in texts["slots"]


def test_deprecated_is_told_first(texts: dict[str, str]) -> None:
    assert texts["old"].split("\n\n")[1:3] == ["# Slot: old", "**Deprecated**: Use \\| slots instead."]
    assert "boost: 0.5" in texts["old"]


def test_cardinalities(texts: dict[str, str]) -> None:
    assert "| * <br/>" not in texts["mappings"]
    assert "| 2..* <br/> [Words](Words.md) |" in texts["mappings"]
    assert "| 4 <br/>" in texts["old"]
    assert "| 1 <br/>" in texts["key"]


def test_too_many_boxes_give_no_diagram(texts: dict[str, str]) -> None:
    assert "```mermaid" not in texts["Star"]
    assert "Too many boxes" in texts["Star"]


def test_names_in_words_lead_there_and_back(texts: dict[str, str]) -> None:
    assert "Refers to [OtherThing](OtherThing.md), in words only." in texts["Lone"]
    assert "Named in the description of [Lone](Lone.md)." in texts["OtherThing"]
    assert "[Thing]" not in texts["OtherThing"].split("\n\n")[2]


def test_unknown_prefix_is_no_link(texts: dict[str, str]) -> None:
    assert "| exact: means the same | none:ab |" in texts["Lone"]
    assert "[dspy:x](https://example.org/odd/x)" in texts["Lone"]


def test_example_stays_in_its_block(texts: dict[str, str]) -> None:
    assert "# `a` | &lt;b&gt;" in html(texts["Thing"]).replace("\\n", "\n")


def test_an_example_of_no_class_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(yaml.safe_dump(SCHEMA, sort_keys=False), encoding="utf-8")
    (tmp_path / "Nothing.json").write_text("{}", encoding="utf-8")
    with pytest.raises(LookupError, match=r"Nothing\.json: no class Nothing in dspy"):
        Examples(Reference([Schema(tmp_path / "odd.yaml", None)]), tmp_path)
