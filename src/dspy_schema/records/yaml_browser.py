"""PyYAML's parser in Python, for browsers: it reads what libyaml reads, and stops where libyaml stops.

libyaml takes tabs between tokens, and places what is missing at the end of a file on the line after it.
tests/unit/records/test_yaml_browser.py compares the two.
"""

from __future__ import annotations

from typing import Any

import yaml

_BREAKS = "\r\n\x85\u2028\u2029"
_SPACE = "\0 \t" + _BREAKS


class Loader(yaml.SafeLoader):
    """Gives the events of YAML; raises yaml.YAMLError."""

    def get_event(self) -> Any:
        """Return the next event; None after the last."""
        try:
            return super().get_event()  # type: ignore[no-untyped-call]
        except yaml.MarkedYAMLError as error:
            if (error.problem or "").startswith("found unknown escape character") and error.problem_mark:
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
        """Scan a plain scalar: in flow collections it may have question marks, and a colon before a space ends it."""
        start = end = self.get_mark()
        indent = self.indent + 1
        text, between = "", ""
        while self.peek() != "#":
            length = self._count_plain(start)
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

    def _count_plain(self, start: Any) -> int:
        """Count the characters up to white space, or what else ends a plain scalar."""
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
        """Scan the white space in a plain scalar, tabs in a line included."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        spaces = self.prefix(length)
        if "\t" not in spaces or self.peek(length) in _BREAKS:
            self.forward(length if "\t" in spaces else 0)
            return super().scan_plain_spaces(indent, start_mark)
        self.forward(length)
        return [spaces]
