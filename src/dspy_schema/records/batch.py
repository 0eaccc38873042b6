"""Batches of records, single records, and the places of what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from dspy_schema import secrets
from dspy_schema.findings import Diagnostic, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable


class Locator(Protocol):
    """Finds the places of the parts of the i-th text of a batch in their source: (line, column), both from 1."""

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member, or of the nearest enclosing value where there is none."""


class Batch(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Records that were read together, in order; or none, and findings on their source.

    `texts` are the JSON texts of the records, which white space may follow. `faults`, by index, are those of records
    that have no text, and `further_faults` those of others that do not show in their texts. `types`, unless it is
    empty, are the types that the format gives, None where it gives none. `first` is the number, from 1, of the first
    record in its source, and `lines` the number of lines of JSON Lines that were read, blank ones included.
    """

    source: str
    first: int = 1
    texts: Sequence[bytes] = ()
    lines: int = 0
    locator: Locator | None = None
    findings: Sequence[Finding] = ()
    faults: Mapping[int, Diagnostic] = {}
    further_faults: Mapping[int, Sequence[Diagnostic]] = {}
    types: Sequence[str | None] = ()

    def locate(self, diagnostic: Diagnostic, index: int, id_: str | None = None, type_: str | None = None) -> Finding:
        """The finding on the record at an index, with its place; secrets in it are redacted.

        `id_` and `type_` are the record's.
        """
        line = column = None
        if self.locator is not None:
            if diagnostic.offset is not None:
                line, column = self.locator.locate_offset(index, diagnostic.offset)
            else:
                line, column = self.locator.locate_pointer(index, diagnostic.pointer, at_key=diagnostic.at_key)
        return Finding(
            code=diagnostic.code,
            severity=diagnostic.severity,
            message=secrets.redact_for_display(diagnostic.message),
            source=self.source,
            record=self.first + index,
            line=line,
            column=column,
            pointer=secrets.redact_pointer(diagnostic.pointer),
            id=secrets.hide_secret("/id", id_),
            type=type_,
        )


def report_source(
    source: str,
    code: str,
    message: str,
    place: tuple[int, int] | tuple[None, None] = (None, None),
    severity: Severity = Severity.ERROR,
) -> Batch:
    """A batch without records, with a finding on a source as a whole."""
    finding = Finding(code=code, severity=severity, message=message, source=source, line=place[0], column=place[1])
    return Batch(source=source, findings=[finding])


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One record: its source (path or `<stdin>`), number and line (both from 1), and JSON text in UTF-8."""

    source: str
    index: int
    line: int
    text: bytes

    @property
    def value(self) -> Any:
        """The record as Python objects.

        Raises `msgspec.DecodeError` if the text is not JSON; `validate` says what is wrong with it, and where.
        """
        return msgspec.json.decode(self.text)


class TextLocator:
    """Locator in texts that are pieces of their source; `start` gives the line and column of the i-th text."""

    def __init__(self, texts: Sequence[bytes], start: Callable[[int], tuple[int, int]]) -> None:
        self._texts = texts
        self._start = start

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._place(index, self._texts[index].decode(errors="replace"), offset)

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member; see `Locator`."""
        # Imported here, so that a run in which nothing fails never pays for the scanner.
        from dspy_schema.jsontext import scanner

        text = self._texts[index].decode(errors="replace")
        return self._place(index, text, scanner.find_offset(text, scanner.split_pointer(pointer), at_key=at_key))

    def _place(self, index: int, text: str, offset: int) -> tuple[int, int]:
        line, column = self._start(index)
        breaks = text.count("\n", 0, offset)
        return (line + breaks, offset - text.rfind("\n", 0, offset)) if breaks else (line, column + offset)


class ShiftedLocator:
    """Locator in a part of a source: `lines` come before it, and `columns` before its first line."""

    def __init__(self, locator: Locator, lines: int, columns: int) -> None:
        self._locator = locator
        self._lines = lines
        self._columns = columns

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._shift(self._locator.locate_offset(index, offset))

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member; see `Locator`."""
        return self._shift(self._locator.locate_pointer(index, pointer, at_key=at_key))

    def _shift(self, place: tuple[int, int]) -> tuple[int, int]:
        line, column = place
        return line + self._lines, column + self._columns if line == 1 else column
