"""Records to findings: a fast path that accepts what is valid for certain, and a full check of the rest."""

from dspy_schema.validation.checker import AUTO, Checker, Watch
from dspy_schema.validation.run import check_sources

__all__ = ["AUTO", "Checker", "Watch", "check_sources"]
