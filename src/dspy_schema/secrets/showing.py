"""What findings show of values, names and messages in which there may be a secret."""

from __future__ import annotations

from typing import Any

from dspy_schema.secrets import texts
from dspy_schema.secrets.search import REDACTED, conceals


def hidden(pointer: str, value: Any) -> Any:
    """The value at a pointer as it may be shown: REDACTED in the place of a text or a number that is a secret."""
    is_scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return REDACTED if is_scalar and conceals(pointer, value) else value


def shown(text: str) -> str:
    """The text with REDACTED in the place of the keys and the like in it."""
    if not texts.is_secret(text):
        return text
    text = texts.without(text, REDACTED)
    return REDACTED if texts.is_secret(text) else text


def shown_pointer(pointer: str) -> str:
    """The pointer (RFC 6901) with REDACTED for each name that is a secret."""
    return "/".join(
        REDACTED if texts.is_secret_name(token.replace("~1", "/").replace("~0", "~")) else token
        for token in pointer.split("/")
    )
