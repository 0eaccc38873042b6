"""Phones, dark screens, screens that should not move, and readers of screens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.many import for_each
from tests.site.explorer.seen import PHONE, details, expect_rows, opened, relation, rows, switch
from tests.site.test_visits import DIFFERENT, SCREENS, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_phone_gets_the_table_first(page: Page) -> None:
    page.set_viewport_size(PHONE)
    opened(page)
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    expect_rows(page, rows())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".explorer-rows tbody tr").nth(1).click()
    panel = details(page)
    expect(panel.locator(".facts")).to_be_in_viewport()
    panel.get_by_role("button", name="Close the reasons").click()
    expect(panel).not_to_have_class(re.compile("open"))
    page.locator("summary").get_by_text("Filters").click()
    switch(page, "vocabularies", "prov").click()
    expect_rows(page, [row for row in rows() if row["vocabulary"] == "prov"])
    page.get_by_role("tab", name="Picture").click()
    expect(page.locator(".explorer-graph")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_dark_has_colours_of_its_own(explorer: Page) -> None:
    line = explorer.locator(".explorer-lines .explorer-line.broad").first
    light = line.evaluate("(each) => getComputedStyle(each).stroke")
    explorer.locator("label[title='Switch to dark']").click()
    assert line.evaluate("(each) => getComputedStyle(each).stroke") != light


def test_relations_differ_in_more_than_colour(explorer: Page) -> None:
    looks = set()
    for name in {relation(row) for row in rows()}:
        line = switch(explorer, "predicates", name).locator("line")
        style = line.evaluate("(each) => [getComputedStyle(each).stroke, getComputedStyle(each).strokeDasharray]")
        looks.add(tuple(style))
        drawn = explorer.locator(f".explorer-lines .{name}").first
        assert drawn.evaluate("(each) => getComputedStyle(each).strokeDasharray") == style[1]
    used = {relation(row) for row in rows()}
    assert len({colour for colour, _ in looks}) == len({dashes for _, dashes in looks}) == len(used)


def test_nothing_moves_for_those_who_do_not_want_it(explorer: Page) -> None:
    shape = explorer.locator(".explorer-node").first
    assert shape.evaluate("(each) => getComputedStyle(each).transitionDuration") != "0s"
    explorer.emulate_media(reduced_motion="reduce")
    assert shape.evaluate("(each) => getComputedStyle(each).transitionDuration") == "0s"


@for_each("screen", SCREENS)
@pytest.mark.parametrize(
    ("screens", "fragment"),
    [
        ({"light", "dark"}, "#view=table&search=job&selected=dspy:TrainingRun"),
        ({"light", "dark"}, "#search=nosuchthing"),
        ({"light", "dark", "phone"}, "#selected=dspy:TrainingRun"),
    ],
)
def test_no_barriers(page: Page, screens: set[str], fragment: str, screen: str) -> None:
    """Nor in what a visitor chose; as it is at first, the page is one of the main pages."""
    if screen not in screens:
        return
    scheme, size = SCREENS[screen]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    opened(page, fragment)
    found = violations(page, within="#explorer", **DIFFERENT[screen])
    assert [(fault["id"], node["target"], node["failureSummary"]) for fault in found for node in fault["nodes"]] == []
