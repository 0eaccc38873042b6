"""The values of live objects as JSON values, without secrets."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import reduce
from typing import Any

from dspy_schema.secrets import REDACTED, find_secret_names, find_secrets

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+").sub
_LONE = re.compile("[\ud800-\udfff]").sub  # half of a character, which no UTF-8 text has
DEEPEST = 100
_SHORTEST = 6  # a shorter secret may be a part of any word


def to_plain(value: Any) -> Any:
    """Convert a value to a JSON value: objects with members become objects, and what JSON does not have, text.

    A value that holds itself, or is nested deeper than DEEPEST, becomes `…` there.
    """
    return _convert(value, ())


def _convert(value: Any, holders: tuple[int, ...]) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value if value.isascii() else _LONE("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if id(value) in holders or len(holders) >= DEEPEST:
        return "…"
    return _convert_holder(value, (*holders, id(value)))


def _convert_holder(value: Any, holders: tuple[int, ...]) -> Any:
    if isinstance(value, Mapping):
        return {str(_convert(name, holders)): _convert(member, holders) for name, member in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        listed = [_convert(item, holders) for item in value]
        return listed if isinstance(value, (list, tuple)) else sorted(listed, key=str)
    return _convert_object(value, holders)


def to_timestamp(value: Any) -> str | None:
    """Convert a datetime to UTC text such as `2025-05-05T22:42:05.25Z`; None for another value, or without a zone."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def public_attributes(value: Any, *, keep_secrets: bool) -> Any:
    """Convert a value to a JSON value, with `[redacted]` for each secret unless they are kept."""
    result = to_plain(value)
    if not keep_secrets:
        names = find_secret_names(result)
        for *path, last in find_secrets(result):
            _find_at(result, path)[last] = REDACTED
        # Longer paths first: they lead through members that are renamed later.
        for (*path, name), new in sorted(names.items(), key=lambda item: len(item[0]), reverse=True):
            holder = _find_at(result, path)
            holder[new] = holder.pop(name)
    return result


def without_secrets(text: str, holder: Any) -> str:
    """Redact the secrets of the holder in a text; a text with another secret becomes `[redacted]`."""
    held = to_plain(holder)
    for secret in sorted((str(_find_at(held, path)) for path in find_secrets(held)), key=len, reverse=True):
        text = text.replace(secret, REDACTED) if len(secret) >= _SHORTEST else text
    return REDACTED if list(find_secrets([text])) else text


def _find_at(value: Any, path: Any) -> Any:
    return reduce(lambda holder, key: holder[key], path, value)


def _convert_object(value: Any, holders: tuple[int, ...]) -> Any:
    if isinstance(value, type) or (callable(value) and hasattr(value, "__qualname__")):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, (datetime, date)):
        return to_timestamp(value) or value.isoformat()
    if isinstance(value, os.PathLike):
        return os.fsdecode(value)
    # A dspy.Example, a pydantic model, an array or a number of numpy or torch.
    for method in ("toDict", "model_dump", "tolist", "to_dict"):
        if callable(held := getattr(value, method, None)):
            return _convert(held(), holders)
    if hasattr(value, "__dataclass_fields__"):
        return {name: _convert(getattr(value, name), holders) for name in value.__dataclass_fields__}
    return _LONE("\ufffd", _ADDRESS("", str(value)))
