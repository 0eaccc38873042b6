"""The page of the Python API: every public name, with its signature and its docstring."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import dspy_schema
from dspy_schema.sitegen.pages import line, table
from dspy_schema.sitegen.pages import write as write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INTRODUCTION = """\
`import dspy_schema` loads nothing heavy: a module is loaded when a name of it is used. All of it is typed. How it is
used: [From Python](python.md).

The classes of the schema are pydantic models in `dspy_schema.model` (`pip install 'dspy-schema[model]'`), such as
[`TrainingJob`](reference/TrainingJob.md)."""


def write(path: Path) -> None:
    """Write the page."""
    write_page(path, _page())


def _page() -> Iterator[str]:
    names = {name: getattr(dspy_schema, name) for name in dspy_schema.__all__}
    functions = {name: each for name, each in names.items() if inspect.isfunction(each)}
    errors = {name: each for name, each in names.items() if inspect.isclass(each) and issubclass(each, Exception)}
    yield from ["# Python API", "", _INTRODUCTION]
    yield from ["", "## Functions"]
    for name, function in functions.items():
        yield from ["", f"### {name}", "", *_function(name, function)]
    yield from ["", "## Types"]
    for name, each in names.items():
        if name not in functions | errors:
            yield from ["", f"### {name}", "", *_type(each)]
    yield from ["", "## Errors", "", "What is wrong with data is a `Finding`; an error says that there can be none."]
    rows = ([f"`{name}`", f"`{error.__mro__[1].__name__}`", line(_doc(error))] for name, error in errors.items())
    yield from ["", *table(["error", "is a", "raised"], rows)]


def _function(name: str, function: Any) -> Iterator[str]:
    signature = inspect.signature(function)
    parameters: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parameters:
            parameters.append("*")
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parameters.append(f"{parameter.name}: {_plain(parameter.annotation)}{default}")
    listed = "".join(f"    {each},\n" for each in parameters)
    yield from [
        "```python",
        f"def {name}(\n{listed}) -> {_plain(signature.return_annotation)}: ...",
        "```",
    ]
    yield from ["", _doc(function)]


def _type(type_: Any) -> Iterator[str]:
    yield _doc(type_)
    if hasattr(type_, "__members__"):
        yield from ["", *table(["value", "name"], ([f"`{each.value}`", f"`{each.name}`"] for each in type_))]
        return
    members = inspect.get_annotations(type_).items()
    yield from ["", *table(["member", "type"], ([f"`{name}`", f"`{_plain(hint)}`"] for name, hint in members))]
    for name, each in vars(type_).items():
        if isinstance(each, property) and not name.startswith("_"):
            yield from ["", f"**`{name}`**: {line(_doc(each))}"]


def _doc(thing: Any) -> str:
    return re.sub(r"(?<!`)\b(\w+Error)\b(?!`)", r"`\1`", inspect.getdoc(thing) or "")


def _plain(annotation: object) -> str:
    """Annotations as they are written: without quotes, and without the modules that they come from."""
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", str(annotation)).replace("'", "")
