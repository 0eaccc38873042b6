"""The one place that imports pyoxigraph: it is large, and optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


def import_pyoxigraph() -> ModuleType:
    """The module; raises MissingExtraError where it is not installed."""
    try:
        import pyoxigraph as module
    except ImportError as error:
        raise MissingExtraError("pyoxigraph", "rdf") from error
    return module
