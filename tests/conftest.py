"""Says at the start of a run what of it is left out, and lets interrupts through to what the tests start."""

from __future__ import annotations

import signal

from tests.site.needs import CHROMIUM, missing

# A run in the background ignores interrupts, and so would the commands that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header() -> str:
    return (
        f"SKIPPED for want of {missing()}: tests of the docs site" if missing() else f"docs site: seen with {CHROMIUM}"
    )
