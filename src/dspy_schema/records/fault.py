"""What is wrong with the text of a record, before its place is known."""

from __future__ import annotations

import msgspec

from dspy_schema.findings import Severity


class Fault(msgspec.Struct, frozen=True, gc=False):
    """Finding code, message, offset in characters of the text or None, pointer where there is one, and severity."""

    code: str
    message: str
    offset: int | None = None
    pointer: str = ""
    severity: Severity = Severity.ERROR
