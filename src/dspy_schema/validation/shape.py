"""Check a record against the JSON Schema of its type: the reference verdict."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dspy_schema import artifacts, secrets
from dspy_schema.findings import Severity
from dspy_schema.records import scan
from dspy_schema.validation import engine, wording
from dspy_schema.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.validation.engine import SchemaError, Validator

DEEPEST = 200
_MEANING = {
    "type": ("DSP205", wording.wrong_type),
    "enum": ("DSP206", wording.not_listed),
    "const": ("DSP206", wording.not_listed),
    "pattern": ("DSP207", wording.wrong_form),
    "minimum": ("DSP208", wording.out_of_range),
    "maximum": ("DSP208", wording.out_of_range),
    "exclusiveMinimum": ("DSP208", wording.out_of_range),
    "exclusiveMaximum": ("DSP208", wording.out_of_range),
    "minItems": ("DSP209", wording.wrong_count),
    "maxItems": ("DSP209", wording.wrong_count),
}


def problems(record: Any, type_: str) -> Iterator[Problem]:
    """What JSON Schema finds wrong with a parsed record of a type."""
    try:
        errors = list(_validator(type_).iter_errors(record))
    except ValueError:  # deeper than the engine goes, which is far deeper than any type does
        errors = list(_validator(type_).iter_errors(_without_depths(record, DEEPEST)))
    for error in errors:
        yield from _problems(error, type_)


def _without_depths(value: Any, left: int) -> Any:
    if isinstance(value, dict):
        return {name: _without_depths(each, left - 1) for name, each in value.items()} if left else {}
    if isinstance(value, list):
        return [_without_depths(each, left - 1) for each in value] if left else []
    return value


@cache
def _validator(type_: str) -> Validator:
    # Each error carries a copy of the part of the schema that it is about: the texts in it are weight.
    return engine.validator(_without_texts(artifacts.json_schema(type_)))


def _without_texts(node: Any) -> Any:
    if isinstance(node, dict):
        texts = {"description", "title"}
        return {key: _without_texts(each) for key, each in node.items() if key not in texts or isinstance(each, dict)}
    return [_without_texts(each) for each in node] if isinstance(node, list) else node


def _problems(error: SchemaError, type_: str) -> Iterator[Problem]:
    kind: Any = error.kind
    path = error.instance_path
    if rule := _broken_rule(error, type_):
        yield Problem(rule["code"], rule["message"], scan.pointer(path), Severity(rule["severity"]))
    elif kind.name == "required":
        yield Problem("DSP203", wording.missing(kind.property), scan.pointer([*path, kind.property]))
    elif kind.name == "additionalProperties":
        for name in kind.unexpected:
            message = wording.unexpected(name, type_ if not path else None, _siblings(error, type_))
            yield Problem("DSP204", message, scan.pointer([*path, name]), at_key=True)
    else:
        code, word = _MEANING.get(kind.name, ("DSP210", wording.other))
        name = str(path[-1]) if path else ""
        value = secrets.hidden(scan.pointer(path), error.instance)
        message = word(name, value, kind.value, error.message)
        if setting := _setting(error, type_):
            code = "DSP307" if kind.name == "enum" else code
            message = wording.no_setting(name, value, setting["type"], setting["then"]["enum"])
        yield Problem(code, message, scan.pointer(path))


def _broken_rule(error: SchemaError, type_: str) -> dict[str, Any] | None:
    where = error.schema_path
    stated = artifacts.rules_of(type_)["schema"]
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
    return artifacts.json_schema(type_)


def _siblings(error: SchemaError, type_: str) -> tuple[str, ...]:
    """The members that the object with an unexpected one may have."""
    node: Any = _document(type_)
    for step in error.schema_path[:-1]:
        node = node[step]
    return tuple(node.get("properties", ()))
