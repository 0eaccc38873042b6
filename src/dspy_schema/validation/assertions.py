"""The keywords of JSON Schema that ask something of a value itself, not of what is in it (see `keywords`)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


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
