"""The catalogue of findings: the meaning of each code, an example that causes it, and the correction."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import msgspec

from dspy_schema import packaged
from dspy_schema.errors import UnknownCodeError
from dspy_schema.findings import Severity

_PATH = os.path.join(packaged.find_folder(__file__), "catalogue.toml")
_WIDTH = 88
_INDENT = "    "


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input that gives the finding and no other.

    `command`, with `options`, reports it. `content` is the text of the input, or `base64` its bytes where these are
    not text; without both, there is no such file. `shown` describes the input where that says more than the bytes.
    `corrected` is the text without the fault. With `within`, a copy of the shipped schema in this folder is checked,
    and the text is added to the end of the file. `beside` has the other files that the command reads, by name.
    """

    file: str
    command: str = "validate"
    content: str | None = None
    base64: str | None = None
    shown: str | None = None
    options: tuple[str, ...] = ()
    corrected: str | None = None
    within: str | None = None
    beside: dict[str, str] = {}

    @property
    def how(self) -> str:
        """The command that checks the example, in words."""
        command = " ".join(["dspy-schema", self.command, *self.options, self.within or self.file])
        return f"`{command}`" + (f", with this at the end of {self.file}" if self.within else "")

    def data(self) -> bytes | None:
        """Return the bytes of the input, or None where there is no such file."""
        if self.base64 is not None:
            import binascii

            return binascii.a2b_base64(self.base64)
        return None if self.content is None else self.content.encode()


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The explanation of a code; `severity` is that of the example, `see` lists the sources of the rule.

    There is no example where no record of a shipped schema can cause the finding.
    """

    code: str
    title: str
    severity: Severity
    explanation: str
    fix: str
    see: tuple[str, ...] = ()
    example: Example | None = None


@cache
def load_entries() -> dict[str, Entry]:
    """Load all entries by code, in the order of the codes."""
    import tomllib

    with open(_PATH, "rb") as file:
        tables = tomllib.load(file)
    return {code: msgspec.convert({"code": code, **_join_lines(table)}, Entry) for code, table in tables.items()}


def find_entry(code: str) -> Entry:
    """Find the entry of a code, in any case; raises UnknownCodeError, which suggests codes."""
    if entry := load_entries().get(code.upper()):
        return entry
    from difflib import get_close_matches

    codes = list(load_entries())
    near = get_close_matches(code.upper(), codes)
    advice = f"did you mean {' or '.join(near)}?" if near else f"codes run from {codes[0]} to {codes[-1]}"
    raise UnknownCodeError(f"no finding has the code {code!r}; {advice}")


def render_entry(entry: Entry) -> str:
    """Render an entry as `dspy-schema explain` prints it: lines of at most 88 characters."""
    parts = [f"{entry.code}: {entry.title} ({entry.severity})", _wrap(entry.explanation)]
    if example := entry.example:
        parts.append(f"{_wrap(f'Example, checked with {example.how}:')}\n\n{_indent(_show_input(example))}")
        parts += [f"Beside it, {name}:\n\n{_indent(content)}" for name, content in example.beside.items()]
    parts.append(_wrap(f"What to do: {entry.fix}"))
    if entry.example and entry.example.corrected is not None:
        parts.append(f"Corrected:\n\n{_indent(entry.example.corrected)}")
    parts += [f"See {source}" for source in entry.see]
    return "\n\n".join(parts)


def _join_lines(table: dict[str, Any]) -> dict[str, Any]:
    """Join the prose of an entry, which has line breaks in the file, to one line each."""
    return {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in table.items()}


def _wrap(prose: str, width: int = _WIDTH) -> str:
    import textwrap

    return textwrap.fill(prose, width, break_long_words=False, break_on_hyphens=False)


def _show_input(example: Example) -> str:
    if example.shown is not None:
        return _wrap(f"({example.shown})", _WIDTH - len(_INDENT))
    return (example.data() or b"").decode(errors="backslashreplace")


def _indent(content: str) -> str:
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in content.rstrip("\n").split("\n"))
