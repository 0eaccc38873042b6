"""Explain, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


SHELLS = ("bash", "tcsh", "zsh")


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = "Tell what a finding code means, show a record that has it, and how to fix it."
    parser.add_argument("codes", metavar="CODE", nargs="*", help="such as DSP206; all codes and titles if left out")
    parser.set_defaults(run=run_explain)


def run_explain(options: argparse.Namespace) -> int:
    """Print the explanations; returns the exit status."""
    from dspy_schema import catalogue

    if not options.codes:
        for entry in catalogue.load_entries().values():
            print(f"{entry.code}  {entry.severity:<7}  {entry.title}")
        return 0
    print("\n\n".join(catalogue.render_entry(catalogue.find_entry(code.upper())) for code in options.codes))
    return 0


def add_completion(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = 'Print a completion script; for bash: eval "$(dspy-schema completion bash)"'
    parser.add_argument("shell", choices=SHELLS, help="the shell to complete in")
    parser.set_defaults(run=run_completion)


def run_completion(options: argparse.Namespace) -> int:
    """Print the script."""
    import shtab

    from dspy_schema.cli.main import parser

    print(shtab.complete(parser(), options.shell))
    return 0
