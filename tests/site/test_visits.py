"""A visitor's ways through the site, in a browser: fast, readable on any screen, and without barriers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import pytest
from tests.many import for_each
from tests.site.needs import LIBRARIES, ROOT
from tests.site.work import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page, ViewportSize

MAIN = [
    "",
    "concepts/",
    "concepts/job/",
    "vocabularies/iso42001/",
    "ci/",
    "publishing/",
    "reference/",
    "reference/TrainingJob/",
    "reference/TrainingRun/",
    "reference/TrainingStatus/",
    "reference/model/",
    "vendors/",
    "vendors/openai/",
    "findings/",
    "findings/DSP206/",
    "commands/",
    "python-api/",
    "downloads/",
    "terms/",
    "mappings/",
]
# One page of each kind: what the others consist of is on these.
KINDS = {
    "",
    "concepts/job/",
    "vocabularies/iso42001/",
    "reference/TrainingJob/",
    "findings/DSP206/",
    "commands/",
    "mappings/",
}
# The rules for which a dark page differs from a light one, and a phone does not differ from a desk.
COLOURS = ("color-contrast", "link-in-text-block")
# Seconds of the processor until a page is shown, its diagrams drawn.
MOST_WORK = 2
SCREENSHOTS = ROOT / "build/screenshots"
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
SCREENS: dict[str, tuple[Literal["light", "dark"], ViewportSize]] = {
    "light": ("light", DESK),
    "phone": ("light", PHONE),
    "dark": ("dark", DESK),
}
# The rules that say something new on a screen.
DIFFERENT: dict[str, dict[str, tuple[str, ...]]] = {
    "light": {},
    "dark": {"only": COLOURS},
    "phone": {"without": COLOURS},
}
# Diagrams are drawn when they come near.
DRAW = "() => { for (const each of document.querySelectorAll('pre.diagram')) each.scrollIntoView(); }"


def show(page: Page, path: str) -> None:
    """Go to a page, and wait until its diagrams are drawn."""
    response = page.goto(path)
    assert response is not None
    assert response.ok
    page.evaluate(DRAW)
    page.wait_for_function("() => ![...document.querySelectorAll('pre.diagram')].some((each) => each.offsetParent)")
    page.evaluate("scrollTo(0, 0)")


def test_search_finds_a_class(page: Page) -> None:
    page.context.set_extra_http_headers({})
    page.goto("")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("TrainingJob")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    first.click()
    page.wait_for_url(re.compile("/reference/TrainingJob/"))
    assert "TrainingJob" in page.get_by_role("heading", level=1).inner_text()


def test_palette_follows_the_system_and_the_switch(page: Page) -> None:
    def background() -> str:
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return colour

    page.goto("")
    assert background() == "rgb(255, 255, 255)"
    page.locator("label[title='Switch to dark']").click()
    dark = background()
    assert max(map(int, re.findall(r"\d+", dark))) < 60
    page.goto("concepts/job/")
    assert background() == dark
    page.locator("label[title='Switch to light']").click()
    assert background() == "rgb(255, 255, 255)"


def test_dark_systems_get_dark_pages(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


@for_each("path", MAIN)
def test_main_pages(page: Page, path: str) -> None:
    """Each is little work, fits on the screen, and has no barriers; its picture is for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for screen, (scheme, size) in SCREENS.items():
        # Of the others, a dark page differs from a light one in what is seen on these.
        if screen == "dark" and path not in KINDS:
            continue
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        # A page that is shown on a desk is then made as narrow as a phone.
        if screen != "phone":
            with Work(page) as work:
                show(page, path)
            assert work.seconds < MOST_WORK
        page.screenshot(path=SCREENSHOTS / f"{path.strip('/').replace('/', '-') or 'home'}-{screen}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        if screen == "light" or path in KINDS:
            assert barriers(page, **DIFFERENT[screen]) == []


def barriers(page: Page, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """The serious faults that axe-core finds, by all of its rules, by some only, or by all without some."""
    return [
        (fault["id"], str(node["target"]), node["failureSummary"])
        for fault in violations(page, only, without)
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


def violations(
    page: Page, only: Sequence[str] = (), without: Sequence[str] = (), within: str = ":root"
) -> list[dict[str, Any]]:
    """What axe-core finds, by all of its rules, by some only, or by all without some."""
    page.add_script_tag(path=LIBRARIES / "axe-core/axe.min.js")
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": [*only]}
    if without:
        options["rules"] = {rule: {"enabled": False} for rule in without}
    found: list[dict[str, Any]] = page.evaluate(
        "async ([within, options]) => (await axe.run(within, options)).violations", [within, options]
    )
    return found


@pytest.mark.parametrize("path", ["concepts/", "reference/TrainingJob/", "reference/ReinforceJob/"])
def test_diagrams_are_drawn(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")
    page.evaluate(DRAW)
    page.wait_for_function("() => !document.querySelector('pre.diagram')")
    drawn = page.locator("div.diagram svg").first
    assert len(drawn.text_content().split()) >= 3
    assert drawn.bounding_box()["width"] > 100
