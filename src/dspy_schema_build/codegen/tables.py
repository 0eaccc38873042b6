"""Tables for run time: types and rules; the schema in one file, and its sources.

The rules that a class states are in JSON Schema already; the table has their codes and messages, in the order of its
`allOf`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linkml_runtime.utils.schema_as_dict import schema_as_yaml_dump

from dspy_schema.mappings import alignment, sssom_export
from dspy_schema_build.codegen.schema import FILES, ROOT, member_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import AnonymousClassExpression

    from dspy_schema_build.codegen.schema import Schema


# A number of seconds beyond this is one of milliseconds, as dspy_schema.timestamps has it.
MILLISECONDS_FROM = 10**11
_SUFFIXES = {".toml", ".tsv", ".yaml"}
Entry = dict[str, Any]


def generate_types(schema: Schema) -> dict[str, bytes]:
    """Generate `types.json`, which has the table of types."""
    return {"types.json": (json.dumps(types_table(schema), indent=1) + "\n").encode()}


def types_table(schema: Schema) -> dict[str, Any]:
    """Tabulate {"records": {type: {…}}, "signatures": {…}, "classes": {type: [members…]}, "files": [type…]}.

    A record type has `members`; `discriminators`, which only it has; and `raw`, the members that hold any JSON value,
    or an array of such, and are most of a large record. Other types are detected by their signatures, alternatives of
    conditions that all hold. `files` are the classes that are neither published nor classes in Python.
    """
    members = {name: list(schema.members(name)) for name in schema.concrete_classes}
    records = {}
    for name in schema.record_types:
        others = {member for other in schema.record_types if other != name for member in members[other]}
        discriminators = [member for member in members[name] if member not in others]
        raw = [member for member, slot in schema.members(name).items() if str(slot.range) == "Any"]
        records[name] = {"members": members[name], "discriminators": discriminators, "raw": raw}
    signatures = {name: signature_table(schema, name) for name in schema.signed_types}
    files = [name for name in members if str(schema.modules[name].name) in FILES]
    return {"records": records, "signatures": signatures, "classes": members, "files": files}


def signature_table(schema: Schema, name: str) -> list[list[Entry]]:
    """Tabulate the alternatives of conditions by which a record shows that it is of a class."""
    return [list(_conditions(alternative)) for alternative in schema.class_(name).classification_rules]


def _conditions(alternative: AnonymousClassExpression) -> Iterator[Entry]:
    for member, slot in alternative.slot_conditions.items():
        if slot.equals_string or slot.equals_string_in:
            values = slot.equals_string_in or [slot.equals_string]
            yield {"member": str(member), "values": [str(value) for value in values]}
        elif slot.pattern:
            yield {"member": str(member), "pattern": str(slot.pattern)}
        elif slot.range_expression:
            yield {"member": str(member), "has": [str(name) for name in slot.range_expression.slot_conditions]}
        else:
            yield {"member": str(member), "present": str(slot.value_presence) == "PRESENT"}


def generate_rules(schema: Schema) -> dict[str, bytes]:
    """Generate `rules.json`: {"data": {class: [entries…]}, "schema": {class: [entries…]}}.

    An entry of `data` has the keys of schema/rules.yaml and `at`: the path from a record of the class to the
    object that the rule is about. There, `*` stands for every item of a list or map, `+` for that or the one object
    in its place, `!a b` for every member but those, and `=word` for an object of which that is the `type`.
    """
    table = {
        "data": {name: rules for name in schema.concrete_classes if (rules := list(data_rules(schema, name)))},
        "schema": {name: rules for name in schema.concrete_classes if (rules := schema_rules(schema, name))},
    }
    return {"rules.json": (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode()}


def data_rules(schema: Schema, root: str) -> Iterator[Entry]:
    """Yield the rules on a record of class `root`, and on the objects inside it."""
    # Members that a class does not name may be of several classes, with objects of one class at the same place.
    for name, at in dict.fromkeys(_occurrences(schema, root, ())):
        for rule in [*schema.rules, *open_enum_rules(schema, name)]:
            if rule["class"] in schema.view.class_ancestors(name):
                stated = {key: value for key, value in rule.items() if key not in {"class", "is"}}
                yield stated | _list_values(schema, name, rule) | {"at": list(at)}


def open_enum_rules(schema: Schema, name: str) -> Iterator[Entry]:
    """Yield the rules of open enumerations: a value that is not listed is worth a warning."""
    for member, slot in schema.members(name).items():
        if schema.is_open_enum(slot):
            values = [str(word) for word in schema.view.get_enum(slot.range).permissible_values]
            yield {
                "code": "DSP309",
                "class": name,
                "kind": "listed",
                "member": member,
                "values": values,
                "severity": "warning",
                "message": f"`{member}` has an unknown value, which is kept. Known values are {', '.join(values)}.",
                "source": f"{schema.view.schema.id}/{slot.range}",
            }


def _list_values(schema: Schema, name: str, rule: Entry) -> Entry:
    """List the values of `when` that a rule is about: `only_with` is about all known ones but those it lists."""
    if "when" not in rule or "values" in rule:
        return {}
    enum = schema.view.get_enum(schema.members(name)[rule["when"]].range)
    known = [str(word) for word in enum.permissible_values]
    if unknown := set(rule["is"]) - set(known):
        raise ValueError(f"{rule['code']} of {name}: no value {', '.join(sorted(unknown))}")
    listed = rule["kind"] != "only_with"
    return {"values": [word for word in known if (word in rule["is"]) is listed]}


def schema_rules(schema: Schema, name: str) -> list[Entry]:
    """List code, severity, message and source of each rule that the class itself states."""
    entries = []
    for rule in schema.class_(name).rules:
        notes = {str(key): str(rule.annotations[key].value) for key in ("code", "severity", "source")}
        entries.append(notes | {"message": " ".join(str(rule.description).split())})
    return entries


def _occurrences(
    schema: Schema, name: str, at: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the classes of a record and of the objects inside it, and where they stand; once around in a circle."""
    yield name, at
    for member, slot in schema.members(name).items():
        inner = schema.range_class(slot)
        items = ["+" if "object" in member_shapes(slot) else "*"] if slot.multivalued else []
        for kind in schema.unions.get(inner, [inner]) if inner else ():
            if kind in {name, *above}:
                continue
            of_kind = [f"={schema.members(kind)['type'].equals_string}"] if inner in schema.unions else []
            yield from _occurrences(schema, kind, (*at, member, *items, *of_kind), (*above, name))
    for kind in schema.free_ranges(name):
        yield from _occurrences(schema, kind, (*at, "!" + " ".join(schema.members(name))), (*above, name))


def generate_merged_schema(schema: Schema) -> dict[str, bytes]:
    """Generate `dspy.linkml.yaml`, without imports, and `prefixes.json`: {prefix: namespace}."""
    return {
        "dspy.linkml.yaml": merge_schema(schema),
        "prefixes.json": (json.dumps(dict(sorted(schema.prefixes.items())), indent=1) + "\n").encode(),
    }


def merge_schema(schema: Schema) -> bytes:
    """Encode the schema in one file."""
    text: str = schema_as_yaml_dump(schema.view.schema)
    return text.encode()


def generate_sources(_: Schema) -> dict[str, bytes]:
    """Copy every file of the schema to `schema/`, and generate `dspy.sssom.tsv`."""
    files = sorted(path for path in ROOT.parent.rglob("*") if path.suffix in _SUFFIXES and path.name[0] != ".")
    copies = {path.as_posix(): path.read_bytes() for path in files}
    sets = alignment.load_alignment(str(ROOT.parent)).sets
    return copies | {"dspy.sssom.tsv": sssom_export.WRITERS["tsv"](sssom_export.merge_sets(sets))}
