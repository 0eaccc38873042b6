"""A store of published records, in memory or on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema import rdf
from dspy_schema.errors import QueryError, StoreError
from dspy_schema.store import folder, mappings, sparql
from dspy_schema.store.oxigraph import pyoxigraph
from dspy_schema.store.pieces import joined
from dspy_schema.store.replacement import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    import pyoxigraph as ox

    Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store:
    """Records as RDF, each once, and SPARQL queries over them; made by `Store.open`, closed by `with` or `close`.

    A store on disk is a folder as Oxigraph makes it, which one process at a time can open. Killed in the middle of a
    load, it has the records that came before, each as a whole.
    """

    def __init__(self, store: ox.Store, path: str | None) -> None:
        self._store: ox.Store | None = store
        self._path = path

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None, *, create: bool = True) -> Store:
        """The store in a folder, or a new one in memory.

        With `create`, one is made where there is nothing, or an empty folder. What a killed process has left
        unfinished is finished.

        Raises StoreError where the folder is no store, or another process has it open; MissingExtraError.
        """
        path = os.fspath(path) if path is not None else None
        module = pyoxigraph()
        opened = cls(module.Store() if path is None else folder.opened(path, create=create), path)
        Replacement(opened._oxigraph, path).finish()
        mappings.refresh(opened._oxigraph)
        return opened

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is still in memory, and let other processes open the store; closing again is harmless."""
        if self._store is not None:
            self._store.flush()
        # Oxigraph closes a store when nothing refers to it.
        self._store = None

    def load(self, texts: Iterable[bytes], *, graph: str | None = None) -> None:
        """Load records into the default graph, or the named one.

        Each text is N-Triples of whole records, as `publications` makes them: the triples of a record stand together,
        and `<subject> rdf:type …` comes first. A record that the graph has already is replaced, blank nodes included.

        Raises StoreError for a graph that is no IRI, or is that of the mappings, and where the disk fails.
        """
        if graph is not None and not rdf.is_iri(graph):
            raise StoreError(f"{graph!r} is no absolute IRI, so no graph can have this name")
        if graph == mappings.GRAPH:
            raise StoreError(f"the graph {graph} holds the mappings of the schema; choose another")
        replacement = Replacement(self._oxigraph, self._path)
        for text in joined(texts):
            try:
                replacement.load(text, graph)
            except OSError as error:
                raise StoreError(f"the store cannot be written: {error.strerror or error}") from error

    def query(self, text: str, *, base: str | None = rdf.BASE, name: str = "query") -> Results:
        """The results of a SPARQL 1.1 query: solutions (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE).

        The prefixes of the schema are declared, and relative IRIs are those of records under `base`. Unless the query
        has FROM, its default graph is the union of all graphs but that of the mappings.

        Raises QueryError; `name`, the name of the query's file, is part of its text.
        """
        sparql.checked(text, base=base, name=name)
        try:
            return self._oxigraph.query(
                text,
                prefixes=sparql.prefixes(),
                base_iri=base,
                default_graph=None if sparql.names_its_graphs(text) else self._graphs(),
            )
        except (OSError, RuntimeError) as error:
            raise QueryError(f"{name}: {error}") from error

    def __len__(self) -> int:
        """The number of triples in all graphs but that of the mappings."""
        store, module = self._oxigraph, pyoxigraph()
        return len(store) - sum(1 for _ in store.quads_for_pattern(None, None, None, module.NamedNode(mappings.GRAPH)))

    @property
    def _oxigraph(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed")
        return self._store

    def _graphs(self) -> list[ox.DefaultGraph | ox.NamedNode | ox.BlankNode]:
        named = [each for each in self._oxigraph.named_graphs() if each.value != mappings.GRAPH]
        return [pyoxigraph().DefaultGraph(), *named]
