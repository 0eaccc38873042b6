"""What a regular expression can say of the text of an `rdf:JSON` literal (RFC 8259).

JSON is no regular language: that brackets match and commas are in place is not said. `as_written` is an object of
texts, so that nearly all of it is.
"""

from __future__ import annotations

_SPACE = r"[ \t\r\n]*"
_NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_ESCAPE = r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})'
_STRING = rf'"([^"\\\x00-\x1f]|{_ESCAPE})*"'
_POINTER = rf'"(/([^"\\\x00-\x1f/~]|~[01]|{_ESCAPE})*)+"'
_NOTE = rf'{_POINTER}{_SPACE}:{_SPACE}"(null|{_NUMBER})"'
_KEYWORD = rf'"/@(context|id|type)"{_SPACE}:{_SPACE}{_STRING}'
_ONE = rf"({_NOTE}|{_KEYWORD})"
AS_WRITTEN = rf"^{_SPACE}\{{{_SPACE}({_ONE}({_SPACE},{_SPACE}{_ONE})*)?{_SPACE}\}}{_SPACE}$"
"""JSON texts by JSON Pointer: decision 009."""

LIST, OBJECT, NULL = r"\[[\s\S]*\]", r"\{[\s\S]*\}", "null"
ANY = (LIST, OBJECT, NULL, "true", "false", _STRING, _NUMBER)


def pattern(*kinds: str) -> str:
    """The regular expression of a text that begins and ends as the JSON of one of those kinds does."""
    return rf"^{_SPACE}({'|'.join(kinds)}){_SPACE}$"
