"""Parse a record without what its any-value members hold, which no verdict depends on and which is most of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts
from dspy_schema.records.names import outline, repeats_none
from dspy_schema.records.well_formed import is_well_formed
from dspy_schema.validation.detect import detect_in

if TYPE_CHECKING:
    from dspy_schema.validation.problem import Problem

_decode = msgspec.json.Decoder().decode
_EMPTY: dict[int, Any] = {ord("["): [], ord("{"): {}}


def skim(text: bytes, type_: str | None) -> tuple[dict[str, Any], str | Problem] | None:
    """The record with empty arrays and objects in any-value members, and its type or why that is not clear.

    None if the text is no object or not strict JSON, so that all of it must be looked at.
    """
    try:
        members = outline(text)
        if not (repeats_none(members, text) and is_well_formed(text)):
            return None
        told = type_ or detect_in(members)
        emptied = _emptied(told) if isinstance(told, str) else frozenset(members) - {"id"}
        return {
            name: _EMPTY[memoryview(raw)[0]] if name in emptied and memoryview(raw)[0] in _EMPTY else _decode(raw)
            for name, raw in members.items()
        }, told
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


@cache
def _emptied(type_: str) -> frozenset[str]:
    """The any-value members of a type that no rule looks into."""
    if type_ not in artifacts.types().records:
        return frozenset()
    looked_into = {rule.get("object") for rule in artifacts.rules_of(type_)["data"]}
    return artifacts.types().records[type_].raw - looked_into
