"""What is measured side by side: each reads a JSON Lines file from disk and returns how many records it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson

from bench import engines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Contestant = Callable[[Path], int]

PARSER = "orjson.loads"
OURS = "dspy-schema"
LINKML = "linkml.validator"
BUFFER = 1 << 18


def ours(path: Path) -> int:
    """The records that dspy-schema finds something wrong with."""
    from dspy_schema.api import iter_findings
    from dspy_schema.findings import Summary

    summary = Summary()
    for _ in iter_findings(path, summary=summary):
        pass
    return summary.invalid


def parsing(parse: Callable[[bytes], Any]) -> Contestant:
    """Parse each line, look at nothing."""

    def contestant(path: Path) -> int:
        refused = 0
        with path.open("rb", buffering=BUFFER) as file:
            for line in file:
                try:
                    parse(line)
                except ValueError:
                    refused += 1
        return refused

    return contestant


def checking(errors_of: Callable[[str], Callable[[dict[str, Any]], Iterable[object]]]) -> Contestant:
    """Parse each line with orjson, then ask for all errors of the record; `@type` says which type it is of."""
    engines_of = {name: errors_of(name) for name in engines.TYPES}

    def errors(line: bytes) -> bool:
        record = orjson.loads(line)
        engine = engines_of.get(record["@type"])
        return engine is None or bool(list(engine(record)))

    def contestant(path: Path) -> int:
        with path.open("rb", buffering=BUFFER) as file:
            return sum(_refused(errors, line) for line in file)

    return contestant


def _refused(errors: Callable[[bytes], bool], line: bytes) -> bool:
    try:
        return errors(line)
    except ValueError:
        return True


def contestants() -> dict[str, Contestant]:
    """All of them, by name; the first two are what the others are compared with and what this project is about."""
    return {
        PARSER: parsing(orjson.loads),
        OURS: ours,
        "json.loads": parsing(json.loads),
        "jsonschema-rs": checking(engines.jsonschema_rs_errors),
        "pydantic": parsing(engines.pydantic_model()),
        "jsonschema": checking(engines.jsonschema_errors),
        LINKML: checking(engines.linkml_errors),
    }


# The share of the records that these get, since all of them would take too long.
SHARE = {"jsonschema": 0.06, LINKML: 0.06}
