"""The site, built once and served on this machine, and a browser to visit it with.

They need Chromium, which nothing here downloads, and what `make docs` installs. Where one is missing, the tests that
need it are skipped, and the header of the run says so.
"""

from __future__ import annotations

import fcntl
import functools
import http.server
import json
import os
import threading
from http import HTTPStatus
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
# The header of those who do not search: they get an index with nothing in it.
WITHOUT_SEARCH = "X-Without-Search"


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


class _Server(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        # What a page works out of it takes longer than all else of the page.
        if WITHOUT_SEARCH in self.headers and self.path.endswith("/search_index.json"):
            self.send_response(HTTPStatus.OK)
            self.end_headers()
            index = json.loads(Path(self.translate_path(self.path)).read_text(encoding="utf-8"))
            self.wfile.write(json.dumps(index | {"docs": index["docs"][:1]}).encode())
        else:
            super().do_GET()

    def end_headers(self) -> None:
        # What all pages load is loaded once.
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with the slash."""
    handler = functools.partial(_Server, directory=str(site))
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


@pytest.fixture(scope="session")
def tab(browser: Browser, address: str) -> Iterator[tuple[Page, Visit]]:
    """What `page` is, since a new one takes as long as a test."""
    context = browser.new_context(base_url=address)
    visit = Visit(context, address)
    yield context.new_page(), visit
    context.close()


@pytest.fixture
def page(tab: tuple[Page, Visit], address: str) -> Iterator[Page]:
    """A page of a visitor who chose nothing yet; the test fails if a script does, or if another host is asked."""
    page, visit = tab
    page.goto("about:blank")
    page.context.set_extra_http_headers({WITHOUT_SEARCH: "yes"})
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size({"width": 1280, "height": 900})
    visit.errors.clear()
    visit.outside.clear()
    yield page
    page.unroute_all()
    page.context.clear_permissions()
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "cookies,local_storage"})
    session.detach()
    assert visit.errors == []
    assert visit.outside == []
