"""The same keywords in Python, for the browser; errors sorted, not imitated.

It gives the errors that jsonschema-rs gives; tests/unit/validation/test_keywords.py compares them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "version"})


def _is_of_type(value: Any, types: str | list[str]) -> bool:
    return any(_IS[each](value) for each in listed(types))


def listed(types: str | list[str]) -> list[str]:
    """The types that `type` says, which may be one."""
    return [types] if isinstance(types, str) else types


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
ORDER = tuple(_IS)
"""The order in which jsonschema-rs tells the types that are wanted."""


def _is_one_of(value: Any, options: list[Any]) -> bool:
    return any(_is_same(value, each) for each in options)


def _is_same(value: Any, other: Any) -> bool:
    # To Python, true is 1; no schema lists arrays or objects.
    return isinstance(value, bool) is isinstance(other, bool) and bool(value == other)


def _is_at_least(value: Any, limit: Any) -> bool:
    return not _is_number(value) or value >= limit


def _is_at_most(value: Any, limit: Any) -> bool:
    return not _is_number(value) or value <= limit


def _has_items(value: Any, least: int) -> bool:
    return not isinstance(value, list) or len(value) >= least


def _has_members(value: Any, least: int) -> bool:
    return not isinstance(value, dict) or len(value) >= least


def _matches(value: Any, pattern: str) -> bool:
    return not isinstance(value, str) or bool(_compiled(pattern)(value))


@cache
def _compiled(pattern: str) -> Callable[[str], Any]:
    # `$` is the very end, as in ECMA-262, not before a line feed there, too.
    return re.compile(f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern).search


ASSERTIONS: dict[str, Callable[[Any, Any], bool]] = {
    "type": _is_of_type,
    "const": _is_same,
    "enum": _is_one_of,
    "minItems": _has_items,
    "minProperties": _has_members,
    "pattern": _matches,
    "minimum": _is_at_least,
    "maximum": _is_at_most,
}
"""By keyword, whether it holds of a value."""
Path = list[str | int]
Schema = dict[str, Any]
KEYWORDS = frozenset(
    {
        *ASSERTIONS,
        *("items", "properties", "additionalProperties", "required"),
        *("allOf", "anyOf", "not", "if", "then", "else", "$ref"),
    }
)


class Kind(msgspec.Struct, frozen=True, gc=False):
    """The keyword that does not hold, what it says in the schema, and the names that it is about."""

    name: str
    value: Any
    property: str = ""
    unexpected: list[str] = []


class Error(msgspec.Struct, frozen=True, gc=False):
    """One error, with the members of a ValidationError of jsonschema-rs that `shape` reads."""

    kind: Kind
    instance: Any
    instance_path: Path
    schema_path: Path


class Validator:
    """Checks instances against one schema; raises ValueError for a keyword that is not known here."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._refuse_unknown(schema)

    def iter_errors(self, instance: Any) -> Iterator[Error]:
        """All errors of an instance."""
        yield from self._errors(instance, self._schema, [], [])

    def _refuse_unknown(self, schema: Schema) -> None:
        if unknown := schema.keys() - KEYWORDS - _ANNOTATIONS:
            raise ValueError(f"no check for the keywords {', '.join(sorted(unknown))}")
        maps = [schema.get("properties", {}), schema.get("$defs", {})]
        lists = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
        single = [schema.get(key) for key in ("items", "if", "then", "else", "not", "additionalProperties")]
        for each in [*single, *lists, *(one for members in maps for one in members.values())]:
            if isinstance(each, dict):
                self._refuse_unknown(each)

    def _errors(self, value: Any, schema: Schema, path: Path, where: Path) -> Iterator[Error]:
        for keyword, holds in ASSERTIONS.items():
            if keyword in schema and not holds(value, schema[keyword]):
                told = sorted(listed(schema[keyword]), key=ORDER.index) if keyword == "type" else schema[keyword]
                yield Error(Kind(keyword, told), value, path, [*where, keyword])
        if isinstance(value, list) and "items" in schema:
            for index, each in enumerate(value):
                yield from self._errors(each, schema["items"], [*path, index], [*where, "items"])
        if isinstance(value, dict):
            yield from self._of_object(value, schema, path, where)
        yield from self._of_conditions(value, schema, path, where)
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            yield from self._errors(value, self._schema["$defs"][name], path, ["$defs", name])

    def _of_conditions(self, value: Any, schema: Schema, path: Path, where: Path) -> Iterator[Error]:
        for index, each in enumerate(schema.get("allOf", ())):
            yield from self._errors(value, each, path, [*where, "allOf", index])
        # These two occur only in conditions, which ask whether there are errors, not which.
        if "anyOf" in schema and not any(self._holds(value, each) for each in schema["anyOf"]):
            yield Error(Kind("anyOf", schema["anyOf"]), value, path, [*where, "anyOf"])
        if "not" in schema and self._holds(value, schema["not"]):
            yield Error(Kind("not", schema["not"]), value, path, [*where, "not"])
        if "if" in schema:
            branch = "then" if self._holds(value, schema["if"]) else "else"
            yield from self._errors(value, schema.get(branch, {}), path, [*where, branch])

    def _holds(self, value: Any, schema: Schema) -> bool:
        return next(self._errors(value, schema, [], []), None) is None

    def _of_object(self, value: dict[str, Any], schema: Schema, path: Path, where: Path) -> Iterator[Error]:
        for name in schema.get("required", ()):
            if name not in value:
                yield Error(Kind("required", name, property=name), value, path, [*where, "required"])
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, member in value.items():
            if name in known:
                yield from self._errors(member, known[name], [*path, name], [*where, "properties", name])
            elif isinstance(others, dict):
                yield from self._errors(member, others, [*path, name], [*where, "additionalProperties"])
        if others is False and (unexpected := [name for name in value if name not in known]):
            kind = Kind("additionalProperties", unexpected, unexpected=unexpected)
            yield Error(kind, value, path, [*where, "additionalProperties"])
