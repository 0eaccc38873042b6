"""Take the secrets out of the JSON text of a record."""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

from dspy_schema import secrets
from dspy_schema.records import scan
from dspy_schema.vendors.texts import Raw, elements, encode, members

if TYPE_CHECKING:
    from collections.abc import Mapping

_REDACTED = json.dumps(secrets.REDACTED)


def redacted(text: bytes, known: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The text with `"[redacted]"` for each secret, and the pointers of these; `known` is as in `secrets.found`.

    Raises RecursionError for a record that is nested too deep to be searched.
    """
    if not secrets.may_hold(text, known):
        return text, []
    value, repeats = _parsed(text)
    if repeats:
        # Of members with one name the last counts; the others must not carry a secret either.
        text = bytes(_without_repeats(Raw(text)))
    paths = secrets.found(value, known)
    shown = text.decode()
    places = sorted((scan.offset(shown, [str(each) for each in path]) for path in paths), reverse=True)
    for start in places:
        end = scanstring(shown, start + 1, True)[1]
        shown = f"{shown[:start]}{_REDACTED}{shown[end:]}"
    return shown.encode() if paths else text, [scan.pointer(path) for path in paths]


def _parsed(text: bytes) -> tuple[Any, bool]:
    """The value of a text, and whether there is an object in it in which a name occurs twice."""
    repeats = False

    def members_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        held = dict(pairs)
        repeats = repeats or len(held) != len(pairs)
        return held

    # Numbers are not looked at, and may be longer than Python reads.
    return json.loads(text, object_pairs_hook=members_of, parse_int=float, parse_float=float), repeats


def _without_repeats(value: Raw) -> Raw:
    first = bytes(value)[:1]
    if first == b"{":
        return Raw(encode({name: _without_repeats(each) for name, each in (members(value) or {}).items()}))
    if first == b"[":
        return Raw(encode([_without_repeats(each) for each in elements(value) or ()]))
    return value
