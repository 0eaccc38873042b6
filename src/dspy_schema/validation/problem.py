"""What is wrong inside a record, before its place is known."""

from __future__ import annotations

import msgspec

from dspy_schema.findings import Severity


class Problem(msgspec.Struct, frozen=True, gc=False):
    """A finding code, a message, the pointer of the member; `at_key` where the name is at fault, not the value.

    `offset`, in characters of the text, is set where there is no value to point at.
    """

    code: str
    message: str
    pointer: str
    severity: Severity = Severity.ERROR
    at_key: bool = False
    offset: int | None = None
