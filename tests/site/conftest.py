"""The site, built once and served on this machine, and a browser to visit it with.

They need Chromium, which nothing here downloads, and what `make docs` installs. Where one is missing, the tests that
need it are skipped, and the header of the run says so.
"""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.site.building import build
from tests.site.needs import CHROMIUM, missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request


# What has not happened after as long (milliseconds) does not happen, however loaded the machine is.
PATIENCE = 300_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents and (reason := missing(item.fixturenames)):
            item.add_marker(pytest.mark.skip(reason=f"for want of {reason}"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; the processes of one run share it."""
    shared = tmp_path_factory.getbasetemp()
    folder = (shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared) / "site"
    with (folder.parent / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "index.html").exists():
            build(folder)
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with the slash."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    from playwright.sync_api import expect, sync_playwright

    # The unit is milliseconds.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # As root, as in most containers, Chromium runs without its sandbox only.
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=PATIENCE)
        yield chromium
        chromium.close()


class Visit:
    """What a visitor's browser is asked to do, and what goes wrong there."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.errors: list[str] = []
        self.outside: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("request", self._request)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda message: message.type == "error" and self.errors.append(message.text))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a new visitor; the test fails if a script does, or if anything is asked of another host."""
    context = browser.new_context(base_url=address, color_scheme="light")
    visit = Visit(context, address)
    yield context.new_page()
    context.close()
    assert visit.errors == []
    assert visit.outside == []
