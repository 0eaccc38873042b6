"""What is there without scripts or data, and what is loaded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.site.conftest import PATIENCE
from tests.site.explorer.seen import EXPLORER, NO_TERM, opened, rows
from tests.site.needs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def test_without_scripts_there_are_plain_tables_of_all_rows(without_scripts: Page) -> None:
    page = without_scripts
    page.goto(EXPLORER)
    plain = page.locator(".explorer-plain tbody tr")
    pages = {str(item.get_attribute("href")) for item in page.locator("article table").first.get_by_role("link").all()}
    assert pages == {f"../vocabularies/{row['vocabulary']}/" for row in rows()}
    expected = {(row["subject_id"], row["object_id"]) for row in rows() if NO_TERM not in row.values()}
    if plain.count():
        assert plain.count() == len(rows())
        cells = (text.split("\t") for text in plain.all_inner_texts())
        assert {(element, term) for element, _, term, *_ in cells if not term.startswith("no term")} == expected


def test_without_its_data_the_plain_tables_stay(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.route("**/mappings.json", lambda route: route.fulfill(status=404, body=""))
    page.goto(EXPLORER)
    expect(page.get_by_text("The explorer cannot start here")).to_be_visible()
    expect(page.locator("article table").first).to_be_visible()
    context.close()


def test_the_data_loads_from_this_site_only_and_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page)
    assert sum(url.endswith("mappings.json") for url in asked) == 1
    response = page.request.get(f"{EXPLORER}mappings.json")
    assert len(json.loads(response.text())["rows"]) == len(rows())


def test_all_pages_that_it_leads_to_are_there(site: Path) -> None:
    data = json.loads((site / EXPLORER / "mappings.json").read_text())
    places = {value["page"] for of in ("elements", "terms", "vocabularies") for value in data[of].values()}
    assert len(places) > 100
    for place in places:
        page, _, anchor = place.partition("#")
        text = (site / EXPLORER / page / "index.html").read_text()
        assert not anchor or f'id="{anchor}"' in text, place


def test_the_files_are_there_to_download(site: Path) -> None:
    for path in sorted((ROOT / "schema/mappings").glob("*.sssom.tsv")):
        assert (site / EXPLORER / path.name).read_bytes() == path.read_bytes()
