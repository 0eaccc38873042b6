"""Files and folders that are left out of the inputs, by patterns."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Exclusion:
    """Decides which paths are left out, and counts the files that are.

    Each pattern comes with the folder that it is relative to. One without a slash matches the name of a file or
    folder anywhere, another the path from that folder (or an absolute path); what is in a folder that matches is left
    out, too. `*` matches any characters, slashes as well.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self.count = 0
        self._names: list[re.Pattern[str]] = []
        self._paths: list[re.Pattern[str]] = []
        for pattern, folder in patterns:
            stripped = pattern.rstrip("/").removeprefix("./")
            while stripped.startswith("**/"):
                stripped = stripped.removeprefix("**/")
            if "/" not in stripped:
                self._names.append(_compile(stripped))
                continue
            self._paths.append(_compile(stripped, os.path.realpath(folder)))

    def matches(self, path: str) -> bool:
        """Whether a file or folder is left out, by itself or with a folder above it."""
        absolute = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        given = [part for part in os.path.normpath(path).split(os.sep) if part]
        if any(pattern.fullmatch(name) for pattern in self._names for name in given):
            return True
        while self._paths:
            if any(pattern.fullmatch(absolute) for pattern in self._paths):
                return True
            absolute, below = os.path.dirname(absolute), absolute
            if absolute == below:
                break
        return False

    def excludes_file(self, path: str) -> bool:
        """Whether a file is left out; counts it."""
        excluded = self.matches(path)
        self.count += excluded
        return excluded


def _compile(pattern: str, folder: str = "") -> re.Pattern[str]:
    """Compile a pattern, which is relative to a folder unless it begins with a slash; `**/` matches no folder, too."""
    beginning = "" if pattern.startswith("/") or not folder else re.escape(folder.rstrip("/") + "/")
    # translate() encloses what it gives in `(?s:` and `)`, with a sign for the end.
    parts = [translate(part)[4:-3] for part in pattern.split("**/")]
    return re.compile(f"(?s:{beginning}{'(?:.*/)?'.join(parts)})")
