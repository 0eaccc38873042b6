"""All works with keys only, and is announced to screen readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.site.explorer.seen import aloud, details

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_all_works_with_keys(explorer: Page) -> None:
    explorer.get_by_role("searchbox", name="Search").focus()
    explorer.keyboard.type("trainingrun")
    expect(explorer.locator(".explorer-node mark").first).to_be_visible()
    explorer.get_by_role("tab", name="Picture").focus()
    while not explorer.evaluate("document.activeElement.classList.contains('explorer-node')"):
        explorer.keyboard.press("Tab")
    expect(explorer.locator(":focus")).to_have_attribute("data-key", "dspy:TrainingRun")
    outline = explorer.locator(":focus").evaluate("(each) => getComputedStyle(each).outlineStyle")
    assert outline != "none"
    explorer.keyboard.press("ArrowRight")
    expect(explorer.locator(":focus")).to_have_class(re.compile("explorer-line"))
    expect(explorer.locator(".explorer-lit .halo")).to_have_count(1)
    first = explorer.locator(":focus").get_attribute("data-key")
    explorer.keyboard.press("ArrowDown")
    second = explorer.locator(":focus").get_attribute("data-key")
    assert second != first
    explorer.keyboard.press("Enter")
    panel = details(explorer)
    label = str(explorer.locator(":focus").get_attribute("aria-label"))
    expect(panel.get_by_role("heading")).to_have_text(label)
    expect(aloud(explorer)).to_have_text(f"{label} The reasons follow.")
    explorer.keyboard.press("ArrowRight")
    expect(explorer.locator(":focus")).to_have_attribute("data-key", str(second).split("~")[2])
    explorer.keyboard.press("Space")
    expect(explorer.locator(":focus")).to_have_attribute("aria-pressed", "true")
    explorer.keyboard.press("Tab")
    expect(panel).to_be_focused()
    explorer.keyboard.press("Escape")
    expect(panel).to_contain_text("Choose an element, a term or a line")
    expect(explorer.locator(":focus")).to_have_attribute("data-key", str(second).split("~")[2])
    explorer.keyboard.press("Home")
    explorer.keyboard.press("ArrowLeft")
    explorer.keyboard.press("ArrowLeft")
    expect(explorer.locator(":focus")).to_have_attribute("data-key", "dspy:TrainingRun")


def test_the_table_works_with_keys(explorer: Page) -> None:
    explorer.get_by_role("tab", name="Picture").focus()
    explorer.keyboard.press("ArrowRight")
    expect(explorer.get_by_role("tab", name="Table")).to_be_focused()
    expect(explorer.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    while not explorer.evaluate("Boolean(document.activeElement.closest('tbody'))"):
        explorer.keyboard.press("Tab")
    keys = [str(item.get_attribute("data-key")) for item in explorer.locator("tbody button").all()[:12]]
    for key, at in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("PageDown", 11), ("Home", 0)):
        explorer.keyboard.press(key)
        expect(explorer.locator(":focus")).to_have_attribute("data-key", keys[at])
    explorer.keyboard.press("Enter")
    expect(details(explorer).locator(".facts")).to_be_visible()
    explorer.keyboard.press("Escape")
    expect(details(explorer).locator(".facts")).to_be_hidden()
