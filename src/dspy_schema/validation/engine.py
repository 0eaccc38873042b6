"""The door to the engine of JSON Schema: jsonschema-rs, or where that cannot run, in a browser, `keywords`.

The one module that knows jsonschema-rs, whose 0.x releases break their interface.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    @property
    def message(self) -> str:
        """The engine's sentence."""


class Validator(Protocol):
    """Checks instances against one schema."""

    def iter_errors(self, instance: Any) -> Iterator[SchemaError]:
        """All errors; raises ValueError where an instance is deeper than the engine goes."""


def validator(schema: dict[str, Any]) -> Validator:
    """What checks against a schema."""
    if IN_BROWSER:
        from dspy_schema.validation import keywords

        return keywords.Validator(schema)
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema)
