"""What is wrong with the text of a record, before its place is known."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True, gc=False):
    """Finding code, message, offset in characters of the text or None, pointer where there is one."""

    code: str
    message: str
    offset: int | None = None
    pointer: str = ""
