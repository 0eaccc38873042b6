"""Filters and the search show what was asked for, and say how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.many import for_each
from tests.site.explorer.seen import aloud, expect_rows, relation, rows, switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_all_mappings_are_there_at_first(explorer: Page) -> None:
    expect_rows(explorer, rows())
    assert explorer.locator(".explorer-plain").is_hidden()


@for_each(
    "facet, value, fits",
    [
        ("vocabularies", "nexus", lambda row: row["vocabulary"] == "nexus"),
        ("predicates", "broad", lambda row: relation(row) == "broad"),
        ("predicates", "gap", lambda row: relation(row) == "gap"),
        ("schemas", "emissary", lambda row: row["subject_id"].startswith("emissary:")),
    ],
)
def test_filter_by_a_switch(explorer: Page, facet: str, value: str, fits: Callable[[dict[str, str]], bool]) -> None:
    expected = [row for row in rows() if fits(row)]
    assert 0 < len(expected) < len(rows())
    count = switch(explorer, facet, value).locator(".count")
    assert count.inner_text() == str(len(expected))
    switch(explorer, facet, value).click()
    expect_rows(explorer, expected)
    assert switch(explorer, facet, value).get_attribute("aria-pressed") == "true"
    switch(explorer, facet, value).click()
    expect_rows(explorer, rows())


def test_filters_add_up_and_reset(explorer: Page) -> None:
    for facet, value in (("vocabularies", "ai"), ("vocabularies", "nexus"), ("predicates", "close")):
        switch(explorer, facet, value).click()
    expected = [row for row in rows() if row["vocabulary"] in {"ai", "nexus"} and relation(row) == "close"]
    expect_rows(explorer, expected)
    explorer.get_by_role("tab", name="Table").click()
    expect_rows(explorer, expected)
    explorer.get_by_role("button", name="Reset filters").first.click()
    expect_rows(explorer, rows())
    expect(explorer.get_by_role("button", name="Reset filters").first).to_be_hidden()


def test_filter_by_confidence(explorer: Page) -> None:
    slider = explorer.get_by_role("slider", name="Confidence at least")
    slider.fill("0.8")
    expected = [row for row in rows() if float(row["confidence"] or 0) >= 0.8]
    assert 0 < len(expected) < len(rows())
    expect_rows(explorer, expected)
    assert slider.get_attribute("aria-valuetext") == "0.80"
    slider.press("Home")
    expect_rows(explorer, rows())


def test_search_looks_on_both_sides_and_marks_what_it_finds(explorer: Page) -> None:
    explorer.get_by_role("searchbox", name="Search").fill("lifecycle TRAINING")
    expect(explorer.locator(".explorer-node mark").first).to_be_visible()
    marked = {text.lower() for text in explorer.locator(".explorer-node mark").all_inner_texts()}
    assert marked == {"lifecycle", "training"}
    for line in explorer.locator(".explorer-lines path").all():
        label = str(line.get_attribute("data-key")).lower()
        assert "lifecycle" in label
        assert "training" in label
    explorer.get_by_role("tab", name="Table").click()
    expect(explorer.locator("td.term mark").first).to_be_visible()
    assert "Lifecycle" in explorer.locator("td.term mark").all_inner_texts()


def test_nothing_found_is_said(explorer: Page) -> None:
    explorer.get_by_role("searchbox", name="Search").fill("no such thing")
    expect(explorer.get_by_text("No mapping matches. Use fewer search words, or remove filters.")).to_be_visible()
    expect(aloud(explorer)).to_have_text("No mapping matches.")
    explorer.locator(".explorer-empty").get_by_role("button", name="Reset filters").click()
    expect_rows(explorer, rows())
    assert explorer.get_by_role("searchbox", name="Search").input_value() == ""
