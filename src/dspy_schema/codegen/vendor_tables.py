"""The tables of a vendor's records: their types, and where each member goes in a conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema.codegen import shapes_of_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import AnonymousClassExpression, SlotDefinition

    from dspy_schema.codegen.schema import Schema

Table = dict[str, Any]


def types(schema: Schema) -> Table:
    """{"classes": {class: {…}}, "kinds": {abstract class: {type: class}}}.

    A class has `members`; `aliases`, from another spelling to the member; `inner`, the class of a member's objects;
    `maps`, the members that may be a map to such objects; and `signs`, alternatives, each a list of conditions that
    all hold of a record of the class.
    """
    return {
        "classes": {name: _class(schema, name) for name in schema.concrete_classes},
        "kinds": {
            union: {str(schema.members(name)["type"].equals_string): name for name in names}
            for union, names in schema.unions.items()
        },
    }


def _class(schema: Schema, name: str) -> Table:
    members = schema.members(name)
    return {
        "members": list(members),
        "aliases": {str(alias): member for member, slot in members.items() for alias in slot.aliases},
        "inner": {member: inner for member, slot in members.items() if (inner := schema.range_class(slot))},
        "maps": [
            member for member, slot in members.items() if any("map" in form for form in shapes_of_members.shapes(slot))
        ],
        "signs": signs(schema, name),
    }


def signs(schema: Schema, name: str) -> list[list[Table]]:
    """The alternatives of conditions by which a record shows that it is of a class."""
    return [list(_conditions(each)) for each in schema.class_(name).classification_rules]


def _conditions(alternative: AnonymousClassExpression) -> Iterator[Table]:
    for member, slot in alternative.slot_conditions.items():
        if slot.equals_string or slot.equals_string_in:
            yield {"member": str(member), "is": [str(each) for each in slot.equals_string_in or [slot.equals_string]]}
        elif slot.pattern:
            yield {"member": str(member), "pattern": str(slot.pattern)}
        else:
            yield {"member": str(member), "present": str(slot.value_presence) == "PRESENT"}


def crosswalk(schema: Schema) -> Table:
    """{"statuses": {word: training status}, "classes": {class: {member: {…}}}, "secrets": {class: {pointer: kind}}}.

    `classes` has the job records: of each member `to`, the slots of job and run that it goes to (none: extra), `as`,
    the way it is rewritten, `aliases`, and the one text that it has in all records, `constant`, if there is one.
    """
    jobs = [name for name in schema.view.all_classes() if _note(schema.class_(name), "job")]
    return {
        "statuses": {
            str(word): status
            for enum in schema.view.all_enums().values()
            for word, value in enum.permissible_values.items()
            if (status := _note(value, "training_status"))
        },
        "classes": {name: {member: way(slot) for member, slot in schema.members(name).items()} for name in jobs},
        "secrets": {name: found for name in schema.concrete_classes if (found := dict(_secrets(schema, name, "")))},
    }


def way(slot: SlotDefinition) -> Table:
    """Where a member goes in a conversion, and how: {"to", "as", "aliases"[, "constant"]}."""
    to = _note(slot, "to")
    stated = {
        "to": to.split(", ") if to else [],
        "as": _note(slot, "as") or "verbatim",
        "aliases": [str(alias) for alias in slot.aliases],
    }
    return stated | ({"constant": str(slot.equals_string)} if slot.equals_string and slot.required else {})


def _secrets(schema: Schema, name: str, at: str) -> Iterator[tuple[str, str]]:
    for member, slot in schema.members(name).items():
        pointer = f"{at}/{member}{'/*' * bool(slot.multivalued)}"
        inner = schema.range_class(slot)
        if kind := _note(slot, "secret"):
            yield pointer, kind
        elif inner and not schema.class_(inner).abstract:
            yield from _secrets(schema, inner, pointer)


def _note(element: Any, name: str) -> str | None:
    return str(element.annotations[name].value) if name in element.annotations else None
