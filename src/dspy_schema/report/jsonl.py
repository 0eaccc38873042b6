"""Findings as JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.report.base import Reporter
from dspy_schema.report.encoding import encode

if TYPE_CHECKING:
    from dspy_schema.findings import Finding


class JsonLinesReporter(Reporter):
    """One finding a line, and nothing else."""

    def finding(self, finding: Finding) -> None:
        """Write the line."""
        self._write(encode(finding) + b"\n")
