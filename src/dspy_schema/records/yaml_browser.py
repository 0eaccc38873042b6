"""PyYAML's parser in Python, made to read and to complain as libyaml does.

Where the two differ, it is libyaml that users of the command line know: it takes tabs between tokens, places what is
missing at the end of a file on the line after it, and has its own words. tests/unit/records/test_yaml_pure.py compares.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_WORDS = {
    "mapping values are not allowed here": "mapping values are not allowed in this context",
    "mapping keys are not allowed here": "mapping keys are not allowed in this context",
    "sequence entries are not allowed here": "block sequence entries are not allowed in this context",
    "special characters are not allowed": "control characters are not allowed",
    "invalid start byte": "invalid leading UTF-8 octet",
    "invalid continuation byte": "invalid trailing UTF-8 octet",
    "unexpected end of data": "incomplete UTF-8 octet sequence",
    "expected indentation indicator in the range 1-9, but found 0": "found an indentation indicator equal to 0",
    "found incompatible YAML document (version 1.* is required)": "found incompatible YAML document",
    "found unexpected document separator": "found unexpected document indicator",
    "found duplicate YAML directive": "found duplicate %YAML directive",
}
# What a problem begins with, and what libyaml says of it.
_BEGINNINGS = {
    "expected ',' or '}', but got": "did not find expected ',' or '}'",
    "expected ',' or ']', but got": "did not find expected ',' or ']'",
    "expected the node content, but found": "did not find expected node content",
    "expected '<document start>', but found": "did not find expected <document start>",
    "expected alphabetic or numeric character, but found": "did not find expected alphabetic or numeric character",
    "expected chomping or indentation indicators, but found": "did not find expected comment or line break",
    "expected a comment or a line break, but found": "did not find expected comment or line break",
    "expected escape sequence of": "did not find expected hexdecimal number",
    "expected URI escape sequence of": "did not find URI escaped octet",
    "expected URI, but found": "did not find expected tag URI",
    "expected '>', but found": "did not find the expected '>'",
    "expected ' ', but found": "did not find expected whitespace or line break",
    "expected '!', but found": "did not find expected '!'",
    "found unknown escape character": "found unknown escape character",
    "found undefined tag handle": "found undefined tag handle",
    "duplicate tag handle": "found duplicate %TAG directive",
}
_BLOCK_END = {
    "while parsing a block mapping": "did not find expected key",
    "while parsing a block collection": "did not find expected '-' indicator",
}
_CONTEXTS = {"while scanning a double-quoted scalar": "while parsing a quoted scalar"}
_TOKEN = re.compile(r"found character .* that cannot start any token").fullmatch
_BREAKS = "\r\n\x85\u2028\u2029"
_CONTINUING = range(0x80, 0xC0)
_SPACE = "\0 \t" + _BREAKS


class Loader(yaml.SafeLoader):
    """Gives the events of YAML; raises yaml.YAMLError in libyaml's words."""

    def __init__(self, data: bytes) -> None:
        try:
            super().__init__(data)
        except yaml.reader.ReaderError as error:
            raise _unreadable(data, error) from None

    def get_event(self) -> Any:
        """The next event; None after the last."""
        try:
            return super().get_event()  # type: ignore[no-untyped-call]
        except yaml.MarkedYAMLError as error:
            context = error.context
            error.context = _CONTEXTS.get(context or "", context)
            error.problem = _problem(context, error.problem or "")
            if error.problem == "found unknown escape character" and error.problem_mark:
                error.problem_mark.column -= 1  # the backslash is at fault, not what follows it
            raise

    def fetch_stream_end(self) -> None:
        """End the stream on a line of its own."""
        if self.column:
            self.line += 1
            self.column = 0
        super().fetch_stream_end()

    def scan_to_next_token(self) -> None:
        """Skip white space: tabs, too, where no key may begin."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            while self.peek() in " \t":
                self.forward()
            super().scan_to_next_token()

    def scan_plain(self) -> Any:
        """A plain scalar: in flow collections question marks may be in it, and a colon only before a space ends it."""
        start = end = self.get_mark()
        indent = self.indent + 1
        text, between = "", ""
        while self.peek() != "#":
            length = self._plain_length(start)
            if length == 0:
                break
            self.allow_simple_key = False
            text += between + self.prefix(length)
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
            between = "".join(spaces)
        return yaml.ScalarToken(text, True, start, end)

    def _plain_length(self, start: Any) -> int:
        """Characters up to white space, or what else ends a plain scalar."""
        length = 0
        while (character := self.peek(length)) not in _SPACE and not (self.flow_level and character in ",[]{}"):
            if character == ":":
                after = self.peek(length + 1)
                if after in _SPACE:
                    break
                if self.flow_level and after in ",?[]{}":
                    self.forward(length)
                    problem = "found unexpected ':'"
                    raise yaml.scanner.ScannerError("while scanning a plain scalar", start, problem, self.get_mark())
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> Any:
        """The white space in a plain scalar, tabs in a line included."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        spaces = self.prefix(length)
        if "\t" not in spaces or self.peek(length) in _BREAKS:
            self.forward(length if "\t" in spaces else 0)
            return super().scan_plain_spaces(indent, start_mark)
        self.forward(length)
        return [spaces]


def _unreadable(data: bytes, error: yaml.reader.ReaderError) -> yaml.reader.ReaderError:
    position, reason = error.position, _WORDS.get(error.reason, error.reason)
    cause = error.__context__
    if not isinstance(cause, UnicodeDecodeError):
        position = len(data.decode(errors="replace")[:position].encode())  # in bytes, not in characters
    elif error.reason == "invalid continuation byte" and data[cause.end] in _CONTINUING:
        reason = "invalid Unicode character"  # half of a surrogate pair, or beyond the last character
    elif error.reason == "invalid continuation byte":
        position = cause.end
    return yaml.reader.ReaderError(error.name, position, error.character, error.encoding, reason)


def _problem(context: str | None, problem: str) -> str:
    if problem.startswith("expected <block end>, but found"):
        return _BLOCK_END.get(context or "", problem)
    if _TOKEN(problem):
        return "found character that cannot start any token"
    beginning = next((each for each in _BEGINNINGS if problem.startswith(each)), None)
    return _BEGINNINGS[beginning] if beginning else _WORDS.get(problem, problem)
