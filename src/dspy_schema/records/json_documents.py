"""Read a JSON document: one record, an array of records, or an object that wraps a list of them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts, secrets
from dspy_schema.findings import Severity
from dspy_schema.jsontext import depth
from dspy_schema.jsontext.raw import UNFIT, decode_items, decode_outline, names_differ
from dspy_schema.records.batch import Batch, LineIndex, ShiftedLocator, TextLocator, report_source
from dspy_schema.schema import signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dspy_schema.findings import Finding


BATCH = 1000
MOST_NAMES = 3
_EMPTY = re.compile(rb"\{\s*\}|\[\s*\]")
_SPACE = b" \t\r\n"
# What programs call a list of records.
_LISTS = {"data", "items", "jobs", "records", "results", "runs", "value"}
_BETWEEN = re.compile(rb"[ \t\r\n,]*")


def read_document(data: bytes, source: str) -> Iterator[Batch]:
    """Batches of the records of a document; one that does not parse is given whole, as one text."""
    if not data.strip(_SPACE):
        return
    if depth.IN_BROWSER and depth.find_nesting_fault(data, is_document=True):
        yield _hold_whole(data, source)
        return
    start = len(data) - len(data.lstrip(_SPACE))
    try:
        if data.startswith(b"[", start):
            items = decode_items(data)
            if items and _holds_records(bytes(items[0])):
                yield from _read_pieces(data, source, _list_pieces(data, items, start))
            else:
                yield from _batches(data, source, items, start)
            return
        if data.startswith(b"{", start):
            members = decode_outline(data)
            if (name := find_wrapped_list(members)) and names_differ(data):
                yield from _batches(data, source, decode_items(members[name]), _find_value(data, name))
                return
            if not name and (names := _find_holders(members)) and names_differ(data):
                yield _describe_holders(data, source, members, names)
                starts = [_find_value(data, holder) for holder in names]
                pieces = [(at, at + len(bytes(members[holder]))) for at, holder in zip(starts, names, strict=True)]
                yield from _read_pieces(data, source, pieces)
                return
    except UNFIT:
        # If these are not several values, the full check says what is wrong with the text, and where.
        from dspy_schema.records import json_guesses

        if not depth.find_nesting_fault(data, is_document=True) and (pieces := json_guesses.split_values(data)):
            is_array = data.startswith(b"[", start) and pieces[0][0] > start
            where = "items in an array without commas" if is_array else "values in a row"
            rule = "items have commas between them" if is_array else "JSON has one, and JSON Lines one a line"
            message = f"{len(pieces)} {where}, read one after another; {rule}"
            yield report_source(source, "DSP113", message, _place(LineIndex(data), pieces[1][0]), Severity.INFO)
            yield from _read_pieces(data, source, pieces)
            return
    yield _hold_whole(data, source)


def _hold_whole(data: bytes, source: str) -> Batch:
    texts, faults = depth.spare_parsers([data])
    return Batch(source=source, texts=texts, faults=faults, locator=TextLocator([data], lambda _: (1, 1)))


def find_wrapped_list(members: dict[str, msgspec.Raw]) -> str | None:
    """The name of the member that holds the records, where an object is not a record but the wrapper of a list.

    That is a JSON-LD document with `@graph`, a vendor's list (`"object": "list"`), or an object whose one
    structured member is a list, none of whose members any class has, and that is not a vendor's record. If the list
    has an unusual name, its items must have the members of records.
    """
    if "@graph" in members:
        return "@graph"
    first = {name: bytes(raw)[:1] for name, raw in members.items()}
    if bytes(members.get("object", b"")) == b'"list"' and first.get("data") == b"[":
        return "data"
    structured = [name for name, byte in first.items() if byte in b"[{"]
    if len(structured) != 1 or first[structured[0]] != b"[" or "@type" in members:
        return None
    # Among the members that DSPy's records and vendors' have is a list of this name, too.
    others = members.keys() - {"data"} if structured == ["data"] else members.keys()
    if artifacts.list_member_names() & others or _is_of_vendor(members, structured[0]):
        return None
    return structured[0] if structured[0] in _LISTS or _lists_records(members[structured[0]]) else None


def _lists_records(raw: msgspec.Raw) -> bool:
    # Imported here, since most documents are records.
    from dspy_schema.records import json_guesses

    return json_guesses.lists_records(raw)


def _is_of_vendor(members: dict[str, msgspec.Raw], list_: str) -> bool:
    """True of a vendor's record, in which no list but `data` holds records; that one wraps them, too."""
    if list_ != "data" and list_ in artifacts.list_vendor_member_names():
        return True
    return bool(signatures.match_built_in(signatures.decode_type_values(members)))


