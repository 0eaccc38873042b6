"""Batches of records, single records, and the places of what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from dspy_schema import secrets
from dspy_schema.findings import Diagnostic, Finding, Severity
from dspy_schema.jsontext.depth import STACK_ROOM

if TYPE_CHECKING:
    from collections.abc import Callable


_CONTINUATION_BYTES = bytes(range(0x80, 0xC0))


class Locator(Protocol):
    """Finds the places of the parts of the i-th text of a batch in their source: (line, column), both from 1."""

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member, or of the nearest enclosing value where there is none."""


class Origin(msgspec.Struct, frozen=True, gc=False):
    """The resource of a graph that a record was read from.

    `base` is what its IRI begins with, where the id of the record follows; `job` the IRI of the job of a run, where the
    graph has that. `links` are the predicates (CURIEs) and IRIs of PROV-O that do not follow from the record.
    """

    subject: str
    base: str | None = None
    job: str | None = None
    links: tuple[tuple[str, str], ...] = ()


class Batch(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Records that were read together, in order; or none, and findings on their source.

    `texts` are the JSON texts of the records, which white space may follow. `faults`, by index, are those of records
    that have no text, and `further_faults` those of others that do not show in their texts. `types`, unless it is
    empty, are the types that the format gives, None where it gives none, and `origins` the resources that the records
    were read from, None where their IRIs follow from the records. `first` is the number, from 1, of the first record in
    its source, and `lines` the number of lines of JSON Lines that were read, blank ones included.
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
    origins: Sequence[Origin | None] = ()

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


def describe_too_large(most: int) -> Diagnostic:
    """The fault of a record that has more than `most` bytes."""
    return Diagnostic("DSP114", f"the record has more than {most:,} bytes, and is not read; --max-record allows more")


def refuse_large(batch: Batch, most: int) -> Batch:
    """The batch, in which records of more than `most` bytes have no text any more."""
    faults = {index: describe_too_large(most) for index, text in enumerate(batch.texts) if len(text) > most}
    if not faults:
        return batch
    # In place, since locators have these texts, too, and would decode a large one for its place.
    texts = batch.texts if isinstance(batch.texts, list) else [*batch.texts]
    for index in faults:
        texts[index] = b""
    return msgspec.structs.replace(batch, texts=texts, faults={**batch.faults, **faults})


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


def report_lost_iris(batch: Batch) -> list[Finding]:
    """Report, for the first records of a source, that their IRIs are not in records that are written as JSON."""
    origin = next(filter(None, batch.origins), None)
    if origin is None or batch.first > 1:
        return []
    message = f"the records have IRIs of their own, such as <{origin.subject}>, which are kept in RDF and not in JSON"
    return [Finding(code="DSP514", severity=Severity.INFO, message=message, source=batch.source)]


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
        with STACK_ROOM:
            return msgspec.json.decode(self.text)


class LineIndex:
    """Finds lines and columns in a text, or in its UTF-8; finding another one scans no more than a block."""

    BLOCK = 1 << 12

    def __init__(self, text: str | bytes) -> None:
        self._text: Any = text
        self._break: Any = "\n" if isinstance(text, str) else b"\n"
        # The line and column at which each block begins, as far as blocks were scanned.
        self._starts = [(0, 0)]

    def find_place(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 0, of an offset."""
        block = offset // self.BLOCK
        while len(self._starts) <= block:
            end = len(self._starts) * self.BLOCK
            self._starts.append(self._advance(self._starts[-1], end - self.BLOCK, end))
        return self._advance(self._starts[block], block * self.BLOCK, offset)

    def _advance(self, place: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        breaks = self._text.count(self._break, start, end)
        if not breaks:
            return place[0], place[1] + self._count_characters(start, end)
        return place[0] + breaks, self._count_characters(self._text.rfind(self._break, start, end) + 1, end)

    def _count_characters(self, start: int, end: int) -> int:
        if isinstance(self._text, str):
            return end - start
        piece = self._text[start:end]
        return len(piece) if piece.isascii() else len(piece.translate(None, _CONTINUATION_BYTES))


class _TextPlaces:
    """One text in which places are asked for, scanned once for all of them."""

    def __init__(self, text: str) -> None:
        # Imported here, so that a run in which nothing fails never pays for the scanner.
        from dspy_schema.jsontext import scanner

        self.lines = LineIndex(text)
        self.members = scanner.MemberIndex(text)


class TextLocator:
    """Locator in texts that are pieces of their source; `start` gives the line and column of the i-th text."""

    def __init__(self, texts: Sequence[bytes], start: Callable[[int], tuple[int, int]]) -> None:
        self._texts = texts
        self._start = start
        # The findings on a record come together, so the places of one text are kept at a time.
        self._last: tuple[int, _TextPlaces] | None = None

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._place(index, self._places(index), offset)

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member; see `Locator`."""
        places = self._places(index)
        return self._place(index, places, places.members.find_offset(pointer, at_key=at_key))

    def _places(self, index: int) -> _TextPlaces:
        if self._last is None or self._last[0] != index:
            self._last = index, _TextPlaces(self._texts[index].decode(errors="replace"))
        return self._last[1]

    def _place(self, index: int, places: _TextPlaces, offset: int) -> tuple[int, int]:
        line, column = self._start(index)
        breaks, characters = places.lines.find_place(offset)
        return (line + breaks, characters + 1) if breaks else (line, column + characters)


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
