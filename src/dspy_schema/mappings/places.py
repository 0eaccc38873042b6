"""Where something stands in a file, and what is wrong there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from dspy_schema.findings import Finding, Severity


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place in a file; lines and columns count from 1, columns in characters."""

    source: str
    line: int | None = None
    column: int | None = None

    def finding(self, code: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
        """A finding at this place."""
        return Finding(
            code=code, severity=severity, message=message, source=self.source, line=self.line, column=self.column
        )


Tell: TypeAlias = Callable[[Place, str], object]
"""What readers tell a fault to: where, and what."""
