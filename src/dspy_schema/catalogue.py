"""The catalogue of findings: what each code means, an example that triggers it, and what to do."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import msgspec

from dspy_schema.errors import UnknownCodeError
from dspy_schema.findings import Severity

_PATH = os.path.join(os.path.dirname(__file__), "catalogue.toml")
_WIDTH = 88
_INDENT = "    "


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input that gives the finding and no other.

    `command` is what finds it, with `options`; `content` is its text, `base64` its bytes where it is none, neither
    where there is no such file; `shown` says what it is where that tells more than the bytes. `corrected` is the text
    without the fault. With `within`, the folder that is checked, which is a copy of the shipped schema, the text is
    what is added to the end of the file.
    """

    file: str
    command: str = "validate"
    content: str | None = None
    base64: str | None = None
    shown: str | None = None
    options: tuple[str, ...] = ()
    corrected: str | None = None
    within: str | None = None

    @property
    def how(self) -> str:
        """How the example is checked, and what of it is shown."""
        command = " ".join(["dspy-schema", self.command, *self.options, self.within or self.file])
        return f"`{command}`" + (f", with this at the end of {self.file}" if self.within else "")

    def data(self) -> bytes | None:
        """The bytes of the input; None where the example is that there is no such file."""
        if self.base64 is not None:
            import binascii

            return binascii.a2b_base64(self.base64)
        return None if self.content is None else self.content.encode()


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What there is to say about a code; `severity` is that of the example, `see` what the rule comes from.

    There is no example where no record of a shipped schema can give the finding.
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
    """All entries by code, in the order of the codes."""
    import tomllib

    with open(_PATH, "rb") as file:
        tables = tomllib.load(file)
    return {code: msgspec.convert({"code": code, **_joined(table)}, Entry) for code, table in tables.items()}


def find_entry(code: str) -> Entry:
    """The entry of a code, in any case; raises UnknownCodeError, which names codes that may be meant."""
    if found := load_entries().get(code.upper()):
        return found
    from difflib import get_close_matches

    known = list(load_entries())
    near = get_close_matches(code.upper(), known)
    advice = f"did you mean {' or '.join(near)}?" if near else f"codes run from {known[0]} to {known[-1]}"
    raise UnknownCodeError(f"no finding has the code {code!r}; {advice}")


def render_entry(entry: Entry) -> str:
    """The entry as `dspy-schema explain` prints it: plain lines of at most 88 characters, without an end."""
    parts = [f"{entry.code}: {entry.title} ({entry.severity})", _wrapped(entry.explanation)]
    if example := entry.example:
        parts.append(f"{_wrapped(f'Example, checked with {example.how}:')}\n\n{_indented(_shown(example))}")
    parts.append(_wrapped(f"What to do: {entry.fix}"))
    if entry.example and entry.example.corrected is not None:
        parts.append(f"Corrected:\n\n{_indented(entry.example.corrected)}")
    parts += [f"See {each}" for each in entry.see]
    return "\n\n".join(parts)


def _joined(table: dict[str, Any]) -> dict[str, Any]:
    """The table of an entry with its prose, which has line breaks in the file, on one line."""
    return {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in table.items()}


def _wrapped(prose: str, width: int = _WIDTH) -> str:
    import textwrap

    return textwrap.fill(prose, width, break_long_words=False, break_on_hyphens=False)


def _shown(example: Example) -> str:
    if example.shown is not None:
        return _wrapped(f"({example.shown})", _WIDTH - len(_INDENT))
    return (example.data() or b"").decode(errors="backslashreplace")


def _indented(content: str) -> str:
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in content.rstrip("\n").split("\n"))
