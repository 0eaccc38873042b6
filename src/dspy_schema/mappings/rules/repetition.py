"""Faults that many rows share, and that are one finding."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.findings import with_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.text_files import Place


class RepeatedFaults:
    """Faults that are there again and again, each of which is one finding at its first place."""

    def __init__(self) -> None:
        self._first: dict[object, tuple[Place, str]] = {}
        self._number: Counter[object] = Counter()

    def add(self, key: object, place: Place, message: str) -> None:
        """Add a place of the fault that the key identifies."""
        self._first.setdefault(key, (place, message))
        self._number[key] += 1

    def list_findings(self, code: str, noun: str) -> Iterator[Finding]:
        """Yield a finding for each fault, with the number of its further places."""
        for key, (place, message) in self._first.items():
            others = self._number[key] - 1
            also = f" (and in {with_count(others, f'more {noun}')})" if others else ""
            yield place.finding(code, message + also)
