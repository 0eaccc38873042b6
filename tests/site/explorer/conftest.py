"""The explorer as visitors find it: on a desk, with rows of a test's own, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.site.conftest import PATIENCE
from tests.site.explorer.seen import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture
def explorer(page: Page) -> Page:
    return opened(page)


@pytest.fixture
def given(page: Page) -> Callable[..., Page]:
    """Opens the explorer on rows of a test's own."""

    def show(given_rows: list[dict[str, Any]], fragment: str = "", **others: object) -> Page:
        filled = [
            {"file": "schema/mappings/dspy-x.sssom.tsv", "line": 9 + at, "vocabulary": "x"} | row
            for at, row in enumerate(given_rows)
        ]
        data = {"rows": filled, "elements": {}, "terms": {}, "vocabularies": {}} | others
        page.route("**/mappings.json", lambda route: route.fulfill(json=data))
        return opened(page, fragment)

    return show


@pytest.fixture
def without_scripts(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
