"""The configuration file: `dspy-schema.toml`, or `[tool.dspy-schema]` in `pyproject.toml`, the nearest one upwards."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dspy_schema.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


OWN = "dspy-schema.toml"
SHARED = "pyproject.toml"
_TABLE = "dspy-schema"
# What begins a line that names our table in pyproject.toml.
_BEGIN = (b"[", b"tool", b"dspy-schema", b'"dspy-schema"', b"'dspy-schema'")
_LISTS = ("paths", "exclude", "ignore", "error", "warn")
_KEYS = (*_LISTS, "info")


def complete_options(options: argparse.Namespace) -> None:
    """Complete the options of a command that reports findings with those of the configuration file.

    Sets `policy`, `exclusion` and, where the command takes them from the file, `paths`. Options add to the lists of
    the file, and decide where both name a code. Raises ConfigurationError, OptionError, UnknownCodeError, OSError.
    """
    settings, path = ({}, "") if options.no_config else _load_nearest()
    folder = os.path.dirname(path)
    given = {action: _split(getattr(options, action)) for action in ("ignore", "error", "warn")}
    options.policy = options.exclusion = None
    shows_infos = not options.no_info and settings.get("info", True)
    if any(given.values()) or not shows_infos or not settings.keys().isdisjoint(given):
        from dspy_schema.validation.policy import FindingPolicy, parse_layer

        layers = [parse_layer(given, "the options")]
        if path:
            layers.append(parse_layer(settings, path))
        options.policy = FindingPolicy(*layers, shows_infos=shows_infos)
    patterns = [(pattern, os.getcwd()) for pattern in getattr(options, "exclude", None) or ()]
    if hasattr(options, "exclude"):
        patterns += [(pattern, folder) for pattern in settings.get("exclude", ())]
    if patterns:
        from dspy_schema.records.exclusion import Exclusion

        options.exclusion = Exclusion(patterns)
    if hasattr(options, "fail_without_paths") and not options.paths:
        options.paths = [os.path.relpath(os.path.join(folder, name)) for name in settings.get("paths", ())]
        if not options.paths:
            options.fail_without_paths(
                f"no PATH; name files, folders or - for standard input, or set `paths` in {OWN} or in "
                f"[tool.{_TABLE}] of {SHARED}"
            )


def _split(values: Sequence[str] | None) -> list[str]:
    return [code for value in values or () for code in value.split(",") if code.strip()]


def _load_nearest() -> tuple[dict[str, Any], str]:
    """Load the settings of the nearest configuration file from the working folder upwards, and its path."""
    try:
        folder = os.getcwd()
    except OSError:
        return {}, ""  # the folder is gone
    while True:
        for name in (OWN, SHARED):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and (settings := _load(path)) is not None:
                return settings, path
        folder, before = os.path.dirname(folder), folder
        if folder == before:
            return {}, ""


def _load(path: str) -> dict[str, Any] | None:
    """Load the settings of a file; None where pyproject.toml has no table of ours."""
    with open(path, "rb") as file:
        data = file.read()
    is_own = os.path.basename(path) == OWN
    if not is_own and not any(
        b"dspy-schema" in line and line.lstrip().startswith(_BEGIN) for line in data.splitlines()
    ):
        return None
    # Imported here, so that a run without such a file never pays for it.
    import tomllib

    try:
        document = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: broken TOML: {error}") from None
    if is_own:
        return _check(document, path)
    tool = document.get("tool")
    table = tool.get(_TABLE) if isinstance(tool, dict) else None
    return None if table is None else _check(table, path)


def _check(settings: Any, path: str) -> dict[str, Any]:
    """Check the keys and values of settings; raises ConfigurationError."""
    if not isinstance(settings, dict):
        raise ConfigurationError(f"{path}: {_TABLE} is a table, with {', '.join(_KEYS)}")
    for key, value in settings.items():
        if key not in _KEYS:
            from difflib import get_close_matches

            near = get_close_matches(key, _KEYS, 1)
            advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(_KEYS)}"
            raise ConfigurationError(f"{path}: unknown key {key!r}; {advice}")
        if key == "info" and not isinstance(value, bool):
            raise ConfigurationError(f"{path}: `info` is true or false")
        if key in _LISTS and not (isinstance(value, list) and all(isinstance(item, str) and item for item in value)):
            raise ConfigurationError(f"{path}: `{key}` is a list of texts, such as {key} = {_EXAMPLES[key]}")
    return settings


_EXAMPLES = {
    "paths": '["jobs"]',
    "exclude": '["*.tmp.json"]',
    "ignore": '["DSP308"]',
    "error": '["DSP309"]',
    "warn": '["DSP3"]',
}
