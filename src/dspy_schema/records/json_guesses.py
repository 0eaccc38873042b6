"""Where the records are in JSON that holds them in another form: values in a row, envelopes, maps from id to record."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dspy_schema import artifacts
from dspy_schema.jsontext.raw import UNFIT, decode_items, decode_outline
from dspy_schema.schema import signatures

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec


_BETWEEN = re.compile(r"[ \t\r\n,]*")
_NEXT = re.compile(r"\n(?=[{\[])")
_decode = json.JSONDecoder().raw_decode
# So many items at the start of a list show what it is a list of.
_LOOKED_AT = 3


def split_values(data: bytes) -> list[tuple[int, int]]:
    """Split arrays and objects that follow one another, or in an array without commas between them.

    Returns where each begins and ends, in bytes; none where the text is something else. A broken value ends where a
    line begins with the next one.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return []
    pieces: list[tuple[int, int]] = []
    good = 0
    position = _skip(text, 0)
    while position < len(text):
        if text[position] not in "{[":
            return []
        try:
            _, end = _decode(text, position)
            good += 1
        except (ValueError, RecursionError):
            if not pieces and text[position] == "[":
                pieces = _split_array(text, position + 1)
                good = len(pieces)
                break
            next_ = _NEXT.search(text, position)
            end = next_.start() if next_ else len(text)
        pieces.append((position, end))
        position = _skip(text, end)
    if len(pieces) < 2 or not good:
        return []
    return pieces if text.isascii() else _count_bytes(text, pieces)


def _split_array(text: str, position: int) -> list[tuple[int, int]]:
    """Split the objects of an array in which only commas are missing; none where another fault is in it."""
    pieces: list[tuple[int, int]] = []
    position = _skip(text, position)
    while text.startswith("{", position):
        try:
            _, end = _decode(text, position)
        except (ValueError, RecursionError):
            return []
        pieces.append((position, end))
        position = _skip(text, end)
    return pieces if text[position:].rstrip(" \t\r\n") == "]" else []


def _skip(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _count_bytes(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    counted = []
    before = position = 0
    for start, end in pieces:
        first = before + len(text[position:start].encode())
        before, position = first + len(text[start:end].encode()), end
        counted.append((first, before))
    return counted


def find_holders(members: Mapping[str, msgspec.Raw]) -> list[str]:
    """The members of an object that hold records, each one or a list, where the object itself is not a record."""
    if "object" in members or "@type" in members:
        return []
    candidates = [name for name, raw in members.items() if memoryview(raw)[0] in b"{["]
    if not candidates or _is_record(members) or _is_program(members):
        return []
    # What has mostly the members of a record is one, though something in it is wrong.
    known = (len(members.keys() & set(type_.members)) for type_ in artifacts.load_types().records.values())
    if 2 * max(known) > len(members):
        return []
    # Among the members of a record that is not recognised for sure, only a record of a vendor is one for sure.
    is_weak = any(not type_.discriminators.isdisjoint(members) for type_ in artifacts.load_types().records.values())
    return [name for name in candidates if _holds_records(members[name], of_vendor=is_weak)]


def _is_program(members: Mapping[str, msgspec.Raw]) -> bool:
    """Whether an object is a program that DSPy saved without metadata."""
    try:
        return signatures.has_only_parts({name: decode_outline(raw) for name, raw in members.items()})
    except UNFIT:
        return False


def lists_records(raw: msgspec.Raw) -> bool:
    """Whether the first items of an array have the members of records, right or wrong."""
    try:
        items = [decode_outline(item) for item in decode_items(raw)[:_LOOKED_AT]]
    except UNFIT:
        return False
    types = artifacts.load_types().records.values()
    return bool(items) and all(
        _is_record(item) or any(type_.has_most(item.keys()) or item.keys() & type_.discriminators for type_ in types)
        for item in items
    )


def _holds_records(raw: msgspec.Raw, *, of_vendor: bool) -> bool:
    try:
        if memoryview(raw)[0] == ord("["):
            items = decode_items(raw)
            return bool(items) and all(
                _is_record(decode_outline(item), of_vendor=of_vendor) for item in items[:_LOOKED_AT]
            )
        return _is_record(decode_outline(raw), of_vendor=of_vendor)
    except UNFIT:
        return False


def _is_record(members: Mapping[str, msgspec.Raw], *, of_vendor: bool = False) -> bool:
    """Whether an object is a record for sure: it has a type, a signature of a vendor, or only members of its type."""
    # The types of DSPy first: it takes a fiftieth of the time.
    if "@type" in members:
        return True
    if not of_vendor and any(
        not type_.discriminators.isdisjoint(members) and members.keys() <= (type_.members | artifacts.KEYWORDS)
        for type_ in artifacts.load_types().records.values()
    ):
        return True
    values = signatures.decode_type_values(members)
    return bool(signatures.match_built_in(values) or signatures.match_added(values))
