"""How many values a member has, as class diagrams write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition


def of(slot: SlotDefinition) -> str:
    """`1`, `0..1`, `*`, `1..*`, `0..n` and so on."""
    if slot.exact_cardinality is not None:
        return str(slot.exact_cardinality)
    at_least = 1 if slot.required or slot.identifier else slot.minimum_cardinality or 0
    at_most = "*" if slot.multivalued else str(1 if slot.maximum_cardinality is None else slot.maximum_cardinality)
    if at_most == "*":
        return "*" if at_least == 0 else f"{at_least}..*"
    return at_most if str(at_least) == at_most else f"{at_least}..{at_most}"
