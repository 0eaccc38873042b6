"""The terms that a schema itself defines."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from dspy_schema.sitegen.reference.terms import FOLDER, MAPPINGS, Kind, Term, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import Element, SlotDefinition

    from dspy_schema.codegen.schema import Schema


def terms(schema: Schema, claimed: set[str]) -> Iterator[Term]:
    """The elements that no other schema with pages defines; those of its own modules, and LinkML's built-in types."""
    is_vendor = schema.name != "dspy"
    folder = FOLDER / schema.name if is_vendor else FOLDER

    def term(kind: Kind, name: str, definition: Element, module: str) -> Term:
        # Vendors name slots like classes, but for the case: pages of both in one folder overwrite one another on
        # many disks.
        page = folder / "slots" if kind == "slot" and is_vendor else folder
        return Term(kind, name, definition, schema, page / f"{shown_name(kind, name)}.md", module)

    view = schema.view
    kinds: dict[Kind, dict[str, Element]] = {
        "class": view.all_classes(),
        "slot": view.all_slots(attributes=False),
        "enum": view.all_enums(),
        "type": view.all_types(),
        "subset": view.all_subsets(),
    }
    attributes: dict[str, list[SlotDefinition]] = {}
    for kind, elements in kinds.items():
        for name, definition in elements.items():
            module = str(schema.modules[str(name)].name)
            if module in claimed or (is_vendor and module != schema.name):
                continue
            yield term(kind, str(name), definition, module)
            for slot, attribute in getattr(definition, "attributes", {}).items():
                attributes.setdefault(str(slot), []).append(attribute)
    for name, definitions in attributes.items():
        yield term("slot", name, _shared(definitions), schema.name)


def _shared(definitions: list[SlotDefinition]) -> SlotDefinition:
    """What the attributes of one name, each of its own class, have in common; the mappings of all."""
    shared = copy(definitions[0])
    if any(each.description != shared.description for each in definitions):
        shared.description = None
    for metaslot in MAPPINGS:
        written = (mapping for each in definitions for mapping in getattr(each, metaslot))
        setattr(shared, metaslot, list(dict.fromkeys(written)))
    return shared
