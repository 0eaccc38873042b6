"""The rules of the accept path, as Python source: true only of records that break none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from dspy_schema.codegen import rules
from dspy_schema.codegen.schema import RULES

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import ClassRule

    from dspy_schema.codegen.schema import Schema


def tests(schema: Schema, name: str) -> list[str]:
    """Expressions that are all true only of records that break no rule; the structs' patterns see to real dates."""
    found = [_implication(rule) for rule in schema.class_(name).rules]
    for rule in _data_rules(schema, name):
        if rule["kind"] == "not_before":
            found.append(f"not_before(record.{rule['earlier']}, record.{rule['later']})")
        elif rule["kind"] == "key_of":
            keys, key = f"record.{rule['object']}", f"record.{rule['member']}"
            # This one is asked of many records: `in` reads None and UNSET as absent, too, but calls.
            found.append(f"({key} is None or {key} is UNSET or not {keys} or {key} in {keys})")
        elif rule["kind"] != "real_date":
            raise NotImplementedError(rule["kind"])
        if rule["at"] and rule["kind"] != "real_date":
            raise NotImplementedError(f"{rule['code']}: a rule inside a member")
    return list(dict.fromkeys(found))


def function(schema: Schema, name: str) -> str:
    """A function that is true only of records of a class that break no rule."""
    all_of = "\n        and ".join(tests(schema, name))
    return f"def keeps_rules(record: {name}) -> bool:\n    return (\n        {all_of}\n    )\n"


def objects_with_keys(schema: Schema, name: str) -> set[str]:
    """Members of a class whose keys a rule asks for, so that they cannot stay raw."""
    return {rule["object"] for rule in _data_rules(schema, name) if rule["kind"] == "key_of" and not rule["at"]}


def _data_rules(schema: Schema, name: str) -> list[rules.Entry]:
    return list(rules.data_rules(schema, name, yaml.safe_load(RULES.read_text())))


def _implication(rule: ClassRule) -> str:
    (given, value), (member, wanted) = (
        next(iter(side.slot_conditions.items())) for side in (rule.preconditions, rule.postconditions)
    )
    values = [str(each) for each in value.equals_string_in or [value.equals_string]]
    if str(wanted.value_presence) != "ABSENT" or values == ["None"]:
        raise NotImplementedError(f"rule {rule.title!r}: only `one of these words, so that member is absent` so far")
    return f"(record.{given} not in {tuple(values)!r} or record.{member} in ABSENT)"
