"""Building the site is repeatable, and asks nobody for anything."""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.site.building import build
from tests.site.needs import ROOT

import dspy_schema
from dspy_schema import catalogue
from dspy_schema.cli.main import COMMANDS


def digests(folder: Path) -> dict[str, str]:
    """The files of a folder by name, as digests of their bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_are_the_same(site: Path, tmp_path: Path) -> None:
    build(tmp_path / "again")
    first, second = digests(site), digests(tmp_path / "again")
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
    assert len(first) > 500


@pytest.mark.parametrize("name", ["mkdocs.yml", "src/site/package-lock.json"])
def test_what_is_built_from_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"registry|unpkg|jsdelivr|cdn|fonts\.g", text)


def test_scripts_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "src/site/package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert versions
    assert {name: version for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}


def test_every_finding_has_its_page(site: Path) -> None:
    for code, entry in catalogue.load_entries().items():
        page = (site / "findings" / code / "index.html").read_text(encoding="utf-8")
        assert entry.title in html.unescape(page), code
        words = re.findall(r"\w+", f"{entry.explanation} {entry.fix}")
        shown = re.findall(r"\w+", (site / f"findings/{code}.md").read_text(encoding="utf-8"))
        assert set(words) - set(shown) == set(), code


def test_pages_for_language_models(site: Path) -> None:
    listed = (site / "llms.txt").read_text(encoding="utf-8")
    pages = re.findall(r"^- \[.+\]\((.+)\)$", listed, re.MULTILINE)
    assert len(pages) > 100
    assert [page for page in pages if not (site / page).is_file()] == []
    full = (site / "llms-full.txt").read_text(encoding="utf-8")
    for page in ("ci.md", "concepts/job.md", "vendors/openai.md"):
        assert (site / page).read_text(encoding="utf-8").strip() in full


def test_markdown_twins_are_what_the_pages_are_made_of(site: Path) -> None:
    written = ROOT / "src/docs"
    for path in sorted(written.rglob("*.md")):
        assert (site / path.relative_to(written)).read_bytes() == path.read_bytes()


def test_the_reference_has_every_option(site: Path) -> None:
    page = (site / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"\n## {name}\n" in page
        text = subprocess.run(
            [Path(sys.executable).with_name("dspy-schema"), name, "--help"], capture_output=True, text=True, check=True
        ).stdout
        options = set(re.findall(r"^  (?:-\w, |-\w \w+, )?(--[\w-]+)", text, re.MULTILINE)) - {"--help"}
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert {option for option in options if f"`{option}" not in section} == set()


def test_the_reference_has_every_public_name(site: Path) -> None:
    page = (site / "python-api.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^### (\w+)$|^\| `(\w+Error)`", page, re.MULTILINE))
    assert {one or other for one, other in shown} == set(dspy_schema.__all__)
