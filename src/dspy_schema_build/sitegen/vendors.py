"""Pages of vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema import artifacts
from dspy_schema_build.codegen import tables, vendors
from dspy_schema_build.codegen.schema import member_shapes
from dspy_schema_build.sitegen.markdown import render_table, source_line, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema


_INTRODUCTION = (
    "What each vendor's records hold, and where every member goes when they are [converted](../convert.md). "
    "What a vendor is to this schema: [Vendor](../concepts/vendor.md)."
)
_CLASSES = {"job": ("TrainingJob", "ReinforceJob"), "run": ("TrainingRun",)}


def describe_signature(schema: Schema, name: str) -> str:
    """A sentence on the members by which the type `auto` tells records of a vendor's class."""
    signs = (" and ".join(map(_sign, conditions)) for conditions in vendors.signature_table(schema, name))
    return f"`auto` tells it by {'; or '.join(signs)}."


def _sign(condition: dict[str, Any]) -> str:
    member = f"`{condition['member']}`"
    if "is" in condition:
        return f"{member} being {' or '.join(f'`{word}`' for word in condition['is'])}"
    if "pattern" in condition:
        return f"{member} matching `{condition['pattern']}`"
    return f"{member} being there" if condition["present"] else f"no {member}"


def write_vendors(folder: Path) -> None:
    """Write the pages, and one that lists them, into `folder`."""
    write_page(
        folder / "index.md", ["# Vendors", "", _INTRODUCTION, "", *render_table(["vendor", "records"], _listed())]
    )
    for schema in vendors.vendor_schemas():
        write_page(folder / f"{schema.name}.md", _page(schema))


def _listed() -> Iterator[list[str]]:
    for schema in vendors.vendor_schemas():
        types = ", ".join(f"`{schema.type_name(name)}`" for name in schema.record_types)
        yield [f"[{schema.view.schema.title}]({schema.name}.md)", types]


def _page(schema: Schema) -> Iterator[str]:
    definition = schema.view.schema
    yield from [f"# {definition.title}", "", source_line(definition.description), ""]
    yield from [f"Schema: <{definition.id}>, version {definition.version}.", ""]
    yield from [f"Every element by itself: [reference](../reference/{schema.name}/index.md).", ""]
    crosswalk = vendors.crosswalk_table(schema)
    if crosswalk["statuses"]:
        yield from [
            "## States",
            "",
            "The vendor's word is kept as `provider_status`; `run_status` comes out of it.",
            "",
        ]
        rows = ([f"`{word}`", f"`{status}`"] for word, status in crosswalk["statuses"].items())
        yield from [*render_table(["state", "`run_status`"], rows), ""]
    for name in [*schema.record_types, *(each for each in schema.concrete_classes if each not in schema.record_types)]:
        yield from _class(schema, name, crosswalk["classes"].get(name))


def _class(schema: Schema, name: str, ways: dict[str, Any] | None) -> Iterator[str]:
    is_record = name in schema.record_types
    described = source_line(schema.class_(name).description)
    yield from [f"## {name}", "", f"{described} [Reference]({_reference(schema, name)})", ""]
    if is_record:
        yield from [f"Type: `{schema.type_name(name)}`. {describe_signature(schema, name)}", ""]
    if is_record and ways is None:
        yield from ["It tells of no job, so it is checked and not converted.", ""]
    heads = ["member", "type", *(["goes to"] if ways else []), "description"]
    yield from [*render_table(heads, _members(schema, name, ways)), ""]
    stated = [each for each in [*schema.rules, *tables.open_enum_rules(schema, name)] if each["class"] == name]
    if stated:
        yield from ["Rules:", ""]
        yield from render_table(["code", "severity", "rule", "source"], map(_rule, stated))
        yield ""


def _reference(schema: Schema, name: str) -> str:
    """The page of a class; what vendors share is in a folder of its own."""
    return f"../reference/{schema.modules[name].name}/{name}.md"


def _members(schema: Schema, name: str, ways: dict[str, Any] | None) -> Iterator[list[str]]:
    for member, slot in schema.members(name).items():
        also = f" Also read as {', '.join(f'`{alias}`' for alias in slot.aliases)}." if slot.aliases else ""
        required = " **Required.**" if slot.required else ""
        goes = [_target(ways[member])] if ways else []
        yield [f"`{member}`", _type(schema, slot), *goes, f"{source_line(slot.description)}{required}{also}"]


def _target(way: dict[str, Any]) -> str:
    if not way["to"]:
        return "`TrainingRun.extra`"
    parts = (each.partition(".") for each in way["to"])
    return ", ".join(f"`{class_}.{slot}`" for owner, _, slot in parts for class_ in _owners(owner, slot))


def _owners(owner: str, slot: str) -> list[str]:
    """The classes that `job` or `run` may stand for, and that have the slot."""
    records = artifacts.load_types().records
    return [name for name in _CLASSES[owner] if slot in records[name].members]


def _type(schema: Schema, slot: SlotDefinition) -> str:
    if slot.any_of:
        return " or ".join(
            f"`{branch.equals_string}`" if branch.equals_string else branch.range for branch in slot.any_of
        )
    if slot.equals_string:
        return f"`{slot.equals_string}`"
    type_ = str(slot.range)
    if inner := schema.range_class(slot):
        kinds = schema.unions.get(inner, [inner])
        type_ = " or ".join(f"[{each}](#{each.lower()})" for each in kinds)
    elif enum := schema.view.get_enum(slot.range):
        words = ", ".join(f"`{word}`" for word in enum.permissible_values)
        type_ = f"{words}{', or another word' * schema.is_open_enum(slot)}"
    elif type_ in {"Any", "JsonObject"}:
        type_ = {"Any": "any value", "JsonObject": "object"}[type_]
    forms = member_shapes(slot)
    return f"{', '.join(forms)} of {type_}" if forms else f"list of {type_}" if slot.multivalued else type_


def _rule(rule: tables.Entry) -> list[str]:
    source = str(rule["source"])
    shown = f"<{source}>" if source.startswith("https://") else source
    return [f"[{rule['code']}](../findings/{rule['code']}.md)", rule["severity"], source_line(rule["message"]), shown]
