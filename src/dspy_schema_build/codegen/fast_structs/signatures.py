"""The signatures of vendors' record types, as conditions in Python source.

A struct takes no member that its class does not name, so that most conditions of other types are decided when the
source is generated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dspy_schema_build.codegen import tables

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema


Condition = dict[str, Any]


class Signatures:
    """The signatures of all vendors' record types."""

    def __init__(self, schemas: list[Schema]) -> None:
        self._alternatives = [
            (schema.type_name(name), conditions)
            for schema in schemas
            for name in schema.record_types
            for conditions in tables.signature_table(schema, name)
        ]

    def render_function(self, schema: Schema, name: str) -> str:
        """Render a function that is true only of records with the signature of this type, and no narrower one.

        "" for a type of `dspy`, whose records must have no vendor's signature; raises ValueError if they may.
        """
        type_ = schema.type_name(name)
        if schema.name == "dspy":
            if any(_render_all(schema, name, conditions) != "False" for _, conditions in self._alternatives):
                raise ValueError(f"a {name} may have the signature of a vendor's record")
            return ""
        own = [conditions for other, conditions in self._alternatives if other == type_]
        tests = dict.fromkeys(self._render_alternative(schema, name, conditions) for conditions in own)
        test = "\n        or ".join(test for test in tests if test != "False")
        lines = []
        for number, pattern in enumerate(dict.fromkeys(re.findall(r"re\.search\(('.*?'), ", test))):
            lines.append(f"_search_{number} = re.compile({pattern}).search\n")
            test = test.replace(f"re.search({pattern}, ", f"_search_{number}(")
        lines += [
            "\n\n" * bool(lines),
            f"def has_signature(record: {name}) -> bool:\n    return (\n        {test}\n    )\n",
        ]
        return "".join(lines)

    def _render_alternative(self, schema: Schema, name: str, conditions: list[Condition]) -> str:
        """Render that the conditions hold, and none of as many or more conditions of another type."""
        others = [
            _render_all(schema, name, alternative)
            for type_, alternative in self._alternatives
            if type_ != schema.type_name(name) and len(alternative) >= len(conditions)
        ]
        return _join([_render_all(schema, name, conditions), *(_negate(other) for other in dict.fromkeys(others))])


def _render_all(schema: Schema, name: str, conditions: list[Condition]) -> str:
    return _join([_render_condition(schema, name, condition) for condition in conditions])


def _render_condition(schema: Schema, name: str, condition: Condition) -> str:
    slot = schema.members(name).get(condition["member"])
    if slot is None:
        return str(condition.get("present") is False)
    if "has" in condition:
        raise NotImplementedError(f"a struct of {name} with an object that shows its type")
    value = f"record.{condition['member']}"
    if "values" in condition:
        return _render_one_of(schema, slot, value, condition["values"])
    if "pattern" in condition:
        return _render_match(condition["pattern"], value, is_required=bool(slot.required))
    return str(condition["present"]) if slot.required else f"{value} is {'not ' * condition['present']}UNSET"


def _render_match(pattern: str, value: str, *, is_required: bool) -> str:
    if re.fullmatch(r"(\w|-|\\\.)+", pattern):  # plain text, which `in` finds many times as fast as an expression
        test = f"{pattern.replace(chr(92), '')!r} in {value}"
    else:
        test = f"re.search({pattern!r}, {value}) is not None"
    return test if is_required else f"bool({value} and {test})"


def _render_one_of(schema: Schema, slot: SlotDefinition, value: str, values: list[str]) -> str:
    if slot.equals_string and slot.required:
        return str(str(slot.equals_string) in values)
    enum = schema.view.get_enum(slot.range)
    if enum is not None and not set(values) & {str(word) for word in enum.permissible_values}:
        return "False"
    return f"{value} in {tuple(values)!r}"


def _join(tests: list[str]) -> str:
    if "False" in tests:
        return "False"
    # A look-up is faster than a search.
    left = sorted((test for test in tests if test != "True"), key=lambda test: "re.search" in test)
    return " and ".join(left) or "True"


def _negate(test: str) -> str:
    return {"True": "False", "False": "True"}.get(test, f"not ({test})")
