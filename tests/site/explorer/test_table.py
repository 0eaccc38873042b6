"""The table sorts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect
from tests.many import for_each

if TYPE_CHECKING:
    from playwright.sync_api import Page


@for_each("column", ["element", "relation", "term", "vocabulary", "confidence", "justification"])
def test_the_table_sorts_by_each_column(explorer: Page, column: str) -> None:
    explorer.evaluate("location.hash = ''")
    expect(explorer.get_by_role("tab", name="Picture")).to_have_attribute("aria-selected", "true")
    explorer.get_by_role("tab", name="Table").click()
    expect(explorer.locator("th.element")).to_have_attribute("aria-sort", "ascending")
    expect(explorer.locator("tbody tr").first).to_be_visible()
    head = explorer.locator(f"th.{column}")
    if head.get_attribute("aria-sort") == "none":
        head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")

    def shown() -> list[Any]:
        texts = [text.strip() for text in explorer.locator(f"tbody td.{column}").all_inner_texts()]
        if column == "confidence":
            return [float(text) for text in texts]
        if column == "relation":
            order = ["exact", "close", "broad", "narrow", "related", "gap"]
            return [order.index(re.sub(r"\W", "", text)) for text in texts]
        if column == "term":
            texts = [text for text in texts if text != "no term"]
        return [re.sub(r"[^a-z0-9]", "", text.lower()) for text in texts]

    assert len(shown()) >= 1
    up = shown()
    if column in {"confidence", "relation", "vocabulary", "justification"}:
        assert up == sorted(up)
    else:
        assert up[0][0] <= up[len(up) // 2][0] <= up[-1][0]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert explorer.locator("th[aria-sort=none]").count() == 5
    if column != "justification":
        assert shown()[0] == max(up) if column in {"confidence", "relation", "vocabulary"} else shown() != up
