"""`dspy-schema explain` and `dspy-schema completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


SHELLS = ("bash", "tcsh", "zsh")


def add_explain_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `explain`."""
    parser.description = "Explain a finding code: what it means, a record that causes it, and how to correct that."
    parser.add_argument("codes", metavar="CODE", nargs="*", help="such as DSP206; without any, all codes are listed")
    parser.set_defaults(run=run_explain)


def run_explain(options: argparse.Namespace) -> int:
    """Print the explanations; returns the exit status."""
    from dspy_schema import catalogue

    if not options.codes:
        for entry in catalogue.load_entries().values():
            print(f"{entry.code}  {entry.severity:<7}  {entry.title}")
        return 0
    print("\n\n".join(catalogue.render_entry(catalogue.find_entry(code)) for code in options.codes))
    return 0


def add_completion_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `completion`."""
    parser.description = 'Print a completion script; for bash: eval "$(dspy-schema completion bash)"'
    parser.add_argument("shell", choices=SHELLS, help="the shell that loads the script")
    parser.set_defaults(run=run_completion)


def run_completion(options: argparse.Namespace) -> int:
    """Print the script; returns the exit status."""
    import shtab

    from dspy_schema.cli.main import create_parser

    print(shtab.complete(create_parser(), options.shell))
    return 0
