"""Rules and signatures as Python source.

The struct takes no other members, so that most of the signs of other types are settled when this is generated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dspy_schema_build.codegen import json_schema_fixes, tables, vendors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import ClassRule, SlotDefinition

    from dspy_schema_build.codegen.schema import Schema


_BOUNDS = {"minimum": "ge", "maximum": "le", "above": "gt", "below": "lt"}
# What a struct sees itself, by the type of the member.
_SEEN = {"at_most", "listed", "unix_seconds", "within"}
Limits = dict[str, Any]


def render_limits(schema: Schema, name: str, member: str) -> Limits:
    """The limits that rules set to a member of a class, as msgspec's Meta has them, and as `at_most` has them."""
    found: Limits = {}
    for rule in schema.rules:
        if rule["class"] in schema.view.class_ancestors(name) and member in rule.get("members", [rule.get("member")]):
            if rule["kind"] == "within":
                found |= {meta: rule[bound] for bound, meta in _BOUNDS.items() if bound in rule}
            elif rule["kind"] == "unix_seconds":
                found |= {"ge": -tables.MILLISECONDS_FROM, "le": tables.MILLISECONDS_FROM}
            elif rule["kind"] == "at_most":
                found |= {part: rule[part] for part in ("items", "key", "value") if part in rule}
    return found


def render_tests(schema: Schema, name: str) -> list[str]:
    """Expressions that are all true only of records that break no rule; the structs see to the rest."""
    found = [_implication(rule) for rule in schema.class_(name).rules]
    by_word: dict[tuple[str, ...], list[tables.Entry]] = {}
    for rule in tables.data_rules(schema, name):
        if "when" in rule:
            by_word.setdefault((*rule["at"], rule["when"]), []).append(rule)
        elif rule["kind"] not in _SEEN:
            found += _tests(schema, name, "record", rule["at"], [rule])
    for same in by_word.values():
        found += _tests(schema, name, "record", same[0]["at"], same)
    return list(dict.fromkeys(found))


def render_function(schema: Schema, name: str) -> str:
    """A function that is true only of records of a class that break no rule, and the empty objects that it knows."""
    all_of = "\n        and ".join(render_tests(schema, name))
    empty = dict.fromkeys(re.findall(r"\bNO_(\w+)", all_of))
    objects = "".join(f"NO_{each} = {each}()\n" for each in empty) + "\n\n" * bool(empty)
    return f"{objects}def keeps_rules(record: {name}) -> bool:\n    return (\n        {all_of}\n    )\n"


def objects_with_keys(schema: Schema, name: str) -> set[str]:
    """Members of a class whose keys a rule asks for, so that they cannot stay raw."""
    return {rule["object"] for rule in tables.data_rules(schema, name) if rule["kind"] == "key_of" and not rule["at"]}


def _tests(schema: Schema, name: str, subject: str, at: list[str], stated: list[tables.Entry]) -> Iterator[str]:
    """The rules for the object `subject`, of the class `name`, or for what is at the path `at` in it.

    Several rules are told together if they all depend on one word.
    """
    if not at:
        if "when" in stated[0]:
            yield from _of_words(schema, schema.members(name), subject, stated)
        else:
            yield from _of_kind(schema.members(name), subject, *stated)
        return
    slot, value = schema.members(name)[at[0]], f"{subject}.{at[0]}"
    if json_schema_fixes.member_shapes(slot):
        return  # the struct takes no such member
    inner = str(schema.range_class(slot))
    if inner in schema.unions:
        raise NotImplementedError(f"{stated[0]['code']}: a rule on one of several kinds of objects")
    if slot.multivalued:
        for test in _tests(schema, inner, "each", at[2:], stated):
            yield f"(not {value} or all({test} for each in {value}))"
    else:
        for test in _tests(schema, inner, value, at[1:], stated):
            yield f"(not {value} or {test})"


def _of_words(
    schema: Schema, members: dict[str, SlotDefinition], subject: str, stated: list[tables.Entry]
) -> Iterator[str]:
    """What must hold with each word; words with which the same must hold are told together."""
    needed: dict[str, list[str]] = {}
    for rule in stated:
        unset = _unset(schema, members[rule["member"]], f"{subject}.{rule['member']}")
        for word in rule["words"]:
            needed.setdefault(word, []).append(f"not {unset}" if rule["kind"] == "needs" else unset)
    together: dict[tuple[str, ...], list[str]] = {}
    for word, tests in needed.items():
        together.setdefault(tuple(sorted(set(tests))), []).append(word)
    for same, words in together.items():
        yield f"({subject}.{stated[0]['when']} not in {tuple(words)!r} or ({' and '.join(same)}))"


def _unset(schema: Schema, slot: SlotDefinition, value: str) -> str:
    """That a member is absent, or says nothing; the shortest way for what it may be."""
    if (inner := schema.range_class(slot)) and not slot.multivalued:
        if any(member.required for member in schema.members(inner).values()):
            return f"(not {value})"
        return f"(not {value} or {value} == NO_{inner} or not is_set({value}))"
    is_falsy = slot.multivalued or slot.range in {*schema.view.all_enums(), "string", "integer"}
    return f"(not {value})" if is_falsy else f"(not is_set({value}))"


