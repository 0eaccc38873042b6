"""What a visitor sees of the explorer, and what the files say that there is to see."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.site.needs import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

EXPLORER = "mappings/"
PHONE = {"width": 360, "height": 740}
NO_TERM = "sssom:NoTermFound"
RELATIONS = {f"skos:{name}Match": name for name in ("exact", "close", "broad", "narrow", "related")}


def rows() -> list[dict[str, str]]:
    """The rows of the SSSOM files, read with nothing of this project; `vocabulary` is the prefix of the term."""
    found = []
    for path in sorted((ROOT / "schema/mappings").glob("*.sssom.tsv")):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        own = path.name.removeprefix("dspy-").removesuffix(".sssom.tsv")
        for row in csv.DictReader(lines, delimiter="\t"):
            prefix = own if NO_TERM in {row["object_id"], row["subject_id"]} else row["object_id"].partition(":")[0]
            found.append({**row, "vocabulary": prefix})
    return found


def relation(row: dict[str, str]) -> str:
    return "gap" if NO_TERM in {row["object_id"], row["subject_id"]} else RELATIONS[row["predicate_id"]]


def read_counts(page: Page) -> tuple[int, int]:
    """The numbers of mappings and of gaps that the page shows."""
    text = page.locator(".explorer-status .text").inner_text()
    mappings, gaps = re.search(r"(\d+) mapping", text), re.search(r"(\d+) stated gap", text)
    return int(mappings[1]) if mappings else 0, int(gaps[1]) if gaps else 0


def expect_rows(page: Page, expected: list[dict[str, str]]) -> None:
    """The page shows these rows, and draws as many lines or rows of the table."""
    gaps = sum(relation(row) == "gap" for row in expected)
    in_table = page.locator(".explorer-table").is_visible()
    expect(page.locator(".explorer-rows tbody tr" if in_table else ".explorer-lines path")).to_have_count(len(expected))
    assert read_counts(page) == (len(expected) - gaps, gaps)


def switch(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"[data-facet={facet}] button[data-value={value}]")


def node(page: Page, key: str) -> Locator:
    return page.locator(f'.explorer-node[data-key="{key}"]')


def details(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Reasons")


def aloud(page: Page) -> Locator:
    return page.locator("#explorer [aria-live=polite]")


def opened(page: Page, fragment: str = "") -> Page:
    page.goto("about:blank")
    page.goto(f"{EXPLORER}{fragment}")
    page.locator("#explorer.ready").wait_for()
    return page
