"""Which decoded records of a vendor are of their struct's type for certain, as Python source.

The struct takes no other members, so that most of the signs of other types are settled when this is generated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dspy_schema.codegen import vendor_tables

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.codegen.schema import Schema

Condition = dict[str, Any]


class Signs:
    """The signs of all vendors' record types."""

    def __init__(self, schemas: list[Schema]) -> None:
        self._alternatives = [
            (schema.type_name(name), conditions)
            for schema in schemas
            for name in schema.record_types
            for conditions in vendor_tables.signs(schema, name)
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
