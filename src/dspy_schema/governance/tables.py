"""Tables in TOML that people edit: what is wrong in one is an error of one sentence."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from dspy_schema.errors import MappingsError

T = TypeVar("T")


def read_table(path: str, type_: type[T]) -> T:
    """Read a table; raises MappingsError where it is malformed, and OSError where it cannot be read."""
    import tomllib

    try:
        with open(path, "rb") as file:
            return msgspec.convert(tomllib.load(file), type_)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise MappingsError(f"{path}: {error}") from error
