"""The rules between members, as limits of the structs' fields and as conditions in Python source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dspy_schema_build.codegen import tables
from dspy_schema_build.codegen.schema import member_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import ClassRule, SlotDefinition

    from dspy_schema_build.codegen.schema import Schema


_BOUNDS = {"minimum": "ge", "maximum": "le", "above": "gt", "below": "lt"}
# The kinds of rules that a struct checks itself, by the type of the member.
_CHECKED_BY_STRUCTS = {"at_most", "listed", "unix_seconds", "within"}
Limits = dict[str, Any]


def render_limits(schema: Schema, name: str, member: str) -> Limits:
    """Collect the limits that rules set to a member of a class, named as in msgspec's Meta or in a rule `at_most`."""
    limits: Limits = {}
    for rule in schema.rules:
        if rule["class"] in schema.view.class_ancestors(name) and member in rule.get("members", [rule.get("member")]):
            if rule["kind"] == "within":
                limits |= {meta: rule[bound] for bound, meta in _BOUNDS.items() if bound in rule}
            elif rule["kind"] == "unix_seconds":
                limits |= {"ge": -tables.MILLISECONDS_FROM, "le": tables.MILLISECONDS_FROM}
            elif rule["kind"] == "at_most":
                limits |= {part: rule[part] for part in ("items", "key", "value") if part in rule}
    return limits


def render_function(schema: Schema, name: str) -> str:
    """Render a function that is true only of records of a class that break no rule; "" where there is no rule.

    Before it stand the empty objects that it compares with.
    """
    conditions = _render_conditions(schema, name)
    if not conditions:
        return ""
    test = "\n        and ".join(conditions)
    classes = dict.fromkeys(re.findall(r"\bNO_(\w+)", test))
    objects = "".join(f"NO_{class_} = {class_}()\n" for class_ in classes) + "\n\n" * bool(classes)
    return f"{objects}def keeps_rules(record: {name}) -> bool:\n    return (\n        {test}\n    )\n"


def objects_with_keys(schema: Schema, name: str) -> set[str]:
    """Find the members of a class whose keys a rule asks for, so that they cannot stay raw."""
    return {rule["object"] for rule in tables.data_rules(schema, name) if rule["kind"] == "key_of" and not rule["at"]}


def _render_conditions(schema: Schema, name: str) -> list[str]:
    """Render expressions that are all true only of records that break no rule; structs check the other rules."""
    conditions = [_render_implication(rule) for rule in schema.class_(name).rules]
    by_member: dict[tuple[str, ...], list[tables.Entry]] = {}
    for rule in tables.data_rules(schema, name):
        if "when" in rule:
            by_member.setdefault((*rule["at"], rule["when"]), []).append(rule)
        elif rule["kind"] not in _CHECKED_BY_STRUCTS:
            conditions += _render_at(schema, name, "record", rule["at"], [rule])
    for rules in by_member.values():
        conditions += _render_at(schema, name, "record", rules[0]["at"], rules)
    return list(dict.fromkeys(conditions))


def _render_at(schema: Schema, name: str, subject: str, at: list[str], rules: list[tables.Entry]) -> Iterator[str]:
    """Render rules for the object `subject`, of the class `name`, or for what is at the path `at` in it.

    There are several rules if they all depend on the value of one member.
    """
    if not at:
        if "when" in rules[0]:
            yield from _render_dependent(schema, schema.members(name), subject, rules)
        else:
            yield from _render_rule(schema.members(name), subject, *rules)
        return
    slot, value = schema.members(name)[at[0]], f"{subject}.{at[0]}"
    if member_shapes(slot):
        return  # the struct takes no such member
    inner = str(schema.range_class(slot))
    if inner in schema.unions:
        raise NotImplementedError(f"{rules[0]['code']}: a rule on one of several kinds of objects")
    if slot.multivalued:
        for condition in _render_at(schema, inner, "item", at[2:], rules):
            yield f"(not {value} or all({condition} for item in {value}))"
    else:
        for condition in _render_at(schema, inner, value, at[1:], rules):
            yield f"(not {value} or {condition})"


def _render_dependent(
    schema: Schema, members: dict[str, SlotDefinition], subject: str, rules: list[tables.Entry]
) -> Iterator[str]:
    """Render what must hold with each value of a member; values with which the same must hold share a condition."""
    needed: dict[str, list[str]] = {}
    for rule in rules:
        unset = _render_unset(schema, members[rule["member"]], f"{subject}.{rule['member']}")
        for word in rule["values"]:
            needed.setdefault(word, []).append(f"not {unset}" if rule["kind"] == "needs" else unset)
    together: dict[tuple[str, ...], list[str]] = {}
    for word, conditions in needed.items():
        together.setdefault(tuple(sorted(set(conditions))), []).append(word)
    for same, values in together.items():
        yield f"({subject}.{rules[0]['when']} not in {tuple(values)!r} or ({' and '.join(same)}))"


def _render_unset(schema: Schema, slot: SlotDefinition, value: str) -> str:
    """Render that a member is absent or says nothing, by the cheapest test for its type."""
    if (inner := schema.range_class(slot)) and not slot.multivalued:
        if any(member.required for member in schema.members(inner).values()):
            return f"(not {value})"
        return f"(not {value} or {value} == NO_{inner} or not is_set({value}))"
    is_falsy = slot.multivalued or slot.range in {*schema.view.all_enums(), "string", "integer"}
    return f"(not {value})" if is_falsy else f"(not is_set({value}))"


def _render_rule(members: dict[str, SlotDefinition], subject: str, rule: tables.Entry) -> Iterator[str]:
    kind = rule["kind"]
    member = f"{subject}.{rule.get('member')}"
    if kind == "not_before":
        order = {"integer": "number_not_before", "UtcDateTime": "not_before"}.get(
            str(members[rule["later"]].range), "text_not_before"
        )
        yield f"{order}({subject}.{rule['earlier']}, {subject}.{rule['later']})"
    elif kind == "key_of":
        keys = f"{subject}.{rule['object']}"
        # Many records have this member: `in` would find None and UNSET absent, too, but is a call.
        yield f"({member} is None or {member} is UNSET or not {keys} or {member} in {keys})"
    elif kind == "real_date":
        # The pattern of UtcDateTime has only real dates.
        for name in rule["members"]:
            if members[name].range != "UtcDateTime":
                yield f"every_year({subject}.{name})"
    else:
        raise NotImplementedError(kind)


def _render_implication(rule: ClassRule) -> str:
    (given, value), (member, wanted) = (
        next(iter(side.slot_conditions.items())) for side in (rule.preconditions, rule.postconditions)
    )
    values = [str(word) for word in value.equals_string_in or [value.equals_string]]
    if str(wanted.value_presence) != "ABSENT" or values == ["None"]:
        raise NotImplementedError(f"rule {rule.title!r}: only `one of these values, so that member is absent` so far")
    return f"(record.{given} not in {tuple(values)!r} or record.{member} in ABSENT)"
