"""The parts of a live DSPy program as a ProgramTree, and a check of a saved program against them."""

from __future__ import annotations

import os
from typing import Any

from dspy_schema.findings import Report, Summary
from dspy_schema.live.values import to_plain
from dspy_schema.records.sources import expand_paths
from dspy_schema.validation import Checker, check_sources

# What DSPy calls the path of a program that is one predictor.
_SELF = "self"
_ROLE = "__dspy_field_type"


def tree(program: Any) -> dict[str, Any]:
    """Make the ProgramTree of a program: what a saved program must fit to be loaded into it.

    `program` is a `dspy.Module`, of DSPy 3.3 or later. Commit the result beside the saved program, and check both with
    `dspy-schema validate program.json --tree program.tree.json`.
    """
    return {
        "@type": "ProgramTree",
        "program_class": _name_class(program),
        "parts": [_describe_part(name, part) for name, part in program.named_predictors()],
    }


def check(program: Any, path: str | os.PathLike[str]) -> Report:
    """Check a saved program, and that it fits `program`, before `program.load(path)`."""
    summary = Summary()
    checker = Checker(summary=summary, tree=tree(program))
    return Report(findings=list(check_sources(expand_paths([os.fspath(path)]), checker)), summary=summary)


def _describe_part(name: str, part: Any) -> dict[str, Any]:
    described = {
        "part_path": "" if name == _SELF else name,
        "class": _name_class(part),
        "instructions": part.signature.instructions,
        "fields": [_describe_field(name, field) for name, field in part.signature.fields.items()],
    }
    config = getattr(part, "config", None)
    return described | ({"config": {name: to_plain(value) for name, value in config.items()}} if config else {})


def _describe_field(name: str, field: Any) -> dict[str, Any]:
    extra = field.json_schema_extra
    return {
        "name": name,
        "role": extra[_ROLE],
        "type": _name_type(field.annotation),
        "prefix": extra["prefix"],
        "description": extra["desc"],
    }


def _name_class(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__.replace('<locals>.', '')}"


def _name_type(annotation: Any) -> str:
    return annotation.__name__ if type(annotation) is type else str(annotation)
