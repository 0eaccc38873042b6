"""Find the command, run it, and turn what can go wrong into an exit status and one line."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from dspy_schema.interrupts import defer_interrupts

if TYPE_CHECKING:
    from collections.abc import Sequence


FINDINGS = 1
USAGE = 2
INTERRUPTED = 130
# The module of a command is imported when the command is called, or when all options are asked for.
COMMANDS = {
    "validate": "check records",
    "convert": "turn vendors' records into those of dspy, and back",
    "publish": "write records as RDF and JSON-LD, and read them back",
    "query": "ask records and graphs with SPARQL",
    "evidence": "report what records are evidence of in governance frameworks",
    "coverage": "show how far the schema is mapped to the vocabularies",
    "mappings": "check, list and export the alignment to other vocabularies",
    "explain": "tell what a finding code means",
    "schema": "find and show the generated artefacts",
    "completion": "print a shell completion script",
}

# Where the options of a command are added, unless by `add_to` of the module of its name.
_OPTIONS = {"explain": ("help", "add_explain"), "completion": ("help", "add_completion")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 findings, 2 usage or unreadable input, 130 interrupted."""
    # Start-up makes many objects that all live on: looking for garbage among them takes 5 % of a short run.
    gc.set_threshold(50_000)
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        options = parser(arguments[0] if arguments else "").parse_args(arguments)
        with defer_interrupts() as interrupts:
            status: int = options.run(options)
            sys.stdout.flush()
        if interrupts.is_waiting:
            status = INTERRUPTED
    except BrokenPipeError:
        # The reader has what it wanted.
        _forget_output()
        return FINDINGS
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from dspy_schema.errors import DspySchemaError

        if "-vv" in arguments:
            raise
        _forget_output()
        expected = isinstance(error, (DspySchemaError, OSError))
        if isinstance(error, OSError) and error.strerror and error.filename:
            error = OSError(f"{error.filename}: {error.strerror}")
        name = "" if expected else f"this is a fault of dspy-schema, see it with -vv: {type(error).__name__}: "
        print(f"dspy-schema: {name}{error}", file=sys.stderr)
        return USAGE
    return status


def _forget_output() -> None:
    """Keep Python from flushing, when it exits, what could not be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser of the command line, with the options of `command` only, or of all commands."""
    top = argparse.ArgumentParser(
        prog="dspy-schema",
        description="Check and convert the records of fine-tuning and reinforcement jobs.",
        epilog="Exit status: 0 nothing at or above --fail-on; 1 findings; 2 usage, or an input that cannot be opened.",
        formatter_class=_formatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    # With prog given, argparse does not format a usage to find it out.
    commands = top.add_subparsers(metavar="COMMAND", required=True, prog="dspy-schema")
    for name, text in COMMANDS.items():
        each = commands.add_parser(name, help=text, formatter_class=_formatter)
        if command in {None, name}:
            module, function = _OPTIONS.get(name, (name, "add_to"))
            getattr(import_module(f"dspy_schema.cli.{module}"), function)(each)
    return top


def _formatter(prog: str) -> argparse.HelpFormatter:
    # Not to be told the width, argparse would import shutil each time.
    try:
        width = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        width = 100
    return argparse.HelpFormatter(prog, width=width - 2)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"dspy-schema {version('dspy-schema')}")
        parser.exit()
