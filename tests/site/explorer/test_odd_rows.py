"""Rows that the project's own files do not have, or not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.site.explorer.seen import NO_TERM, details, node, read_counts, switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_gaps_are_stated_beside_what_they_are_gaps_of(given: Callable[..., Page]) -> None:
    gap = {"predicate_id": "skos:exactMatch", "object_id": NO_TERM, "comment": "Nothing there."}
    reverse = {"subject_id": NO_TERM, "predicate_id": "skos:exactMatch", "object_id": "x:Lonely"}
    rows = [
        gap | {"subject_id": "dspy:A"},
        gap | {"subject_id": "dspy:A", "vocabulary": "y"},
        gap | {"subject_id": "dspy:B"},
        reverse,
    ]
    page = given(rows)
    expect(page.locator(".explorer-node.gap")).to_have_count(3)
    expect(page.locator(".explorer-node.gap").get_by_text("no term in x, y")).to_be_visible()
    assert read_counts(page) == (0, 4)
    page.locator(".explorer-node.gap").get_by_text("no element").click()
    expect(details(page)).to_contain_text("stated gap")
    node(page, "dspy:A").click()
    expect(details(page)).to_contain_text("Nothing there.")
    switch(page, "vocabularies", "y").click()
    expect(page.locator(".explorer-node.gap")).to_have_text(["no term in y"])


def test_texts_are_never_markup(given: Callable[..., Page]) -> None:
    evil = "<img src=x onerror=window.hit=1>"
    row = {"subject_id": f"dspy:{evil}", "subject_label": evil, "predicate_id": evil, "object_id": f"x:{evil}"}
    page = given([row | {"comment": evil, "mapping_justification": evil, "author_label": evil, "note": evil}])
    page.locator(".explorer-lines path").dispatch_event("click")
    expect(details(page)).to_contain_text(evil)
    page.get_by_role("searchbox", name="Search").fill("<img")
    expect(page.locator(".explorer-node mark").first).to_have_text("<img")
    page.get_by_role("tab", name="Table").click()
    expect(page.locator(".explorer-rows tbody tr")).to_have_count(1)
    assert page.locator("#explorer img").count() == 0
    assert page.evaluate("window.hit") is None


def test_rows_with_hardly_anything_are_shown(given: Callable[..., Page]) -> None:
    page = given(
        [
            {"subject_id": "dspy:A", "predicate_id": "owl:sameAs", "object_id": "x:B%C3%A9#b%20c"},
            {
                "subject_id": "dspy:A",
                "predicate_id": "skos:exactMatch",
                "predicate_modifier": "Not",
                "object_id": "x:C",
            },
            {"subject_id": "dspy:A", "predicate_id": "skos:closeMatch", "object_id": "x:D", "confidence": 0.5},
            {
                "subject_id": "dspy:A",
                "predicate_id": "skos:closeMatch",
                "object_id": "x:%",
                "mapping_date": "2026-01-02",
            },
        ]
    )
    expect(page.locator(".explorer-node .name")).to_contain_text(["A"])
    expect(page.locator(".explorer-node").get_by_text("x:Bé#b c")).to_be_visible()
    values = [item.get_attribute("data-value") for item in page.locator("[data-facet=predicates] button").all()]
    assert set(values) == {"close", "sameAs", "not exact"}
    page.get_by_role("slider").fill("0.5")
    expect(page.locator(".explorer-lines path")).to_have_count(1)
    page.get_by_role("slider").fill("0")
    page.get_by_role("tab", name="Table").click()
    page.locator("th.confidence button").click()
    expect(page.locator("td.confidence").first).to_have_text("0.50")
    page.locator("th.confidence button").click()
    expect(page.locator("td.confidence").first).to_have_text("0.50")
    node_of_date = page.locator(".explorer-rows tbody tr", has_text="%")
    node_of_date.click()
    expect(details(page)).to_contain_text("Mapping date")
    expect(details(page)).to_contain_text("2026-01-02")


def test_no_rows_at_all(given: Callable[..., Page]) -> None:
    page = given([])
    expect(page.locator(".explorer-empty")).to_be_visible()
