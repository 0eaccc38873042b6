"""A click shows why: all that the rows of a line, an element or a term say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.site.explorer.seen import details, expect_rows, node, rows, switch
from tests.site.needs import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_click_on_a_line_tells_all_that_its_row_says(explorer: Page) -> None:
    row = next(
        row for row in rows() if row["subject_id"] == "dspy:TrainingJob" and row["object_id"] == "ai:ModelTraining"
    )
    switch(explorer, "vocabularies", "ai").click()
    # The picture is drawn again before anything in it is looked for.
    expect_rows(explorer, [other for other in rows() if other["vocabulary"] == "ai"])
    key = f"dspy:TrainingJob~{row['predicate_id'].partition(':')[2]}~ai:ModelTraining~ai"
    line = explorer.locator(f'.explorer-lines [data-key="{key}"]')
    line.scroll_into_view_if_needed()
    middle = line.evaluate(
        """(path) => { const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
                       return [at.x, at.y]; }"""
    )
    explorer.mouse.click(*middle)
    panel = details(explorer)
    expect(panel.get_by_role("heading")).to_contain_text("ai:ModelTraining")
    for text in (row["comment"], f"{float(row['confidence']):.2f}", row["author_label"], row["predicate_id"]):
        expect(panel).to_contain_text(text)
    expect(panel.get_by_title(row["mapping_justification"])).to_be_visible()
    assert (
        panel.get_by_role("link", name="TrainingJob", exact=True).get_attribute("href") == "../reference/TrainingJob/"
    )
    term = panel.get_by_role("link", name="ai:ModelTraining")
    assert term.get_attribute("href") == "https://w3id.org/lmodel/dpv/ai/ModelTraining"
    assert panel.get_by_role("link", name="vocabulary").get_attribute("href") == "../vocabularies/ai/"
    place = re.search(r"schema/mappings/(dspy-ai\.sssom\.tsv):(\d+)", panel.inner_text())
    assert place is not None
    cells = (ROOT / "schema/mappings" / place[1]).read_text().splitlines()[int(place[2]) - 1].split("\t")
    assert {"dspy:TrainingJob", "ai:ModelTraining", row["comment"]} <= set(cells)


def test_a_node_tells_of_all_its_mappings_and_leads_on(explorer: Page) -> None:
    node(explorer, "dspy:TrainingRun").click()
    panel = details(explorer)
    expected = [row for row in rows() if row["subject_id"] == "dspy:TrainingRun"]
    expect(panel.locator(".card")).to_have_count(len(expected))
    for row in expected:
        expect(panel).to_contain_text(row["comment"])
    panel.get_by_role("button", name=re.compile("prov:Activity")).click()
    expect(panel.get_by_role("heading")).to_contain_text("TrainingRun")
    expect(panel.get_by_role("heading")).to_contain_text("prov:Activity")
    expect(panel).to_be_focused()
    panel.get_by_role("link", name="TrainingRun", exact=True).click()
    explorer.wait_for_url("**/reference/TrainingRun/")


def test_hidden_mappings_of_a_node_are_listed(explorer: Page) -> None:
    node(explorer, "dspy:TrainingRun").click()
    switch(explorer, "vocabularies", "prov").click()
    count = sum(row["subject_id"] == "dspy:TrainingRun" and row["vocabulary"] != "prov" for row in rows())
    expect(details(explorer)).to_contain_text(f"The filters hide {count} mappings more.")


def test_what_belongs_together_is_lit(explorer: Page) -> None:
    node(explorer, "dspy:TrainingRun").hover()
    expected = [row for row in rows() if row["subject_id"] == "dspy:TrainingRun"]
    expect(explorer.locator(".explorer-lit path")).to_have_count(len(expected))
    others = explorer.locator(".explorer-lines")
    assert float(others.evaluate("(each) => getComputedStyle(each).opacity")) < 0.3
