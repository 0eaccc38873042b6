"""Read a JSON document: one record, an array of records, or an object that wraps a list of them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from dspy_schema import artifacts, plugins
from dspy_schema.jsontext import depth
from dspy_schema.jsontext.raw import UNFIT, decode_items, decode_outline, names_differ
from dspy_schema.records.batch import Batch, LineIndex, TextLocator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import msgspec


BATCH = 1000
_SPACE = b" \t\r\n"
_BETWEEN = re.compile(rb"[ \t\r\n,]*")


def read_document(data: bytes, source: str) -> Iterator[Batch]:
    """Batches of the records of a document; one that does not parse is given whole, as one text."""
    if not data.strip(_SPACE):
        return
    if fault := depth.find_nesting_fault(data):
        yield Batch(source=source, texts=[b""], faults={0: fault}, locator=TextLocator([b""], lambda _: (1, 1)))
        return
    start = len(data) - len(data.lstrip(_SPACE))
    try:
        if data.startswith(b"[", start):
            yield from _batches(data, source, decode_items(data), start)
            return
        if (
            data.startswith(b"{", start)
            and (name := find_wrapped_list(members := decode_outline(data)))
            and names_differ(data)
        ):
            from dspy_schema.jsontext import scanner

            offset = scanner.find_offset(data.decode(), [name])
            yield from _batches(data, source, decode_items(members[name]), len(data.decode()[:offset].encode()))
            return
    except UNFIT:
        pass  # the full check says what is wrong with the text, and where
    yield Batch(source=source, texts=[data], locator=TextLocator([data], lambda _: (1, 1)))


def find_wrapped_list(members: dict[str, msgspec.Raw]) -> str | None:
    """The name of the member that holds the records, where an object is not a record but the wrapper of a list.

    That is a JSON-LD document with `@graph`, a vendor's list (`"object": "list"`), or an object whose one
    structured member is a list, none of whose members any class has, and that is not a vendor's record.
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
    return structured[0]


def _is_of_vendor(members: dict[str, msgspec.Raw], list_: str) -> bool:
    """True of a vendor's record, in which no list but `data` holds records; that one wraps them, too."""
    if list_ != "data" and list_ in artifacts.list_vendor_member_names():
        return True
    return bool(artifacts.match_signatures(artifacts.decode_type_values(members), plugins.vendor_folders()))


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
        yield Batch(
            source=source,
            first=number + 1,
            texts=texts,
            locator=TextLocator(texts, partial(_place, lines, offsets)),
        )


def _place(lines: LineIndex, offsets: Sequence[int], index: int) -> tuple[int, int]:
    line, column = lines.find_place(offsets[index])
    return line + 1, column + 1