def _find_holders(members: dict[str, msgspec.Raw]) -> list[str]:
    """The members that hold records, in an object that is none itself."""
    if "object" in members or "@type" in members or all(bytes(raw)[:1] not in b"{[" for raw in members.values()):
        return []
    # Imported here, since most documents are records.
    from dspy_schema.records import json_guesses

    return json_guesses.find_holders(members)


def _holds_records(text: bytes) -> bool:
    """Whether an item of an array is a list of records itself, as where pages were put into one array."""
    if not text.startswith(b"{"):
        return False
    members = decode_outline(text)
    return bool(find_wrapped_list(members) or _find_holders(members))


def _describe_holders(data: bytes, source: str, members: dict[str, msgspec.Raw], names: list[str]) -> Batch:
    shown = [f"`{secrets.redact_pointer(name)}`" for name in names[:MOST_NAMES]]
    others = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    left = [name for name, raw in members.items() if name not in names and bytes(raw)[:1] in b"{["]
    left = [f"`{secrets.redact_pointer(name)}`" for name in left if not _EMPTY.fullmatch(bytes(members[name]))]
    rest = f"; {', '.join(left[:MOST_NAMES])} is not read" if left else ""
    message = f"this is not a record, but holds some, which are read: {', '.join(shown)}{others}{rest}"
    return report_source(source, "DSP113", message, _place(LineIndex(data), _find_value(data, names[0])), Severity.INFO)


def _find_value(data: bytes, name: str) -> int:
    """The byte at which the value of a member of the document begins."""
    from dspy_schema.jsontext import scanner

    text = data.decode()
    return len(text[: scanner.find_offset(text, [name])].encode())


def _list_pieces(data: bytes, items: Sequence[msgspec.Raw], start: int) -> list[tuple[int, int]]:
    """Where the items of the array that begins at the byte `start` begin and end."""
    pieces = []
    end = start + 1
    for item in items:
        begin = _BETWEEN.match(data, end).end()  # type: ignore[union-attr]
        end = begin + len(bytes(item))
        pieces.append((begin, end))
    return pieces


def _read_pieces(data: bytes, source: str, pieces: Sequence[tuple[int, int]]) -> Iterator[Batch]:
    """Batches of the records of pieces of a document, each of which may hold several."""
    first = 1
    lines = LineIndex(data)
    plain: list[tuple[int, int]] = []
    for piece in [*pieces, None]:
        holds_others = piece is not None and _is_holder(data[slice(*piece)])
        if plain and (piece is None or holds_others or len(plain) == BATCH):
            yield _batch_pieces(data, source, first, plain, lines)
            first += len(plain)
            plain = []
        if piece is None:
            return
        if not holds_others:
            plain.append(piece)
            continue
        line, column = _place(lines, piece[0])
        for batch in read_document(data[slice(*piece)], source):
            locator = ShiftedLocator(batch.locator, line - 1, column - 1) if batch.locator else None
            findings = [_shift_finding(finding, line - 1, column - 1) for finding in batch.findings]
            yield msgspec.structs.replace(batch, first=first, locator=locator, findings=findings)
            first += len(batch.texts)


def _is_holder(text: bytes) -> bool:
    """Whether a value holds records: an array, a list of a vendor, an envelope."""
    try:
        return text.startswith(b"[") or _holds_records(text)
    except UNFIT:
        return False


def _batch_pieces(data: bytes, source: str, first: int, pieces: Sequence[tuple[int, int]], lines: LineIndex) -> Batch:
    texts = [data[start:end] for start, end in pieces]
    locator = TextLocator(texts, partial(_locate, lines, [start for start, _ in pieces]))
    texts, faults = depth.spare_parsers(texts)
    return Batch(source=source, first=first, texts=texts, faults=faults, locator=locator)


def _shift_finding(finding: Finding, lines: int, columns: int) -> Finding:
    if finding.line is None or finding.column is None:
        return finding
    column = finding.column + columns if finding.line == 1 else finding.column
    return msgspec.structs.replace(finding, line=finding.line + lines, column=column)


def _batches(data: bytes, source: str, items: Sequence[msgspec.Raw], start: int) -> Iterator[Batch]:
    """Batches of the items of the array that begins at the byte `start`."""
    start += 1
    lines = LineIndex(data)
    for number in range(0, len(items), BATCH):
        texts = [bytes(raw) for raw in items[number : number + BATCH]]
        offsets = []
        for text in texts:
            start = _BETWEEN.match(data, start).end()  # type: ignore[union-attr]
            offsets.append(start)
            start += len(text)
        locator = TextLocator(texts, partial(_locate, lines, offsets))
        texts, faults = depth.spare_parsers(texts)
        yield Batch(source=source, first=number + 1, texts=texts, faults=faults, locator=locator)


def _locate(lines: LineIndex, offsets: Sequence[int], index: int) -> tuple[int, int]:
    return _place(lines, offsets[index])


def _place(lines: LineIndex, offset: int) -> tuple[int, int]:
    line, column = lines.find_place(offset)
    return line + 1, column + 1
