"""What live objects hold, in JSON's terms, and without secrets."""

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
    """The value as JSON has it: objects that hold members become objects, and what JSON does not have, text.

    What holds itself, or is nested deeper than DEEPEST, becomes `…` there.
    """
    return _plain(value, ())


def _plain(value: Any, holders: tuple[int, ...]) -> Any:
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
    return _of_holder(value, (*holders, id(value)))


def _of_holder(value: Any, holders: tuple[int, ...]) -> Any:
    if isinstance(value, Mapping):
        return {str(_plain(name, holders)): _plain(each, holders) for name, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        listed = [_plain(each, holders) for each in value]
        return listed if isinstance(value, (list, tuple)) else sorted(listed, key=str)
    return _of_object(value, holders)


def to_timestamp(value: Any) -> str | None:
    """The datetime as UTC text, such as `2025-05-05T22:42:05.25Z`; None for what is none, or has no zone."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        return None
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def public_attributes(value: Any, *, keep_secrets: bool) -> Any:
    """The value as JSON has it, with `[redacted]` for each secret unless they are kept."""
    result = to_plain(value)
    if not keep_secrets:
        names = find_secret_names(result)
        for *path, last in find_secrets(result):
            _at(result, path)[last] = REDACTED
        # Longer paths first: they lead through members that are renamed later.
        for (*path, name), new in sorted(names.items(), key=lambda each: len(each[0]), reverse=True):
            holder = _at(result, path)
            holder[new] = holder.pop(name)
    return result


def without_secrets(text: str, holder: Any) -> str:
    """The text for people without the secrets that the holder has; `[redacted]` where another is in it."""
    held = to_plain(holder)
    for secret in sorted((str(_at(held, path)) for path in find_secrets(held)), key=len, reverse=True):
        text = text.replace(secret, REDACTED) if len(secret) >= _SHORTEST else text
    return REDACTED if list(find_secrets([text])) else text


def _at(value: Any, path: Any) -> Any:
    return reduce(lambda each, key: each[key], path, value)


def _of_object(value: Any, holders: tuple[int, ...]) -> Any:
    if isinstance(value, type) or (callable(value) and hasattr(value, "__qualname__")):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, (datetime, date)):
        return to_timestamp(value) or value.isoformat()
    if isinstance(value, os.PathLike):
        return os.fsdecode(value)
    # A dspy.Example, a pydantic model, an array or a number of numpy or torch.
    for method in ("toDict", "model_dump", "tolist", "to_dict"):
        if callable(held := getattr(value, method, None)):
            return _plain(held(), holders)
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name), holders) for name in value.__dataclass_fields__}
    return _LONE("\ufffd", _ADDRESS("", str(value)))
