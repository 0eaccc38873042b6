"""SSSOM/JSON: the mapping set as the model of SSSOM has it, which is JSON-LD with the context of prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.mappings.sssom_slots import SLOTS, Slot, spelled, with_standard

if TYPE_CHECKING:
    from dspy_schema.mappings.merged import Merged

_VOCABULARY = "https://w3id.org/sssom/"
_DATATYPES = {"entity": "@id", "uri": "@id", "number": "xsd:double", "date": "xsd:date"}


def write(merged: Merged) -> bytes:
    """The document, byte for byte the same for the same mappings."""
    document = {
        "@context": _context(merged),
        "@type": "MappingSet",
        **{name: value(text, SLOTS[name]) for name, text in merged.metadata.items()},
        "mappings": [
            {name: value(row[name], SLOTS[name]) for name in merged.columns if row.get(name)} for row in merged.rows
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def value(text: Any, slot: Slot) -> Any:
    """The value of a slot; several are separated by bars in a cell."""
    if slot.many:
        return text if isinstance(text, list) else str(text).split("|")
    return float(text) if slot.kind == "number" else text


def _context(merged: Merged) -> dict[str, Any]:
    prefixes = with_standard(merged.prefixes)
    terms: dict[str, Any] = {
        name: {"@id": spelled(SLOTS[name].property, prefixes)}
        | ({"@type": datatype} if (datatype := _DATATYPES.get(SLOTS[name].kind)) else {})
        for name in (*merged.metadata, *merged.columns)
    }
    mappings = {"@id": "sssom:mappings", "@container": "@set"}
    return {"@vocab": _VOCABULARY, **prefixes, "mappings": mappings, **dict(sorted(terms.items()))}
