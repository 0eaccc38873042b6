"""Reports in HTML, as Chromium shows them on a desk and on a phone, in light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.site.needs import LIBRARIES

import dspy_schema
from dspy_schema.documents import html
from dspy_schema.governance.reports.coverage_text import build_coverage_blocks

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
# The elements that reach beyond the window, and the boxes that scroll by themselves.
BEYOND = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".grid"))
  .map((element) => element.outerHTML.slice(0, 99))"""
SCROLLED = '() => [...document.querySelectorAll(".grid")].filter((box) => box.scrollWidth > box.clientWidth).length'


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    long = {"@type": "TrainingRun", "id": "r" * 300, "job": "j" * 300, "provider": "p" * 300, "owner": "TODO"}
    records = [ROOT / "examples/vendors/openai.jsonl", ROOT / "examples/jobs.jsonl"]
    evidence = dspy_schema.evidence([*records, long], date="2026-12-01", on_finding=lambda _: None)
    pages = {
        "evidence": b"".join(evidence.write("html")),
        "coverage": "".join(html.render(build_coverage_blocks(dspy_schema.coverage()))).encode(),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_bytes(page)
    return {name: folder / f"{name}.html" for name in pages}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["evidence", "coverage"])
def test_a_report_fits_the_window(
    browser: Browser, reports: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(reports[name].as_uri())
    assert page.evaluate(BEYOND) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width == 390:
        assert page.evaluate(SCROLLED) == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_report_has_no_barrier(browser: Browser, reports: dict[str, Path], width: int, scheme: str) -> None:
    # Reports run no script, and axe-core is one.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(reports["evidence"].as_uri())
    page.add_script_tag(path=LIBRARIES / "axe-core/axe.min.js")
    found = page.evaluate("async () => (await axe.run(document)).violations")
    assert [(one["id"], one["nodes"][0]["html"][:99]) for one in found] == []
    context.close()
