"""The command reference, from the parsers that the commands are run with."""

from __future__ import annotations

import argparse
import re
import textwrap
from typing import TYPE_CHECKING

from dspy_schema.cli.main import parser
from dspy_schema.sitegen.pages import line, table
from dspy_schema.sitegen.pages import write as write_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write(path: Path) -> None:
    """Write the page."""
    write_page(path, _page(parser()))


def _page(top: argparse.ArgumentParser) -> Iterator[str]:
    yield from ["# Commands", "", line(top.description), ""]
    yield "`dspy-schema COMMAND --help` prints what stands here."
    yield from ["", f"**Exit status.** {line(top.epilog).removeprefix('Exit status: ').capitalize()}", ""]
    actions = _subcommands(top)
    rows = ([f"[`{name}`](#{name})", text] for name, (text, _) in actions.items())
    yield from table(["command", "does"], rows)
    for name, (_, command) in actions.items():
        yield from ["", f"## {name}", "", *_command(command)]
        for action, (text, each) in _subcommands(command).items():
            yield from ["", f"### {name} {action}", "", f"{text}.".capitalize(), "", *_command(each)]


def _command(command: argparse.ArgumentParser) -> Iterator[str]:
    if command.description:
        yield from [line(command.description), ""]
    yield from ["```text", _usage(command), "```"]
    rows = [
        _argument(each)
        for each in command._actions
        if not isinstance(each, argparse._SubParsersAction) and each.help != argparse.SUPPRESS
    ]
    options = [row for row in rows if "--help" not in row[0]]
    if options:
        yield from ["", *table(["argument", "meaning"], options)]
    if command.epilog:
        yield from ["", line(command.epilog)]


def _usage(command: argparse.ArgumentParser) -> str:
    """The usage, in lines that do not depend on the terminal and do not part an option from its value."""
    options = re.sub(r"\[[^]]*\]", lambda found: found[0].replace(" ", "\0"), line(command.format_usage()))
    wrapped = textwrap.fill(
        options.removeprefix("usage: "), 84, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )
    return wrapped.replace("\0", " ")


def _argument(action: argparse.Action) -> list[str]:
    value = action.metavar or action.dest.upper().replace("_", "-")
    names = [f"`{name} {value}`" if action.nargs != 0 else f"`{name}`" for name in action.option_strings]
    words = f" ({', '.join(f'`{word}`' for word in action.choices)})" if action.choices else ""
    return [", ".join(names) or f"`{value}`", line((action.help or "") % vars(action)) + words]


def _subcommands(command: argparse.ArgumentParser) -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """The commands below this one, each with the text that lists it."""
    return {
        name: (str(choice.help), each.choices[name])
        for each in command._actions
        if isinstance(each, argparse._SubParsersAction)
        for name, choice in ((choice.dest, choice) for choice in each._choices_actions)
    }
