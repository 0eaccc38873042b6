"""Commands, Python API."""

from __future__ import annotations

import argparse
import inspect
import re
import textwrap
from typing import TYPE_CHECKING, Any

import dspy_schema
from dspy_schema.cli.main import create_parser
from dspy_schema_build.sitegen.markdown import render_table, source_line, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_INTRODUCTION = """\
`import dspy_schema` loads nothing heavy: a module is loaded when a name of it is used. All of it is typed. How it is
used: [From Python](python.md).

The classes of the schema are pydantic models in `dspy_schema.model` (`pip install 'dspy-schema[model]'`), such as
[`TrainingJob`](reference/TrainingJob.md)."""


def write_commands(path: Path) -> None:
    """Write the page."""
    write_page(path, _command_page(create_parser()))


def _command_page(top: argparse.ArgumentParser) -> Iterator[str]:
    yield from ["# Commands", "", source_line(top.description), ""]
    yield "`dspy-schema COMMAND --help` prints what stands here."
    yield from ["", f"**Exit status.** {source_line(top.epilog).removeprefix('Exit status: ').capitalize()}", ""]
    actions = _subcommands(top)
    rows = ([f"[`{name}`](#{name})", text] for name, (text, _) in actions.items())
    yield from render_table(["command", "does"], rows)
    for name, (_, command) in actions.items():
        yield from ["", f"## {name}", "", *_command(command)]
        for action, (text, each) in _subcommands(command).items():
            yield from ["", f"### {name} {action}", "", f"{text}.".capitalize(), "", *_command(each)]


def _command(command: argparse.ArgumentParser) -> Iterator[str]:
    if command.description:
        yield from [source_line(command.description), ""]
    yield from ["```text", _usage(command), "```"]
    rows = [
        _argument(each)
        for each in command._actions
        if not isinstance(each, argparse._SubParsersAction) and each.help != argparse.SUPPRESS
    ]
    options = [row for row in rows if "--help" not in row[0]]
    if options:
        yield from ["", *render_table(["argument", "meaning"], options)]
    if command.epilog:
        yield from ["", source_line(command.epilog)]


def _usage(command: argparse.ArgumentParser) -> str:
    """The usage, in lines that do not depend on the terminal and do not part an option from its value."""
    options = re.sub(r"\[[^]]*\]", lambda found: found[0].replace(" ", "\0"), source_line(command.format_usage()))
    wrapped = textwrap.fill(
        options.removeprefix("usage: "), 84, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )
    return wrapped.replace("\0", " ")


def _argument(action: argparse.Action) -> list[str]:
    value = action.metavar or action.dest.upper().replace("_", "-")
    names = [f"`{name} {value}`" if action.nargs != 0 else f"`{name}`" for name in action.option_strings]
    words = f" ({', '.join(f'`{word}`' for word in action.choices)})" if action.choices else ""
    return [", ".join(names) or f"`{value}`", source_line((action.help or "") % vars(action)) + words]


def _subcommands(command: argparse.ArgumentParser) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """The commands below this one, each with the text that lists it."""
    return {
        name: (str(choice.help), each.choices[name])
        for each in command._actions
        if isinstance(each, argparse._SubParsersAction)
        for name, choice in ((choice.dest, choice) for choice in each._choices_actions)
    }


def write_python_api(path: Path) -> None:
    """Write the page."""
    write_page(path, _api_page())


def _api_page() -> Iterator[str]:
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
    rows = ([f"`{name}`", f"`{error.__mro__[1].__name__}`", source_line(_doc(error))] for name, error in errors.items())
    yield from ["", *render_table(["error", "is a", "raised"], rows)]


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
        yield from ["", *render_table(["value", "name"], ([f"`{each.value}`", f"`{each.name}`"] for each in type_))]
        return
    members = inspect.get_annotations(type_).items()
    yield from ["", *render_table(["member", "type"], ([f"`{name}`", f"`{_plain(hint)}`"] for name, hint in members))]
    for name, each in vars(type_).items():
        if isinstance(each, property) and not name.startswith("_"):
            yield from ["", f"**`{name}`**: {source_line(_doc(each))}"]


def _doc(thing: Any) -> str:
    return re.sub(r"(?<!`)\b(\w+Error)\b(?!`)", r"`\1`", inspect.getdoc(thing) or "")


def _plain(annotation: object) -> str:
    """Annotations as they are written: without quotes, and without the modules that they come from."""
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", str(annotation)).replace("'", "")
