"""The same keywords in Python, for the browser; errors sorted, not imitated.

It gives the errors that jsonschema-rs gives, in the same order; tests/unit/validation/test_keywords.py compares them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "version"})
# A schema with fewer members than this keeps them in another way in jsonschema-rs, which shows in the order of errors.
_MANY = 15


def _of_type(value: Any, types: str | list[str]) -> str | None:
    return None if any(_IS[each](value) for each in listed(types)) else "is of another type"


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


def _not_const(value: Any, wanted: Any) -> str | None:
    return None if _same(value, wanted) else "is another value"


def _not_in(value: Any, options: list[Any]) -> str | None:
    return None if any(_same(value, each) for each in options) else "is none of the values"


def _same(value: Any, other: Any) -> bool:
    # To Python, true is 1; no schema lists arrays or objects.
    return isinstance(value, bool) is isinstance(other, bool) and bool(value == other)


def _too_small(value: Any, limit: Any) -> str | None:
    if not _is_number(value) or value >= limit:
        return None
    return f"{_number(value)} is less than the minimum of {_number(limit)}"


def _too_large(value: Any, limit: Any) -> str | None:
    if not _is_number(value) or value <= limit:
        return None
    return f"{_number(value)} is greater than the maximum of {_number(limit)}"


def _too_few(value: Any, least: int) -> str | None:
    return "has too few items" if isinstance(value, list) and len(value) < least else None


def _too_few_members(value: Any, least: int) -> str | None:
    return "has too few members" if isinstance(value, dict) and len(value) < least else None


def _mismatch(value: Any, pattern: str) -> str | None:
    return None if not isinstance(value, str) or _compiled(pattern)(value) else "does not match"


@cache
def _compiled(pattern: str) -> Callable[[str], Any]:
    # `$` is the very end, as in ECMA-262, not before a line feed there, too.
    return re.compile(f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern).search


def _number(value: float) -> str:
    """A number as jsonschema-rs writes it: as Python does, but for the exponents of small ones."""
    text = repr(value)
    if "e-0" not in text:
        return text
    digits, _, exponent = text.partition("e-0")
    if exponent != "5":
        return f"{digits}e-{exponent}"
    sign = "-" if digits.startswith("-") else ""
    return f"{sign}0.0000{digits.lstrip('-').replace('.', '')}"


ASSERTIONS: dict[str, Callable[[Any, Any], str | None]] = {
    "type": _of_type,
    "const": _not_const,
    "enum": _not_in,
    "minItems": _too_few,
    "minProperties": _too_few_members,
    "pattern": _mismatch,
    "minimum": _too_small,
    "maximum": _too_large,
}
"""By keyword, what is wrong with a value, or None; in the order in which jsonschema-rs looks at them."""
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
    message: str = ""


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
        for keyword, finds in ASSERTIONS.items():
            if keyword in schema and (message := finds(value, schema[keyword])) is not None:
                told = sorted(listed(schema[keyword]), key=ORDER.index) if keyword == "type" else schema[keyword]
                yield Error(Kind(keyword, told), value, path, [*where, keyword], message)
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
        required = schema.get("required", ())
        missing = [
            Error(Kind("required", name, property=name), value, path, [*where, "required"])
            for name in required
            if name not in value
        ]
        # jsonschema-rs looks for one required member together with the unexpected ones, for several before.
        comes_last = len(required) == 1 and schema.get("additionalProperties") is False
        yield from () if comes_last else missing
        yield from self._of_members(value, schema, path, where)
        yield from missing if comes_last else ()

    def _of_members(self, value: dict[str, Any], schema: Schema, path: Path, where: Path) -> Iterator[Error]:
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        # Of few that are known, in an object with more, jsonschema-rs looks for each.
        looks_up = others is True and len(known) < min(len(value), _MANY)
        for name in [each for each in sorted(known) if each in value] if looks_up else value:
            if name in known:
                yield from self._errors(value[name], known[name], [*path, name], [*where, "properties", name])
            elif isinstance(others, dict):
                yield from self._errors(value[name], others, [*path, name], [*where, "additionalProperties"])
        if others is False and (unexpected := [name for name in value if name not in known]):
            kind = Kind("additionalProperties", unexpected, unexpected=unexpected)
            yield Error(kind, value, path, [*where, "additionalProperties"])
