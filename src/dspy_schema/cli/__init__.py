"""The command line: one module a command, which declares options and calls one stage."""

from dspy_schema.cli.main import main

__all__ = ["main"]
