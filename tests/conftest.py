"""Says at the start of a run what is left out, lets interrupts through to what tests start, and sets Hypothesis."""

from __future__ import annotations

import signal

from hypothesis import settings
from tests.many import PROFILE, tries
from tests.site.needs import CHROMIUM, missing

# A run in the background ignores interrupts, and so would the commands that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadlines: how fast the machine is proves nothing.
settings.register_profile("ci", deadline=None, max_examples=tries(100))
settings.register_profile("nightly", deadline=None, max_examples=100)
settings.load_profile(PROFILE)


def pytest_report_header() -> str:
    return (
        f"SKIPPED for want of {missing()}: tests of the docs site" if missing() else f"docs site: seen with {CHROMIUM}"
    )
