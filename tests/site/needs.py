"""What the tests of the site need that Python's packages do not bring."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
LIBRARIES = ROOT / ".venv/site/node_modules"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing(fixtures: Iterable[str] = ("site", "browser")) -> str:
    """What these fixtures need and this machine does not have; empty if it has all."""
    wanted = {"site": ("what npm installs", LIBRARIES.is_dir()), "browser": ("Chromium", CHROMIUM)}
    return " and ".join(wanted[name][0] for name in fixtures if name in wanted and not wanted[name][1])
