"""Pages of the commands, from their parsers, and of the Python API, from its signatures and docstrings."""

from __future__ import annotations

import argparse
import inspect
import re
import textwrap
from typing import TYPE_CHECKING, Any

import dspy_schema
from dspy_schema.cli.main import create_parser
from dspy_schema_build.sitegen.markdown import render_source_line, render_table, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_USAGE_WIDTH = 84
_API_INTRODUCTION = """\
`import dspy_schema` is fast: it loads a module when one of its names is first used. Everything is typed. For examples,
see [From Python](python.md).

The classes of the schema are pydantic models in `dspy_schema.model` (`pip install 'dspy-schema[model]'`), such as
[`TrainingJob`](reference/TrainingJob.md)."""


def write_commands(path: Path) -> None:
    """Write the page of the commands."""
    write_page(path, _render_commands(create_parser()))


def _render_commands(top: argparse.ArgumentParser) -> Iterator[str]:
    yield from ["# Commands", "", render_source_line(top.description), ""]
    yield "`dspy-schema COMMAND --help` prints the same reference."
    exit_status = render_source_line(top.epilog).removeprefix("Exit status: ").capitalize()
    yield from ["", f"**Exit status.** {exit_status}", ""]
    commands = _list_subcommands(top)
    yield from render_table(
        ["command", "does"], ([f"[`{name}`](#{name})", text] for name, (text, _) in commands.items())
    )
    for name, (_, command) in commands.items():
        yield from ["", f"## {name}", "", *_render_command(command)]
        for action, (text, subcommand) in _list_subcommands(command).items():
            yield from ["", f"### {name} {action}", "", f"{text}.".capitalize(), "", *_render_command(subcommand)]


def _render_command(command: argparse.ArgumentParser) -> Iterator[str]:
    if command.description:
        yield from [render_source_line(command.description), ""]
    yield from ["```text", _format_usage(command), "```"]
    rows = [
        _render_argument(action)
        for action in command._actions
        if not isinstance(action, argparse._SubParsersAction) and action.help != argparse.SUPPRESS
    ]
    options = [row for row in rows if "--help" not in row[0]]
    if options:
        yield from ["", *render_table(["argument", "meaning"], options)]
    if command.epilog:
        yield from ["", render_source_line(command.epilog)]


def _format_usage(command: argparse.ArgumentParser) -> str:
    """Wrap the usage without regard to the terminal, and without parting an option from its value."""
    usage = render_source_line(command.format_usage()).removeprefix("usage: ")
    unbroken = re.sub(r"\[[^]]*\]", lambda option: option[0].replace(" ", "\0"), usage)
    lines = textwrap.fill(
        unbroken, _USAGE_WIDTH, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )
    return lines.replace("\0", " ")


def _render_argument(action: argparse.Action) -> list[str]:
    value = action.metavar or action.dest.upper().replace("_", "-")
    names = [f"`{name} {value}`" if action.nargs != 0 else f"`{name}`" for name in action.option_strings]
    choices = f" ({', '.join(f'`{choice}`' for choice in action.choices)})" if action.choices else ""
    return [", ".join(names) or f"`{value}`", render_source_line((action.help or "") % vars(action)) + choices]


def _list_subcommands(command: argparse.ArgumentParser) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """List the commands below a command, each with its one-line help."""
    return {
        choice.dest: (str(choice.help), action.choices[choice.dest])
        for action in command._actions
        if isinstance(action, argparse._SubParsersAction)
        for choice in action._choices_actions
    }


def write_python_api(path: Path) -> None:
    """Write the page of the Python API."""
    write_page(path, _render_api())


def _render_api() -> Iterator[str]:
    names = {name: getattr(dspy_schema, name) for name in dspy_schema.__all__}
    functions = {name: value for name, value in names.items() if inspect.isfunction(value)}
    errors = {name: value for name, value in names.items() if inspect.isclass(value) and issubclass(value, Exception)}
    yield from ["# Python API", "", _API_INTRODUCTION]
    yield from ["", "## Functions"]
    for name, function in functions.items():
        yield from ["", f"### {name}", "", *_render_function(name, function)]
    yield from ["", "## Types"]
    for name, type_ in names.items():
        if name not in functions | errors:
            yield from ["", f"### {name}", "", *_render_type(type_)]
    yield from ["", "## Errors", ""]
    yield "A fault in data is a `Finding`. An error is raised where the data cannot be checked at all."
    rows = (
        [f"`{name}`", f"`{error.__mro__[1].__name__}`", render_source_line(_render_docstring(error))]
        for name, error in errors.items()
    )
    yield from ["", *render_table(["error", "is a", "raised"], rows)]


def _render_function(name: str, function: Any) -> Iterator[str]:
    signature = inspect.signature(function)
    parameters: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parameters:
            parameters.append("*")
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parameters.append(f"{parameter.name}: {_format_annotation(parameter.annotation)}{default}")
    lines = "".join(f"    {parameter},\n" for parameter in parameters)
    yield from [
        "```python",
        f"def {name}(\n{lines}) -> {_format_annotation(signature.return_annotation)}: ...",
        "```",
    ]
    yield from ["", _render_docstring(function)]


def _render_type(type_: Any) -> Iterator[str]:
    yield _render_docstring(type_)
    if hasattr(type_, "__members__"):
        yield from ["", *render_table(["value", "name"], ([f"`{item.value}`", f"`{item.name}`"] for item in type_))]
        return
    members = inspect.get_annotations(type_).items()
    rows = ([f"`{name}`", f"`{_format_annotation(annotation)}`"] for name, annotation in members)
    yield from ["", *render_table(["member", "type"], rows)]
    for name, member in vars(type_).items():
        if isinstance(member, property) and not name.startswith("_"):
            yield from ["", f"**`{name}`**: {render_source_line(_render_docstring(member))}"]


def _render_docstring(thing: Any) -> str:
    return re.sub(r"(?<!`)\b(\w+Error)\b(?!`)", r"`\1`", inspect.getdoc(thing) or "")


def _format_annotation(annotation: object) -> str:
    """Format an annotation as it is written in the source: without quotes, and without modules."""
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", str(annotation)).replace("'", "")