def _of_kind(members: dict[str, SlotDefinition], subject: str, rule: tables.Entry) -> Iterator[str]:
    kind = rule["kind"]
    member = f"{subject}.{rule.get('member')}"
    if kind == "not_before":
        order = {"integer": "number_not_before", "UtcDateTime": "not_before"}.get(
            str(members[rule["later"]].range), "text_not_before"
        )
        yield f"{order}({subject}.{rule['earlier']}, {subject}.{rule['later']})"
    elif kind == "key_of":
        keys = f"{subject}.{rule['object']}"
        # This one is asked of many records: `in` reads None and UNSET as absent, too, but calls.
        yield f"({member} is None or {member} is UNSET or not {keys} or {member} in {keys})"
    elif kind == "real_date":
        # The pattern of the type sees to it.
        for each in rule["members"]:
            if members[each].range != "UtcDateTime":
                yield f"every_year({subject}.{each})"
    else:
        raise NotImplementedError(kind)


def _implication(rule: ClassRule) -> str:
    (given, value), (member, wanted) = (
        next(iter(side.slot_conditions.items())) for side in (rule.preconditions, rule.postconditions)
    )
    values = [str(each) for each in value.equals_string_in or [value.equals_string]]
    if str(wanted.value_presence) != "ABSENT" or values == ["None"]:
        raise NotImplementedError(f"rule {rule.title!r}: only `one of these words, so that member is absent` so far")
    return f"(record.{given} not in {tuple(values)!r} or record.{member} in ABSENT)"


Condition = dict[str, Any]


class SignatureConditions:
    """The signs of all vendors' record types."""

    def __init__(self, schemas: list[Schema]) -> None:
        self._alternatives = [
            (schema.type_name(name), conditions)
            for schema in schemas
            for name in schema.record_types
            for conditions in vendors.signature_table(schema, name)
        ]

    def function(self, schema: Schema, name: str) -> str:
        """A function that is true only of records that have the signs of this type, and no narrower ones of another.

        "" for a type of `dspy`, whose records must have no vendor's signs; raises ValueError if they may.
        """
        type_ = schema.type_name(name)
        if schema.name == "dspy":
            if any(_all_hold(schema, name, conditions) != "False" for _, conditions in self._alternatives):
                raise ValueError(f"a {name} may have the signs of a vendor's record")
            return ""
        own = [conditions for each, conditions in self._alternatives if each == type_]
        tests = list(dict.fromkeys(self._wins(schema, name, conditions) for conditions in own))
        test = "\n        or ".join(each for each in tests if each != "False")
        lines = []
        for number, pattern in enumerate(dict.fromkeys(re.findall(r"re\.search\(('.*?'), ", test))):
            lines.append(f"_search_{number} = re.compile({pattern}).search\n")
            test = test.replace(f"re.search({pattern}, ", f"_search_{number}(")
        lines += [
            "\n\n" * bool(lines),
            f"def has_signs(record: {name}) -> bool:\n    return (\n        {test}\n    )\n",
        ]
        return "".join(lines)

    def _wins(self, schema: Schema, name: str, conditions: list[Condition]) -> str:
        others = [
            _all_hold(schema, name, each)
            for type_, each in self._alternatives
            if type_ != schema.type_name(name) and len(each) >= len(conditions)
        ]
        return _all([_all_hold(schema, name, conditions), *(_not(other) for other in dict.fromkeys(others))])


def _all_hold(schema: Schema, name: str, conditions: list[Condition]) -> str:
    return _all([_holds(schema, name, each) for each in conditions])


def _holds(schema: Schema, name: str, condition: Condition) -> str:
    slot = schema.members(name).get(condition["member"])
    if slot is None:
        return str(condition.get("present") is False)
    value = f"record.{condition['member']}"
    if "is" in condition:
        return _is_one_of(schema, slot, value, condition["is"])
    if "pattern" in condition:
        return _matches(condition["pattern"], value, is_required=bool(slot.required))
    return str(condition["present"]) if slot.required else f"{value} is {'not ' * condition['present']}UNSET"


def _matches(pattern: str, value: str, *, is_required: bool) -> str:
    if re.fullmatch(r"(\w|-|\\\.)+", pattern):  # a word, which is found many times as fast without an expression
        test = f"{pattern.replace(chr(92), '')!r} in {value}"
    else:
        test = f"re.search({pattern!r}, {value}) is not None"
    return test if is_required else f"bool({value} and {test})"


def _is_one_of(schema: Schema, slot: SlotDefinition, value: str, words: list[str]) -> str:
    if slot.equals_string and slot.required:
        return str(str(slot.equals_string) in words)
    enum = schema.view.get_enum(slot.range)
    if enum is not None and not set(words) & {str(word) for word in enum.permissible_values}:
        return "False"
    return f"{value} in {tuple(words)!r}"


def _all(tests: list[str]) -> str:
    if "False" in tests:
        return "False"
    # What is only looked up is settled faster than what is searched.
    left = sorted((each for each in tests if each != "True"), key=lambda each: "re.search" in each)
    return " and ".join(left) or "True"


def _not(test: str) -> str:
    return {"True": "False", "False": "True"}.get(test, f"not ({test})")
