"""Which type a record is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import artifacts
from dspy_schema.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIXES = ("dspy:", "https://w3id.org/lmodel/dspy/")


def detect(record: Mapping[str, object]) -> str | Problem:
    """The type that `@type` names, else the one whose marks (members that no other type has) the record has."""
    if "@type" in record:
        return _named(record["@type"])
    types = artifacts.types().records
    marked = [name for name, each in types.items() if not each.marks.isdisjoint(record)]
    if len(marked) == 1:
        return marked[0]
    if marked:
        message = f"the type is not clear: it has members of {' and of '.join(marked)}"
    elif not any(each.members.issuperset(record) for each in types.values()):
        message = f"the type is not clear: it has no member that marks a {', '.join(types)} record"
    else:
        message = "the type is not clear: its members do not tell the types apart"
    return Problem("DSP202", f"{message}; add @type or pass --type", "")


def _named(label: object) -> str | Problem:
    classes = artifacts.types().classes
    if isinstance(label, str):
        if label in classes:
            return label
        name = label
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        if name in classes:
            return name
    shown = label if isinstance(label, str) else "no text"
    return Problem(
        "DSP201", f"@type is {shown!r}, which is no type here; `dspy-schema schema list` lists them", "/@type"
    )
