"""The table of types: what members each has, and which of them no other record type has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema


def generate(schema: Schema) -> dict[str, bytes]:
    """`types.json`: {"records": {type: {"members": […], "marks": […], "raw": […]}}, "classes": {type: [members…]}}.

    A mark is a member that only one record type has, so that a record without `@type` tells its type by it; a raw
    member holds any JSON value, or an array of such, and is most of a large record.
    """
    members = {name: list(schema.members(name)) for name in schema.concrete_classes}
    records = {}
    for name in schema.record_types:
        others = {member for other in schema.record_types if other != name for member in members[other]}
        marks = [member for member in members[name] if member not in others]
        raw = [member for member, slot in schema.members(name).items() if str(slot.range) == "Any"]
        records[name] = {"members": members[name], "marks": marks, "raw": raw}
    return {"types.json": (json.dumps({"records": records, "classes": members}, indent=1) + "\n").encode()}
