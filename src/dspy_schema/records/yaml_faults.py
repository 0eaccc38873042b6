"""What is wrong with broken YAML, in the package's own words, whichever parser stops at it.

Of a parser's error only the place and the kind of construct are used; its sentence is for those who write parsers.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence


class Fault(NamedTuple):
    """A finding on a file; the place is (line, column), both from 1."""

    code: str
    message: str
    place: tuple[int, int]


# What PyYAML and libyaml say they were at, and what users call it.
_CONSTRUCTS = {
    "while parsing a block mapping": "mapping",
    "while parsing a block collection": "list",
    "while parsing a flow mapping": "mapping in braces",
    "while parsing a flow sequence": "list in brackets",
    "while parsing a quoted scalar": "quoted text",
    "while scanning a quoted scalar": "quoted text",
    "while scanning a double-quoted scalar": "quoted text",
    "while scanning a simple key": "key without a colon",
}
_NAMES = {"": "the end of the file", "\n": "the end of the line", "\t": "a tab", " ": "a space", "`": "a backtick"}
_REMEDIES = {
    **dict.fromkeys("@`%&*|>#", "put the text in quotes"),
    ":": "check the indentation, or put a text with a colon in quotes",
    "\t": "indent with spaces",
    "\\": "write two backslashes in double quotes, or use single quotes",
    "!": "leave the tag out, or put the text in quotes",
}
_split_lines = re.compile("\r\n|[\r\n\x85\u2028\u2029]").split
# YAML 1.2, section 5.1
_find_unprintable = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
).search


def describe_error(error: yaml.YAMLError, data: bytes) -> Fault:
    """Describe the fault of the file `data` at which a parser stopped."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _describe_unreadable(data)
    place = find_place(error.problem_mark)
    if isinstance(error, yaml.composer.ComposerError):
        return Fault("DSP109", f"broken YAML: {error.problem}", place)
    character = _find_character(_split_lines(_decode(data)), *place)
    name = _NAMES.get(character) or f"`{character}`"
    construct, inside = _CONSTRUCTS.get(error.context or ""), ""
    if construct and error.context_mark:
        inside = f" in the {construct} that begins in line {error.context_mark.line + 1}"
    remedy = _REMEDIES.get(character) or ("check the indentation" if construct in {"mapping", "list"} else None)
    if character == "%" and place[1] == 1:
        remedy = "leave the directive out"
    message = f"broken YAML: {name} is not expected{inside or ' here'}{f'; {remedy}' if remedy else ''}"
    return Fault("DSP109", message, place)


def find_place(mark: Any) -> tuple[int, int]:
    """Find the line and column of a parser's mark, from 1."""
    return mark.line + 1, mark.column + 1


def _describe_unreadable(data: bytes) -> Fault:
    """Describe the first bytes that are not UTF-8, or the first character that YAML does not have."""
    try:
        text = data.decode("utf-16" if _is_utf_16(data) else "utf-8")
    except UnicodeDecodeError as error:
        before, code = data[: error.start].decode(error.encoding, errors="replace"), "DSP102"
        message = f"not UTF-8 ({error.reason}); save the file as UTF-8"
    else:
        unprintable = _find_unprintable(text)
        before, code = text[: unprintable.start()] if unprintable else text, "DSP109"
        name = f"U+{ord(unprintable[0]):04X}" if unprintable else "a character"
        message = f"broken YAML: {name} is not a character of YAML; write it as an escape in double quotes"
    lines = _split_lines(before.removeprefix("\ufeff"))
    return Fault(code, message, (len(lines), len(lines[-1]) + 1))


def _decode(data: bytes) -> str:
    return data.decode("utf-16" if _is_utf_16(data) else "utf-8", errors="replace").removeprefix("\ufeff")


def _is_utf_16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _find_character(lines: Sequence[str], line: int, column: int) -> str:
    """Return the character at a place; a line feed at the end of a line, nothing at the end of the file."""
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    return rest[:1] or ("\n" if line < len(lines) else "")
