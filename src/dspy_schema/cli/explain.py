"""`dspy-schema explain`: what a finding code means, an example, how to fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = "Tell what a finding code means, show a record that has it, and how to fix it."
    parser.add_argument("codes", metavar="CODE", nargs="*", help="such as DSP206; all codes and titles if left out")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the explanations; returns the exit status."""
    from dspy_schema import catalogue

    if not options.codes:
        for entry in catalogue.entries().values():
            print(f"{entry.code}  {entry.severity:<7}  {entry.title}")
        return 0
    print("\n\n".join(catalogue.text(catalogue.entry(code.upper())) for code in options.codes))
    return 0
