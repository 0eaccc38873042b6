"""Bytes of a file to its text, with what is wrong with its encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.places import Place

if TYPE_CHECKING:
    from dspy_schema.mappings.places import Tell

_BOM = b"\xef\xbb\xbf"


def decoded(data: bytes, source: str, tell: Tell) -> str | None:
    """The text, with LF line ends and no byte order mark; None where it is not UTF-8. Tells what is wrong."""
    if data.startswith(_BOM):
        tell(Place(source, 1, 1), "begins with a byte order mark; save it as UTF-8 without one")
        data = data[len(_BOM) :]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode()) + 1
        tell(Place(source, data.count(b"\n", 0, error.start) + 1, column), "is not UTF-8")
        return None
    if (at := text.find("\r")) >= 0:
        line = text[: at + 1].replace("\r", "\n").count("\n")
        column = at - text.rfind("\n", 0, at)
        tell(Place(source, line, column), "has line ends other than LF; save it with LF (Unix) line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
