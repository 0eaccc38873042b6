"""Pages of vendors: the members of their records, where each is converted to, and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema import artifacts
from dspy_schema_build.codegen import tables, vendors
from dspy_schema_build.codegen.schema import member_shapes
from dspy_schema_build.sitegen.markdown import render_source_line, render_table, write_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema

    Conversions = dict[str, dict[str, Any]]


# What `job` and `run` stand for in a vendor's schema.
RECORDS = {"job": ("TrainingJob", "ReinforceJob"), "run": ("TrainingRun",)}
_INTRODUCTION = (
    "The members of each vendor's records, and where each goes when a record is [converted](../convert.md). "
    "For what a vendor is in this schema, see [Vendor](../concepts/vendor.md)."
)


def write_vendors(folder: Path, schemas: Iterable[Schema]) -> None:
    """Write a page for each vendor among `schemas`, and one that lists them, into `folder`."""
    vendor_schemas = [schema for schema in schemas if schema.name != "dspy" and schema.record_types]
    write_page(folder / "index.md", _render_index(vendor_schemas))
    for schema in vendor_schemas:
        write_page(folder / f"{schema.name}.md", _render_vendor(schema))


def _render_index(schemas: list[Schema]) -> Iterator[str]:
    yield from ["# Vendors", "", _INTRODUCTION, ""]
    rows = (
        [
            f"[{schema.view.schema.title}]({schema.name}.md)",
            ", ".join(f"`{schema.type_name(name)}`" for name in schema.record_types),
        ]
        for schema in schemas
    )
    yield from render_table(["vendor", "records"], rows)


def _render_vendor(schema: Schema) -> Iterator[str]:
    definition = schema.view.schema
    yield from [f"# {definition.title}", "", render_source_line(definition.description), ""]
    yield from [f"Schema: <{definition.id}>, version {definition.version}.", ""]
    yield from [f"A page for each element: [reference](../reference/{schema.name}/index.md).", ""]
    crosswalk = vendors.crosswalk_table(schema)
    if crosswalk["statuses"]:
        yield from ["## States", ""]
        yield from ["The vendor's value is kept as `provider_status`; `run_status` is derived from it.", ""]
        rows = ([f"`{value}`", f"`{status}`"] for value, status in crosswalk["statuses"].items())
        yield from [*render_table(["state", "`run_status`"], rows), ""]
    others = [name for name in schema.concrete_classes if name not in schema.record_types]
    for name in [*schema.record_types, *others]:
        yield from _render_class(schema, name, crosswalk["classes"].get(name))


def _render_class(schema: Schema, name: str, conversions: Conversions | None) -> Iterator[str]:
    is_record = name in schema.record_types
    description = render_source_line(schema.class_(name).description)
    yield from [f"## {name}", "", f"{description} [Reference]({_locate_reference(schema, name)})", ""]
    if is_record:
        yield from [f"Type: `{schema.type_name(name)}`. {describe_signature(schema, name)}", ""]
    if is_record and conversions is None:
        yield from ["It describes no job: it is validated, not converted.", ""]
    heads = ["member", "type", *(["converted to"] if conversions else []), "description"]
    yield from [*render_table(heads, _render_members(schema, name, conversions)), ""]
    rules = [rule for rule in [*schema.rules, *tables.open_enum_rules(schema, name)] if rule["class"] == name]
    if rules:
        yield from ["Rules:", ""]
        yield from render_table(["code", "severity", "rule", "source"], map(_render_rule, rules))
        yield ""


def _locate_reference(schema: Schema, name: str) -> str:
    """Locate the page of a class; the classes that vendors share have a folder of their own."""
    return f"../reference/{schema.modules[name].name}/{name}.md"


def describe_signature(schema: Schema, name: str) -> str:
    """Describe in a sentence how the type `auto` detects the records of a class."""
    alternatives = (
        " and ".join(map(_describe_condition, conditions)) for conditions in tables.signature_table(schema, name)
    )
    return f"`auto` detects it where {'; or where '.join(alternatives)}."


def _describe_condition(condition: dict[str, Any]) -> str:
    member = f"`{condition['member']}`"
    if "values" in condition:
        values = ", ".join(f"`{value}`" for value in condition["values"])
        return f"{member} is {'one of ' * (len(condition['values']) > 1)}{values}"
    if "pattern" in condition:
        return f"{member} matches `{condition['pattern']}`"
    if "has" in condition:
        return f"{member} is an object with {' and '.join(f'`{name}`' for name in condition['has'])}"
    return f"{member} is {'present' if condition['present'] else 'absent'}"


def _render_members(schema: Schema, name: str, conversions: Conversions | None) -> Iterator[list[str]]:
    for member, slot in schema.members(name).items():
        aliases = f" Also accepted as {', '.join(f'`{alias}`' for alias in slot.aliases)}." if slot.aliases else ""
        required = " **Required.**" if slot.required else ""
        targets = [_render_targets(conversions[member])] if conversions else []
        description = f"{render_source_line(slot.description)}{required}{aliases}"
        yield [f"`{member}`", _render_type(schema, slot), *targets, description]


def _render_targets(conversion: dict[str, Any]) -> str:
    if not conversion["to"]:
        return "`TrainingRun.extra`"
    targets = (target.partition(".") for target in conversion["to"])
    return ", ".join(f"`{class_}.{slot}`" for record, _, slot in targets for class_ in _find_owners(record, slot))


def _find_owners(record: str, slot: str) -> list[str]:
    """Find the classes that `job` or `run` may stand for, and that have the slot."""
    classes = artifacts.load_types().records
    return [name for name in RECORDS[record] if slot in classes[name].members]


def _render_type(schema: Schema, slot: SlotDefinition) -> str:
    if slot.any_of:
        return " or ".join(
            f"`{branch.equals_string}`" if branch.equals_string else branch.range for branch in slot.any_of
        )
    if slot.equals_string:
        return f"`{slot.equals_string}`"
    type_ = str(slot.range)
    if inner := schema.range_class(slot):
        kinds = schema.unions.get(inner, [inner])
        type_ = " or ".join(f"[{kind}](#{kind.lower()})" for kind in kinds)
    elif enum := schema.view.get_enum(slot.range):
        values = ", ".join(f"`{value}`" for value in enum.permissible_values)
        type_ = f"{values}{', or another value' * schema.is_open_enum(slot)}"
    elif type_ in {"Any", "JsonObject"}:
        type_ = {"Any": "any value", "JsonObject": "object"}[type_]
    shapes = member_shapes(slot)
    return f"{', '.join(shapes)} of {type_}" if shapes else f"list of {type_}" if slot.multivalued else type_


def _render_rule(rule: tables.Entry) -> list[str]:
    source = str(rule["source"])
    link = f"<{source}>" if source.startswith("https://") else source
    code = f"[{rule['code']}](../findings/{rule['code']}.md)"
    return [code, rule["severity"], render_source_line(rule["message"]), link]
