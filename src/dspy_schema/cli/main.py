"""Find the command, run it, and turn what can go wrong into an exit status and one line."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from dspy_schema.cli import completion, explain, schema, validate
from dspy_schema.errors import DspySchemaError

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = 2
INTERRUPTED = 130
COMMANDS = (validate, explain, schema, completion)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 findings, 2 usage or unreadable input, 130 interrupted."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted. Python must not find the closed pipe again when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except (DspySchemaError, OSError) as error:
        print(f"dspy-schema: {error}", file=sys.stderr)
        return USAGE
    return status


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; the docs and the shell completion are made from it."""
    top = argparse.ArgumentParser(
        prog="dspy-schema",
        description="Check the records of fine-tuning and reinforcement jobs.",
        epilog="Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened.",
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return top


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"dspy-schema {version('dspy-schema')}")
        parser.exit()
