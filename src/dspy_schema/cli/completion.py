"""`dspy-schema completion`: a script that completes this command line in a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

SHELLS = ("bash", "tcsh", "zsh")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = 'Print a completion script; for bash: eval "$(dspy-schema completion bash)"'
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete in")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from dspy_schema.cli.main import parser

    print(shtab.complete(parser(), options.shell))
    return 0
