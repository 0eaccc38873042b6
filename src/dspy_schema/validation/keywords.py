"""The keywords of JSON Schema that the generated schemas use, in Python alone: for where jsonschema-rs cannot run.

It gives the errors that jsonschema-rs gives, in the same order; tests/unit/validation/test_keywords.py compares them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.validation.assertions import ASSERTIONS, ORDER, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = list[str | int]
Schema = dict[str, Any]

KEYWORDS = frozenset(
    {
        *ASSERTIONS,
        *("items", "properties", "additionalProperties", "required"),
        *("allOf", "anyOf", "not", "if", "then", "else", "$ref"),
    }
)
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "version"})
# A schema with fewer members than this keeps them in another way in jsonschema-rs, which shows in the order of errors.
_MANY = 15


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
