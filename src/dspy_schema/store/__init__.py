"""Published records in an Oxigraph store, in memory or on disk, and SPARQL queries over them."""

from dspy_schema.store.store import Store

__all__ = ["Store"]
