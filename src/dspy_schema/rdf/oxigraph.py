"""Import of pyoxigraph, which the extra `rdf` installs; apart, since it is loaded late and may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


def import_pyoxigraph() -> ModuleType:
    """Import pyoxigraph, which is large and optional; raises MissingExtraError where it is not installed."""
    try:
        import pyoxigraph as module
    except ImportError as error:
        raise MissingExtraError("pyoxigraph", "rdf") from error
    return module
