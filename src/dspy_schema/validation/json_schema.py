"""Diagnostics from JSON Schema, in the package's own words, whichever engine finds what does not hold.

The one module that knows jsonschema-rs, whose 0.x releases break its interface, order and wording. Of its errors
only two paths are used: to the value in the record, and to the keyword in the schema.
"""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts, secrets
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import scanner
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Path = tuple[str | int, ...]
    Violation = tuple[Path, Path]
    """A path to a value in the record, and one to the keyword of the schema that does not hold of it."""
    Engine = Callable[[Any], Iterable[Violation]]
    """Finds what does not hold of a record; raises ValueError where a record is deeper than the engine goes."""

# Far deeper than any type describes, and less deep than the engines go.
DEEPEST = 200
IN_BROWSER = sys.platform == "emscripten"
_MEANING: dict[str, tuple[str, Callable[[str, Any, Any], str]]] = {
    "type": ("DSP205", messages.wrong_type),
    "enum": ("DSP206", messages.not_in_enum),
    "const": ("DSP206", messages.not_in_enum),
    "pattern": ("DSP207", messages.wrong_pattern),
    "minimum": ("DSP208", partial(messages.out_of_range, "at least")),
    "maximum": ("DSP208", partial(messages.out_of_range, "at most")),
    "exclusiveMinimum": ("DSP208", partial(messages.out_of_range, "more than")),
    "exclusiveMaximum": ("DSP208", partial(messages.out_of_range, "less than")),
    "minItems": ("DSP209", partial(messages.wrong_count, "at least", "item")),
    "maxItems": ("DSP209", partial(messages.wrong_count, "at most", "item")),
    "not": ("DSP210", messages.no_other_member),
    "minProperties": ("DSP210", partial(messages.wrong_count, "at least", "member")),
}


def iter_shape_problems(record: Any, type_: str) -> Iterator[Diagnostic]:
    """What JSON Schema finds wrong with a parsed record of a type, in no order."""
    schema = _load(type_)
    try:
        violations = dict.fromkeys(schema.engine(record))
    except ValueError:
        record = _cut(record, DEEPEST)
        violations = dict.fromkeys(schema.engine(record))
    for path, where in violations:
        yield from _describe(record, path, where, type_, schema.document)


class _Schema(msgspec.Struct, frozen=True):
    document: dict[str, Any]
    engine: Engine


@cache
def _load(type_: str) -> _Schema:
    # The errors of jsonschema-rs carry copies of parts of the schema: the texts in it are weight.
    document = _without_texts(artifacts.load_json_schema(type_))
    return _Schema(document, load_engine(document))


def load_engine(schema: dict[str, Any]) -> Engine:
    """The engine for a schema."""
    if IN_BROWSER:
        from dspy_schema.validation import json_schema_pure

        return json_schema_pure.Validator(schema).find_violations
    import jsonschema_rs

    errors_of = jsonschema_rs.validator_for(schema).iter_errors
    return lambda record: [(tuple(error.instance_path), tuple(error.schema_path)) for error in errors_of(record)]


def _without_texts(node: Any) -> Any:
    if isinstance(node, dict):
        texts = {"description", "title"}
        return {key: _without_texts(part) for key, part in node.items() if key not in texts or isinstance(part, dict)}
    return [_without_texts(part) for part in node] if isinstance(node, list) else node


def _cut(value: Any, levels: int) -> Any:
    """The value with empty arrays and objects at the last level."""
    if isinstance(value, dict):
        return {name: _cut(member, levels - 1) for name, member in value.items()} if levels else {}
    if isinstance(value, list):
        return [_cut(item, levels - 1) for item in value] if levels else []
    return value


def _describe(record: Any, path: Path, where: Path, type_: str, document: dict[str, Any]) -> Iterator[Diagnostic]:
    """The diagnostics of a violation: one for each member that is missing or not expected, else one."""
    keyword, value, limit = str(where[-1]), _follow(record, path), _follow(document, where)
    pointer = scanner.join_pointer(path)
    if rule := _find_rule(where, type_):
        yield Diagnostic(rule["code"], rule["message"], pointer, Severity(rule["severity"]))
    elif keyword == "required":
        for name in limit:
            if name not in value:
                yield Diagnostic("DSP203", messages.missing_member(name), scanner.join_pointer([*path, name]))
    elif keyword == "additionalProperties":
        known = tuple(_follow(document, where[:-1]).get("properties", ()))
        for name in value:
            if name not in known:
                message = messages.unexpected_member(
                    name, None if path else type_, known, is_declared=isinstance(record, dict) and "@type" in record
                )
                yield Diagnostic("DSP204", message, scanner.join_pointer([*path, name]), at_key=True)
    else:
        name = str(path[-1]) if path else ""
        visible = secrets.hide_secret(pointer, value)
        if setting := _find_setting(document, where):
            code = "DSP307" if keyword == "enum" else _MEANING[keyword][0]
            message = messages.missing_setting(name, visible, setting["type"], setting["then"]["enum"])
        else:
            code, describe = _MEANING.get(keyword) or ("DSP210", partial(messages.other_problem, keyword))
            message = describe(name, visible, limit)
        yield Diagnostic(code, message, pointer)


def _follow(node: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        node = node[step]
    return node


def _find_rule(where: Path, type_: str) -> dict[str, Any] | None:
    """The cross-field rule that the part of a schema at this path states."""
    rules = artifacts.load_type_rules(type_)["schema"]
    return rules[int(where[1])] if rules and len(where) > 2 and where[0] == "allOf" and where[2] == "then" else None


def _find_setting(document: dict[str, Any], where: Path) -> dict[str, Any] | None:
    """The part of a schema about a member that takes a number or one of a few words, if the path leads into it."""
    node = _follow(document, where[: -2 if where[-2:] == ("then", "enum") else -1])
    return node if isinstance(node, dict) and node.get("if") == {"type": "string"} else None
