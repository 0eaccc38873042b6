"""The JSON Schema keywords that the generated schemas use, in Python: for browsers, where jsonschema-rs cannot run.

tests/unit/validation/test_json_schema_pure.py compares the two.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Path = tuple[str | int, ...]
    Violations = Iterator[tuple[Path, Path]]

Schema = dict[str, Any]
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "version"})
_APPLICATORS = frozenset(
    {
        *("items", "properties", "additionalProperties", "required"),
        *("allOf", "anyOf", "not", "if", "then", "else", "$ref"),
    }
)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_IS: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and value == value // 1,
    "number": _is_number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _is_same(value: Any, other: Any) -> bool:
    # To Python, true is 1; no schema lists arrays or objects.
    return isinstance(value, bool) is isinstance(other, bool) and bool(value == other)


@cache
def _compile(pattern: str) -> Callable[[str], Any]:
    # In ECMA-262 `$` is the very end; in Python it is also before a last line feed.
    return re.compile(f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern).search


_ASSERTIONS: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda value, types: any(_IS[name](value) for name in ([types] if isinstance(types, str) else types)),
    "const": _is_same,
    "enum": lambda value, options: any(_is_same(value, option) for option in options),
    "minItems": lambda value, least: not isinstance(value, list) or len(value) >= least,
    "minProperties": lambda value, least: not isinstance(value, dict) or len(value) >= least,
    "pattern": lambda value, pattern: not isinstance(value, str) or bool(_compile(pattern)(value)),
    "minimum": lambda value, limit: not _is_number(value) or value >= limit,
    "maximum": lambda value, limit: not _is_number(value) or value <= limit,
}


class Validator:
    """Checks records against one schema; raises ValueError for a keyword that is not known here."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._refuse_unknown(schema)

    def _refuse_unknown(self, schema: Schema) -> None:
        if unknown := schema.keys() - _ASSERTIONS.keys() - _APPLICATORS - _ANNOTATIONS:
            raise ValueError(f"no check for the keywords {', '.join(sorted(unknown))}")
        parts = [schema.get(keyword) for keyword in ("items", "if", "then", "else", "not", "additionalProperties")]
        for keyword in ("properties", "$defs"):
            parts += schema.get(keyword, {}).values()
        for keyword in ("allOf", "anyOf"):
            parts += schema.get(keyword, ())
        for part in parts:
            if isinstance(part, dict):
                self._refuse_unknown(part)

    def find_violations(self, value: Any) -> Violations:
        """The path to each value, and to the keyword of the schema that does not hold of it."""
        yield from self._check(value, self._schema, (), ())

    def _check(self, value: Any, schema: Schema, path: Path, where: Path) -> Violations:
        for keyword in schema.keys() & _ASSERTIONS.keys():
            if not _ASSERTIONS[keyword](value, schema[keyword]):
                yield path, (*where, keyword)
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                yield from self._check(item, schema["items"], (*path, index), (*where, "items"))
        if isinstance(value, dict):
            yield from self._check_members(value, schema, path, where)
        yield from self._check_conditions(value, schema, path, where)
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            yield from self._check(value, self._schema["$defs"][name], path, ("$defs", name))

    def _check_conditions(self, value: Any, schema: Schema, path: Path, where: Path) -> Violations:
        for index, part in enumerate(schema.get("allOf", ())):
            yield from self._check(value, part, path, (*where, "allOf", index))
        # These two occur only in conditions, which ask whether anything is wrong, not what.
        if "anyOf" in schema and not any(self._holds(value, part) for part in schema["anyOf"]):
            yield path, (*where, "anyOf")
        if "not" in schema and self._holds(value, schema["not"]):
            yield path, (*where, "not")
        if "if" in schema:
            branch = "then" if self._holds(value, schema["if"]) else "else"
            yield from self._check(value, schema.get(branch, {}), path, (*where, branch))

    def _check_members(self, value: dict[str, Any], schema: Schema, path: Path, where: Path) -> Violations:
        if any(name not in value for name in schema.get("required", ())):
            yield path, (*where, "required")
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, member in value.items():
            if name in known:
                yield from self._check(member, known[name], (*path, name), (*where, "properties", name))
            elif isinstance(others, dict):
                yield from self._check(member, others, (*path, name), (*where, "additionalProperties"))
        if others is False and value.keys() - known:
            yield path, (*where, "additionalProperties")

    def _holds(self, value: Any, schema: Schema) -> bool:
        return next(self._check(value, schema, (), ()), None) is None
