"""The address is a link to what is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.many import for_each
from tests.site.conftest import PATIENCE
from tests.site.explorer.seen import details, expect_rows, opened, rows, switch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def test_a_link_carries_what_is_seen(explorer: Page, browser: Browser) -> None:
    switch(explorer, "vocabularies", "ai").click()
    switch(explorer, "predicates", "close").click()
    explorer.get_by_role("searchbox", name="Search").fill("training")
    explorer.get_by_role("slider").fill("0.3")
    explorer.get_by_role("tab", name="Table").click()
    explorer.locator("th.confidence button").click()
    explorer.locator("th.confidence button").click()
    explorer.locator("tbody button").first.click()
    explorer.wait_for_url(re.compile("sort=-confidence.*selected="))
    seen = explorer.locator(".explorer-views").inner_text()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    other = context.new_page()
    other.goto(explorer.url)
    other.locator("#explorer.ready").wait_for()
    assert other.locator(".explorer-views").inner_text() == seen
    assert other.locator("th.confidence").get_attribute("aria-sort") == "descending"
    assert other.get_by_role("searchbox", name="Search").input_value() == "training"
    context.close()


def test_copy_link_copies_it(explorer: Page) -> None:
    explorer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    switch(explorer, "schemas", "openai").click()
    explorer.get_by_role("button", name="Copy link").click()
    expect(explorer.get_by_role("button", name="Copied")).to_be_visible()
    assert explorer.evaluate("navigator.clipboard.readText()").endswith("/mappings/#schema=openai")


def test_links_to_headings_change_nothing(explorer: Page) -> None:
    expected = [row for row in rows() if row["vocabulary"] == "prov"]
    switch(explorer, "vocabularies", "prov").click()
    expect_rows(explorer, expected)
    explorer.evaluate(
        """() => new Promise((resolve) => {
            // Behind the explorer's own listener, and after what that asked for.
            addEventListener("hashchange", () => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            location.hash = "by-vocabulary";
        })"""
    )
    expect_rows(explorer, expected)


def test_going_back_shows_what_was_seen(explorer: Page) -> None:
    explorer.evaluate("location.hash = 'vocabulary=prov'")
    expect_rows(explorer, [row for row in rows() if row["vocabulary"] == "prov"])
    explorer.go_back()
    expect_rows(explorer, rows())


@for_each(
    "fragment",
    [
        "#view=cinema&confidence=7&sort=colour&vocabulary=nowhere",
        "#confidence=x&sort=-&predicate=",
        "#by-vocabulary",
        "#%",
    ],
)
def test_links_that_say_nonsense_show_all(page: Page, fragment: str) -> None:
    expect_rows(opened(page, fragment), rows())


def test_a_link_to_what_is_no_more_says_so(page: Page) -> None:
    opened(page, "#selected=dspy:Gone~exactMatch~ai:Gone~ai")
    expect(details(page)).to_contain_text("Not found")
    expect(details(page)).to_contain_text("dspy:Gone")
