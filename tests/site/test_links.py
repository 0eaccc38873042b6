"""Every link of the built site leads somewhere, and every page is light."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

SITE_URL = "https://lmodel.github.io/dspy/"


class Document(HTMLParser):
    """What a page links to and loads, and the places in it that links can lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if name in given}
        if "href" in given and given.get("rel") != "canonical":
            self.links.append(given["href"])
        elif "src" in given:
            self.loads.append(given["src"])


@pytest.fixture(scope="session")
def documents(site: Path) -> dict[str, Document]:
    """The pages by their address from the root of the site, without a slash in front."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): Document(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def target_of(page: str, link: str) -> tuple[str, str] | None:
    """The address and the place that a link on a page leads to; None if that is on another host."""
    # The page for what is not there has links from the root of the host.
    parts = urlsplit(link.replace(urlsplit(SITE_URL).path, "/", 1) if page == "404.html" else link)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), unquote(parts.path))).lstrip("/")
    folder = parts.path.endswith("/") or parts.path in {"", ".", ".."} or parts.path.endswith(("/.", "/.."))
    address = page if not parts.path else f"{path}/" if folder and path else path
    return address, unquote(parts.fragment)


def test_links_and_anchors_resolve(site: Path, documents: dict[str, Document]) -> None:
    broken = []
    for page, document in documents.items():
        for link in document.links + document.loads:
            if (target := target_of(page, link)) is None:
                continue
            address, place = target
            there = documents.get(address)
            # Places that begin with __ are the theme's own.
            found = (site / address).is_file() if there is None else place in there.places or place.startswith("__")
            if not found:
                broken.append((page, link))
    assert broken == []
    assert sum(len(value.links) for value in documents.values()) > 10_000


def test_pages_load_nothing_from_other_hosts(documents: dict[str, Document]) -> None:
    loaded = {load for value in documents.values() for load in value.loads if urlsplit(load).netloc}
    assert loaded == set()


def test_every_page_is_linked_to(documents: dict[str, Document]) -> None:
    linked = {
        target[0]
        for page, value in documents.items()
        for link in value.links
        if (target := target_of(page, link)) is not None and target[0] != page
    }
    assert set(documents) - linked == {"404.html"}


def test_pages_are_light(site: Path) -> None:
    heavy = {path: path.stat().st_size for path in site.rglob("*.html") if path.stat().st_size > 150_000}
    assert heavy == {}


def test_markdown_twins_lead_to_one_another(site: Path, documents: dict[str, Document]) -> None:
    twins = {
        page for page in documents if page != "404.html" and not (site / (page.removesuffix("/") or "index")).is_file()
    }
    lacking = {
        page
        for page in twins
        if not (site / f"{page.removesuffix('/')}.md").is_file() and not (site / page / "index.md").is_file()
    }
    assert lacking == set()


def test_the_address_of_the_site_is_that_of_the_redirects(site: Path) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{SITE_URL}</loc>" in text
    assert yaml is not None
