"""By what a record shows its type, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema.codegen import vendor_tables

if TYPE_CHECKING:
    from dspy_schema.codegen.schema import Schema


def told(schema: Schema, name: str) -> str:
    """A sentence on the members by which the type `auto` tells records of a vendor's class."""
    signs = (" and ".join(map(_sign, conditions)) for conditions in vendor_tables.signs(schema, name))
    return f"`auto` tells it by {'; or '.join(signs)}."


def _sign(condition: dict[str, Any]) -> str:
    member = f"`{condition['member']}`"
    if "is" in condition:
        return f"{member} being {' or '.join(f'`{word}`' for word in condition['is'])}"
    if "pattern" in condition:
        return f"{member} matching `{condition['pattern']}`"
    return f"{member} being there" if condition["present"] else f"no {member}"
