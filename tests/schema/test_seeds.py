"""The pages of TrainingJob and ReinforceJob are what they were when they were first published.

The golden files hold the published pages' parts. Tables are compared as text, since the published
pages are known as rendered text: links and code marks are dropped.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

GOLDEN = Path(__file__).parent / "golden"

pytestmark = pytest.mark.parametrize("name", ["TrainingJob", "ReinforceJob"])


def golden(name: str, file: str) -> str:
    return (GOLDEN / name / file).read_text(encoding="utf-8")


def page(pages: Path, name: str) -> str:
    return (pages / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """The text below a heading, up to the next heading of the same or a higher level."""
    level = heading.split(maxsplit=1)[0]
    body = text.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"\n#{{1,{len(level)}}} ", body, maxsplit=1)[0]


def fenced(text: str, language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert found, f"no {language} block"
    return found[1].rstrip("\n") + "\n"


def rows(text: str) -> list[list[str]]:
    """The cells of a Markdown table as plain text, without the line below the headings."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("<br/>", " ").replace("``", "")
    table = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[" ".join(cell.split()) for cell in row] for row in table if set("".join(row)) - set("- ")]


@pytest.mark.parametrize("form", ["direct", "induced"])
def test_linkml_source_is_identical(pages: Path, name: str, form: str) -> None:
    source = section(page(pages, name), f"### {form.capitalize()}")
    assert fenced(source, "yaml") == golden(name, f"{form}.yaml")


def test_diagram(pages: Path, name: str) -> None:
    lines = fenced(page(pages, name), "mermaid").splitlines()
    assert [line.strip() for line in lines if line.strip()] == golden(name, "diagram.mmd").splitlines()


def test_slots_table(pages: Path, name: str) -> None:
    assert rows(section(page(pages, name), "## Slots")) == rows(golden(name, "slots.md"))


def test_mappings_table(pages: Path, name: str) -> None:
    assert rows(section(page(pages, name), "## Mappings")) == rows(golden(name, "mappings.md"))


def test_subsets(pages: Path, name: str) -> None:
    listed = re.findall(r"^\* \[([^]]+)\]", section(page(pages, name), "## In Subsets"), re.MULTILINE)
    assert listed == yaml.safe_load(golden(name, "direct.yaml"))["in_subset"]
