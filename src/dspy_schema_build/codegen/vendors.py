"""The folder of a vendor's artefacts: JSON Schemas, types, crosswalk, rules, and the schema in one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspy_schema_build.codegen import json_schema, tables, vendor_checks
from dspy_schema_build.codegen.schema import Schema, member_shapes, read_annotation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition


VENDORS = Path("schema/vendors")
Table = dict[str, Any]


def vendor_types_table(schema: Schema) -> Table:
    """Tabulate {"classes": {class: {…}}, "kinds": {abstract class: {type: class}}}.

    A class has `members`; `aliases`, from another spelling to the member; `inner`, the class of a member's objects;
    `maps`, the members that may be a map to such objects; and `signatures`, alternatives, each a list of conditions
    that all hold of a record of the class.
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
        "maps": [member for member, slot in members.items() if any("map" in form for form in member_shapes(slot))],
        "signatures": tables.signature_table(schema, name),
    }


def crosswalk_table(schema: Schema) -> Table:
    """Tabulate {"statuses": {word: training status}, "classes": {class: {member: {…}}}, "secrets": {…}}.

    `classes` has the job records: of each member `to`, the slots of job and run that it goes to (none: extra), `as`,
    its codec, `aliases`, and the one text that it has in all records, `constant`, if there is one. `secrets` has of
    each class the pointers to secrets, with their kinds.
    """
    jobs = [name for name in schema.view.all_classes() if read_annotation(schema.class_(name), "job")]
    return {
        "statuses": {
            str(word): status
            for enum in schema.view.all_enums().values()
            for word, value in enum.permissible_values.items()
            if (status := read_annotation(value, "training_status"))
        },
        "classes": {
            name: {member: member_conversion(slot) for member, slot in schema.members(name).items()} for name in jobs
        },
        "secrets": {
            name: pointers for name in schema.concrete_classes if (pointers := dict(_find_secrets(schema, name, "")))
        },
    }


def member_conversion(slot: SlotDefinition) -> Table:
    """Describe where a member goes in a conversion, and how: {"to", "as", "aliases"[, "constant"]}."""
    to = read_annotation(slot, "to")
    stated = {
        "to": to.split(", ") if to else [],
        "as": read_annotation(slot, "as") or "verbatim",
        "aliases": [str(alias) for alias in slot.aliases],
    }
    return stated | ({"constant": str(slot.equals_string)} if slot.equals_string and slot.required else {})


def _find_secrets(schema: Schema, name: str, at: str) -> Iterator[tuple[str, str]]:
    for member, slot in schema.members(name).items():
        pointer = f"{at}/{member}{'/*' * bool(slot.multivalued)}"
        inner = schema.range_class(slot)
        if kind := read_annotation(slot, "secret"):
            yield pointer, kind
        elif inner and not schema.class_(inner).abstract:
            yield from _find_secrets(schema, inner, pointer)


def vendor_paths() -> list[Path]:
    """List the schemas of the vendors of this package."""
    return [path for path in sorted(VENDORS.glob("*.yaml")) if not path.name.endswith(".rules.yaml")]


def vendor_schemas() -> Iterator[Schema]:
    """Yield the schema of every vendor of this package."""
    for path in vendor_paths():
        yield Schema(path, vendor_checks.rules_path(path))


def generate_vendor(schema: Schema) -> dict[str, bytes]:
    """Generate the folder of a vendor: `<Class>.schema.json`, the tables, and the schema in one file."""
    exact = json_schema.exact_definitions(schema)
    schemas = {
        f"{name}.schema.json": json_schema.encode_schema(json_schema.class_schema(exact, name, schema))
        for name in schema.concrete_classes
    }
    return {
        **schemas,
        "types.json": _encode(vendor_types_table(schema)),
        "crosswalk.json": _encode(crosswalk_table(schema)),
        **tables.generate_rules(schema),
        f"{schema.name}.linkml.yaml": tables.merge_schema(schema),
    }


def _encode(table: Table) -> bytes:
    return (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode()
