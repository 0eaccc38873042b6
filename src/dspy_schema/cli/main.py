"""Find the command, run it, and turn errors into an exit status and one line."""

from __future__ import annotations

import argparse
import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from dspy_schema.errors import DspySchemaError, ExitStatus
from dspy_schema.interrupts import defer_interrupts
from dspy_schema.jsontext.depth import STACK_ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence


# The name of a command: its module, which is imported when the command is called or all options are needed, the
# function that adds its options, and what it does.
COMMANDS = {
    "validate": ("validate", "add_options", "check records"),
    "convert": ("convert", "add_options", "convert the records of vendors to those of dspy, and back"),
    "publish": ("publish", "add_options", "write records as RDF and JSON-LD, and read them back"),
    "query": ("query", "add_options", "ask records and graphs with SPARQL"),
    "evidence": ("evidence", "add_options", "report what records are evidence of in governance frameworks"),
    "coverage": ("coverage", "add_options", "show how far the schema is mapped to the vocabularies"),
    "mappings": ("mappings", "add_options", "check, list and export the alignment to other vocabularies"),
    "explain": ("help", "add_explain_options", "explain a finding code"),
    "schema": ("schema", "add_options", "find and show the generated artefacts"),
    "completion": ("help", "add_completion_options", "print a shell completion script"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns an ExitStatus."""
    # Most objects of a start live to the end: collecting garbage among them takes 5 % of a short run.
    gc.set_threshold(50_000)
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        options = create_parser(arguments[0] if arguments else "").parse_args(arguments)
        if hasattr(options, "notes"):
            from dspy_schema.cli.options import print_notes

            print_notes(options)
        if hasattr(options, "no_config"):
            from dspy_schema.cli.configuration import complete_options

            complete_options(options)
        with STACK_ROOM, defer_interrupts() as interrupts:
            status: int = options.run(options)
            sys.stdout.flush()
        if interrupts.is_waiting:
            status = ExitStatus.INTERRUPTED
        return status
    except BrokenPipeError:
        from dspy_schema.cli.output import forget_output, is_abandoned

        # A reader of the output that left has what it wanted; one of standard error should have stayed.
        is_enough = is_abandoned(sys.stdout.buffer)
        forget_output()
        return ExitStatus.OK if is_enough else ExitStatus.FAILURE
    except KeyboardInterrupt:
        return ExitStatus.INTERRUPTED
    except Exception as error:
        if "-vv" in arguments:
            raise
        from dspy_schema.cli.output import forget_output

        forget_output()
        is_expected = isinstance(error, (DspySchemaError, OSError))
        if isinstance(error, OSError) and error.strerror and error.filename:
            error = OSError(f"{error.filename}: {error.strerror}")
        name = "" if is_expected else f"this is a fault of dspy-schema, see it with -vv: {type(error).__name__}: "
        from dspy_schema import secrets

        print(f"dspy-schema: {name}{secrets.redact_for_display(str(error))}", file=sys.stderr)
        return ExitStatus.FAILURE


def create_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Create the parser of the command line, with the options of `command` only, or of all commands."""
    parser = _Parser(
        prog="dspy-schema",
        description="Check and convert the records of fine-tuning and reinforcement jobs.",
        epilog="Exit status: 0 nothing at or above --fail-on; 1 findings; 2 a usage error, or an input that cannot be "
        "opened.",
        formatter_class=_create_formatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    # With prog given, argparse does not format a usage to find it out.
    commands = parser.add_subparsers(metavar="COMMAND", required=True, prog="dspy-schema")
    for name, (module, function, text) in COMMANDS.items():
        subparser = commands.add_parser(name, help=text, formatter_class=_create_formatter)
        if command in {None, name}:
            getattr(import_module(f"dspy_schema.cli.{module}"), function)(subparser)
    return parser


def _create_formatter(prog: str) -> argparse.HelpFormatter:
    # Without the width, argparse would import shutil each time.
    from dspy_schema.cli.output import terminal_width

    return argparse.HelpFormatter(prog, width=terminal_width() - 2)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors show no secret that was given as an argument."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message, and exit."""
        from dspy_schema import secrets

        super().error(secrets.redact_for_display(message))


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        print(f"dspy-schema {version('dspy-schema')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
