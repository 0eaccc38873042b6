"""One record, for those who read records one by one."""

from __future__ import annotations

from typing import Any

import msgspec


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One record: its source (path or `<stdin>`), number and line (both from 1), and JSON text in UTF-8."""

    source: str
    index: int
    line: int
    text: bytes

    @property
    def value(self) -> Any:
        """The record as Python objects.

        Raises `msgspec.DecodeError` if the text is no JSON; `validate` says then what is wrong and where.
        """
        return msgspec.json.decode(self.text)
