"""Findings and totals as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.report.base import Reporter
from dspy_schema.report.encoding import encode

if TYPE_CHECKING:
    from typing import Any

    from dspy_schema.findings import Finding, Summary


class JsonReporter(Reporter):
    """`{"summary": {…}, "findings": […]}` on one line; keeps the findings until the totals are known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._findings: list[bytes] = []

    def finding(self, finding: Finding) -> None:
        """Keep the finding."""
        self._findings.append(encode(finding))

    def close(self, summary: Summary) -> None:
        """Write the object."""
        findings = b",".join(self._findings)
        self._write(b'{"summary":%b,"findings":[%b]}\n' % (msgspec.json.encode(summary), findings))
        super().close(summary)
