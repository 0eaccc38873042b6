"""JSON Schema errors to findings; jsonschema-rs behind one door.

The one module that knows jsonschema-rs, whose 0.x releases break their interface.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Protocol

from dspy_schema import artifacts, secrets
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import scanner
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


DEEPEST = 200
IN_BROWSER = sys.platform == "emscripten"


class SchemaError(Protocol):
    """What does not hold (`kind`: its keyword and what that says), of what, and where in the record and the schema."""

    @property
    def kind(self) -> Any:
        """The keyword as `name`, and by keyword `value`, `property` and `unexpected`."""

    @property
    def instance(self) -> Any:
        """The value that is at fault."""

    @property
    def instance_path(self) -> list[str | int]:
        """Where it is in the record."""

    @property
    def schema_path(self) -> list[str | int]:
        """Where the keyword is in the schema."""


class Validator(Protocol):
    """Checks instances against one schema."""

    def iter_errors(self, instance: Any) -> Iterator[SchemaError]:
        """All errors; raises ValueError where an instance is deeper than the engine goes."""


def load_validator(schema: dict[str, Any]) -> Validator:
    """What checks against a schema."""
    if IN_BROWSER:
        from dspy_schema.validation import json_schema_pure

        return json_schema_pure.Validator(schema)
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema)


_MEANING: dict[str, tuple[str, Callable[[str, Any, Any], str]]] = {
    "type": ("DSP205", messages.wrong_type),
    "enum": ("DSP206", messages.not_in_enum),
    "const": ("DSP206", messages.not_in_enum),
    "pattern": ("DSP207", messages.wrong_pattern),
    "minimum": ("DSP208", partial(messages.out_of_range, "at least")),
    "maximum": ("DSP208", partial(messages.out_of_range, "at most")),
    "exclusiveMinimum": ("DSP208", partial(messages.out_of_range, "more than")),
    "exclusiveMaximum": ("DSP208", partial(messages.out_of_range, "less than")),
    "minItems": ("DSP209", messages.wrong_count),
    "maxItems": ("DSP209", messages.wrong_count),
    "minProperties": ("DSP210", messages.too_few_members),
}


def iter_shape_problems(record: Any, type_: str) -> Iterator[Diagnostic]:
    """What JSON Schema finds wrong with a parsed record of a type."""
    try:
        errors = list(_validator(type_).iter_errors(record))
    except ValueError:  # deeper than the engine goes, which is far deeper than any type does
        errors = list(_validator(type_).iter_errors(_without_depths(record, DEEPEST)))
    yield from _sort_by_place([problem for error in errors for problem in _problems(error, type_)], record)


def _sort_by_place(problems: list[Diagnostic], record: Any) -> list[Diagnostic]:
    """Put problems in the order of the record's text, whichever engine found them; a missing member's first."""
    if len(problems) < 2:
        return problems
    orders: dict[int, dict[str, int]] = {}

    def place(problem: Diagnostic) -> tuple[list[int], str, str]:
        value, steps = record, []
        for step in scanner.split_pointer(problem.pointer):
            if isinstance(value, list):
                steps.append(int(step))
                value = value[int(step)]
            elif isinstance(value, dict) and step in value:
                # Once for each object: there may be as many problems in it as members.
                order = orders.get(id(value)) or {name: index for index, name in enumerate(value)}
                orders[id(value)] = order
                steps.append(order[step])
                value = value[step]
        return steps, problem.code, problem.message

    return sorted(problems, key=place)


def _without_depths(value: Any, left: int) -> Any:
    if isinstance(value, dict):
        return {name: _without_depths(each, left - 1) for name, each in value.items()} if left else {}
    if isinstance(value, list):
        return [_without_depths(each, left - 1) for each in value] if left else []
    return value


@cache
def _validator(type_: str) -> Validator:
    # Each error carries a copy of the part of the schema that it is about: the texts in it are weight.
    return load_validator(_without_texts(artifacts.load_json_schema(type_)))


def _without_texts(node: Any) -> Any:
    if isinstance(node, dict):
        texts = {"description", "title"}
        return {key: _without_texts(each) for key, each in node.items() if key not in texts or isinstance(each, dict)}
    return [_without_texts(each) for each in node] if isinstance(node, list) else node


def _problems(error: SchemaError, type_: str) -> Iterator[Diagnostic]:
    kind: Any = error.kind
    path = error.instance_path
    if rule := _broken_rule(error, type_):
        yield Diagnostic(rule["code"], rule["message"], scanner.join_pointer(path), Severity(rule["severity"]))
    elif kind.name == "required":
        yield Diagnostic("DSP203", messages.missing_member(kind.property), scanner.join_pointer([*path, kind.property]))
    elif kind.name == "additionalProperties":
        for name in kind.unexpected:
            message = messages.unexpected_member(name, type_ if not path else None, _siblings(error, type_))
            yield Diagnostic("DSP204", message, scanner.join_pointer([*path, name]), at_key=True)
    else:
        code, word = _MEANING.get(kind.name) or ("DSP210", partial(messages.other_problem, kind.name))
        name = str(path[-1]) if path else ""
        value = secrets.hide_secret(scanner.join_pointer(path), error.instance)
        message = word(name, value, kind.value)
        if setting := _setting(error, type_):
            code = "DSP307" if kind.name == "enum" else code
            message = messages.missing_setting(name, value, setting["type"], setting["then"]["enum"])
        yield Diagnostic(code, message, scanner.join_pointer(path))


def _broken_rule(error: SchemaError, type_: str) -> dict[str, Any] | None:
    where = error.schema_path
    stated = artifacts.load_rules_of(type_)["schema"]
    if stated and len(where) > 2 and where[0] == "allOf" and where[2] == "then":
        return stated[int(where[1])]
    return None


def _setting(error: SchemaError, type_: str) -> dict[str, Any] | None:
    """The part of the schema about a member that takes a number or one of a few words, if the error is there."""
    where = error.schema_path
    node: Any = _document(type_)
    for step in where[: -2 if where[-2:] == ["then", "enum"] else -1]:
        node = node[step]
    return node if isinstance(node, dict) and node.get("if") == {"type": "string"} else None


@cache
def _document(type_: str) -> dict[str, Any]:
    return artifacts.load_json_schema(type_)


def _siblings(error: SchemaError, type_: str) -> tuple[str, ...]:
    """The members that the object with an unexpected one may have."""
    node: Any = _document(type_)
    for step in error.schema_path[:-1]:
        node = node[step]
    return tuple(node.get("properties", ()))
