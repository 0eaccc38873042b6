"""Live objects of DSPy and caikit as records."""

from dspy_schema.live.program_tree import check, tree

__all__ = ["check", "tree"]
