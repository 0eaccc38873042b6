"""How much work a page is for the browser, in seconds of the processor, so that what else runs is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Work:
    """Measures, while it lasts, the work of a page's main thread: `seconds`."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self.seconds = 0.0

    def __enter__(self) -> Work:
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = self._total()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = self._total() - self._before
        self._session.detach()

    def _total(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
