"""Says at the start of a run what of it is left out."""

from __future__ import annotations

from tests.site.needs import CHROMIUM, missing


def pytest_report_header() -> str:
    return (
        f"SKIPPED for want of {missing()}: tests of the docs site" if missing() else f"docs site: seen with {CHROMIUM}"
    )
