"""Literals beyond 16 MiB, which Oxigraph's readers refuse: a short text stands for each while the graph is parsed."""

from __future__ import annotations

import os
import re
from typing import Any

import msgspec

from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext.raw import decode_outline
from dspy_schema.jsontext.scanner import join_pointer
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.rdf.terms import JSON, TRAIN_DATA

MOST_BYTES = 16 * 2**20
"""What Oxigraph's readers hold of one token: https://docs.rs/oxrdfio, `MAX_BUFFER_SIZE`."""
# Well below: a reader's buffer grows by doubling, so that some refuse half of that.
_LONG = 2**20
# Comments, IRIs and names with escapes are matched, too, so that no quote in them is taken for the begin of a text.
_IN_TRIPLES = re.compile(
    rb'\\.|"""(?P<d>[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+)"""'
    rb"|'''(?P<s>[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+)'''"
    rb'|"(?P<q>[^"\\\n\r]*+(?:\\.[^"\\\n\r]*+)*+)"'
    rb"|'(?P<a>[^'\\\n\r]*+(?:\\.[^'\\\n\r]*+)*+)'"
    rb'|<[^<>"{}|^`\x00-\x20]*>|#[^\n\r]*',
    re.DOTALL,
)
# A text without an end is matched, too: else its begin would be looked for in it, again and again.
_IN_JSON = re.compile(rb'"(?P<q>[^"\\]*+(?:\\.[^"\\]*+)*+)"?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.?))", re.DOTALL)
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def report_long_literal(record: bytes, written: bytes, *, is_json: bool) -> Diagnostic | None:
    """Report what some readers refuse in a record that is written as N-Triples, Turtle or JSON-LD."""
    most = MOST_BYTES // 2 if is_json else MOST_BYTES
    matches = (_IN_JSON if is_json else _IN_TRIPLES).finditer(written)
    if not any(match.lastgroup is not None and match.end() - match.start() > most for match in matches):
        return None
    members = {name: len(bytes(raw)) for name, raw in decode_outline(record).items()}
    name = max(members, key=members.__getitem__)
    remedy = "; --without-train-data publishes a digest in its place" if name == TRAIN_DATA else ""
    message = f"a literal of {members[name] / 2**20:.1f} MiB; some readers, such as pyoxigraph's, refuse it{remedy}"
    return Diagnostic("DSP524", message, join_pointer([name]), Severity.WARNING)


class ShortTexts:
    """A source in which a short text stands for each long one, and what restores the literals of its graph.

    Raises ValueError for a long text with an escape that the format does not have.
    """

    def __init__(self, data: bytes, *, is_json: bool) -> None:
        self._ox = import_pyoxigraph()
        self._begin = f"long-text-{os.urandom(8).hex()}-"
        self._texts: list[str] = []
        self._json: list[str] = []
        parts: list[bytes] = []
        done = 0
        for match in (_IN_JSON if is_json else _IN_TRIPLES).finditer(data):
            name = match.lastgroup
            if name is None or match.end() - match.start() < _LONG:
                continue
            start, end = match.span(name)
            parts += data[done:start], self._replace(data[start:end], is_json=is_json)
            done = end
        #: The source, to be parsed in place of the long one.
        self.data = b"".join([*parts, data[done:]]) if parts else data
        self._name = re.compile(rf'"?{self._begin}([0-9]+)-\n*"?')

    def __len__(self) -> int:
        return len(self._texts)

    def _replace(self, text: bytes, *, is_json: bool) -> bytes:
        written = text.decode()
        quoted = f'"{written}"'
        self._texts.append(msgspec.json.decode(quoted.encode(), type=str) if is_json else _unescape(written))
        self._json.append(quoted)
        # In as many lines, so that the parser names the lines of the source.
        return f"{self._begin}{len(self._texts) - 1}-".encode() + b"\n" * text.count(b"\n")

    def restore(self, term: Any) -> Any:
        """Return the term of the source that a term of the graph stands for."""
        if isinstance(term, self._ox.Triple):
            return self._ox.Triple(term.subject, term.predicate, self.restore(term.object))
        if not isinstance(term, self._ox.Literal) or self._begin not in term.value:
            return term
        # In JSON values, a long text stands in quotes, as it was written.
        is_inside = term.datatype.value == JSON

        def choose(match: re.Match[str]) -> str:
            texts = self._json if is_inside and match[0][0] == '"' else self._texts
            return texts[int(match[1])]

        value = self._name.sub(choose, term.value)
        if term.language:
            return self._ox.Literal(value, language=term.language)
        return self._ox.Literal(value, datatype=term.datatype)


def _unescape(text: str) -> str:
    """Return what a text of N-Triples or Turtle means; raises ValueError."""
    return _ESCAPE.sub(_unescape_character, text) if "\\" in text else text


def _unescape_character(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        number = int(code, 16)
        if 0xD800 <= number < 0xE000 or number > 0x10FFFF:
            raise ValueError(f"U+{number:04X} is not a character")
        return chr(number)
    if match[3] not in _CHARACTERS:
        raise ValueError(f"unexpected escape \\{match[3]} in a text")
    return _CHARACTERS[match[3]]
