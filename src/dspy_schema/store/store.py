"""Store of published records: open, load, query; the graph of the mappings, and named queries."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from dspy_schema import artifacts, packaged
from dspy_schema.conversion import snapshots
from dspy_schema.errors import QueryError, StoreError
from dspy_schema.rdf import terms
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.store import disk, evaluation, sparql
from dspy_schema.store.disk import Replacement, join_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import BinaryIO

    import pyoxigraph as ox

    from dspy_schema.conversion.snapshots import Rank
    from dspy_schema.store.evaluation import Limits

    Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

GRAPH = "https://w3id.org/lmodel/dspy/mappings"
"""The graph that holds the mappings of the schema."""
_MAPPINGS = "dspy.skos.ttl"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_QUERIES = Path(packaged.find_folder(__file__), "queries")


class Store:
    """Records as RDF, each once, and SPARQL queries over them; opened by `Store.open`, closed by `with` or `close`.

    A store on disk is a folder as Oxigraph makes it, which one process at a time can open. Killed in the middle of a
    load, it has the records that came before, each as a whole.
    """

    def __init__(self, store: ox.Store, path: str | None, *, is_read_only: bool = False) -> None:
        self._store: ox.Store | None = store
        self._path = path
        #: Whether nothing can be loaded: the folder cannot be written.
        self.is_read_only = is_read_only

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None, *, create: bool = True) -> Store:
        """Open the store in a folder, or a new one in memory.

        With `create`, one is created where there is nothing, or an empty folder. What a killed process has left
        unfinished is finished. A store whose folder cannot be written is read-only.

        Raises StoreError where the folder is not a store, or a damaged one, or another process has it open;
        MissingExtraError.
        """
        if path is None:
            opened = cls(import_pyoxigraph().Store(), None)
        else:
            path = os.fspath(path)
            store, is_writable = disk.open_folder(path, create=create)
            opened = cls(store, path, is_read_only=not is_writable)
        replacement = Replacement(opened._oxigraph, path)
        try:
            if opened.is_read_only:
                replacement.check_finished()
                return opened
            replacement.finish()
            refresh_mappings(opened._oxigraph)
        except RuntimeError as error:
            raise disk.describe_damage(path, error) from error
        return opened

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is still in memory, and let other processes open the store; closing again is harmless."""
        if self._store is not None and not self.is_read_only:
            self._store.flush()
        # Oxigraph closes a store when nothing refers to it.
        self._store = None

    def load(self, texts: Iterable[bytes], *, graph: str | None = None) -> None:
        """Load records into the default graph, or the named one.

        Each text is N-Triples of whole records, as `publishing` writes them: the triples of a record stand together,
        and `<subject> rdf:type …` comes first. A record that the graph has already is replaced, blank nodes included.

        Raises StoreError for a graph that is not an IRI, or is that of the mappings, and where the disk fails.
        """
        if graph is not None and not terms.is_iri(graph):
            raise StoreError(f"{graph!r} is not an absolute IRI, so no graph can have this name")
        if graph == GRAPH:
            raise StoreError(f"the graph {graph} holds the mappings of the schema; choose another")
        if self.is_read_only:
            raise StoreError(f"the store {self._path} is read-only; nothing is loaded into it")
        replacement = Replacement(self._oxigraph, self._path)
        for text in join_pieces(texts):
            try:
                replacement.load(text, graph)
            except OSError as error:
                raise StoreError(f"the store cannot be written: {error.strerror or error}") from error
            except RuntimeError as error:
                raise disk.describe_damage(self._path, error) from error

    def find_rank(self, subject: str) -> Rank | None:
        """Find the rank of the state that the default graph has of a record; None where it has none (`snapshots`)."""
        module, store, table = import_pyoxigraph(), self._oxigraph, terms.load_table()
        default, node = module.DefaultGraph(), module.NamedNode(subject)
        if next(store.quads_for_pattern(node, None, None, default), None) is None:
            return None
        runs = store.quads_for_pattern(None, module.NamedNode(table.iri(terms.USED)), node, default)

        def read(holder: ox.NamedNode, names: Iterable[str]) -> Iterator[str]:
            for name in names:
                quads = store.quads_for_pattern(holder, module.NamedNode(table.iri(f"dspy:{name}")), None, default)
                yield from (quad.object.value for quad in quads if isinstance(quad.object, module.Literal))

        holders = [node, *(quad.subject for quad in runs)]
        moments = [snapshots.normalize_moment(text) for holder in holders for text in read(holder, snapshots.TIMES)]
        return max(moments, default=""), snapshots.progress_of(*read(node, snapshots.STATUSES))

    def query(self, text: str, *, base: str | None = terms.BASE, name: str = "query") -> Results:
        """Run a SPARQL 1.1 query: it gives solutions (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE).

        The prefixes of the schema are declared, and relative IRIs are those of records under `base`. Unless the query
        has FROM, its default graph is the union of all graphs but that of the mappings.

        Raises QueryError; `name`, the name of the query's file, is part of its text.
        """
        sparql.check_query(text, base=base, name=name)
        try:
            return self._oxigraph.query(
                text,
                prefixes=sparql.find_prefixes(),
                base_iri=base,
                default_graph=None if sparql.names_graphs(text) else self._graphs(),
            )
        except (OSError, RuntimeError) as error:
            raise QueryError(f"{name}: {error}") from error

    def evaluate(
        self,
        text: str,
        write: Callable[[Results, BinaryIO], None],
        limits: Limits,
        *,
        base: str | None = terms.BASE,
        name: str = "query",
    ) -> BinaryIO:
        """Run a query as `query` does, in a process of its own, and return the file that `write` has written there.

        A store on disk is closed first, and read in that process. Raises QueryError, also where a limit is passed.
        """
        if self._path is not None:
            self.close()

        def run(file: BinaryIO) -> None:
            store = self
            if self._path is not None:
                store = Store(import_pyoxigraph().Store.read_only(self._path), self._path, is_read_only=True)
            write(store.query(text, base=base, name=name), file)

        return evaluation.evaluate(run, limits, name)

    def __len__(self) -> int:
        """Return the number of triples in all graphs but that of the mappings."""
        store, module = self._oxigraph, import_pyoxigraph()
        return len(store) - sum(1 for _ in store.quads_for_pattern(None, None, None, module.NamedNode(GRAPH)))

    @property
    def _oxigraph(self) -> ox.Store:
        if self._store is None:
            raise StoreError("the store is closed")
        return self._store

    def _graphs(self) -> list[ox.DefaultGraph | ox.NamedNode | ox.BlankNode]:
        named = [graph for graph in self._oxigraph.named_graphs() if graph.value != GRAPH]
        return [import_pyoxigraph().DefaultGraph(), *named]


def refresh_mappings(store: ox.Store, content: bytes | None = None) -> None:
    """Put the mappings into their graph, all or none, unless it has them in this version.

    `content` is Turtle; by default the artefact.
    """
    module = import_pyoxigraph()
    content = artifacts.read_artifact(_MAPPINGS) if content is None else content
    version = module.Quad(
        module.NamedNode(GRAPH),
        module.NamedNode(_VERSION),
        module.Literal(f"sha256:{sha256(content).hexdigest()}"),
        module.NamedNode(GRAPH),
    )
    if version in store:
        return
    quads = [*module.parse(content, module.RdfFormat.TURTLE), version]
    triples = module.serialize([quad.triple for quad in quads], format=module.RdfFormat.N_TRIPLES).decode()
    store.update(f"DROP SILENT GRAPH <{GRAPH}>; INSERT DATA {{ GRAPH <{GRAPH}> {{ {triples} }} }}")


def list_named_queries() -> dict[str, str]:
    """List the names of the queries, and what each finds, in one line."""
    return {
        path.stem: path.read_text("utf-8").partition("\n")[0].lstrip("# ") for path in sorted(_QUERIES.glob("*.rq"))
    }


def read_named_query(name: str) -> str:
    """Read the SPARQL of the query of that name; raises QueryError."""
    if name not in list_named_queries():
        raise QueryError(f"no query {name!r}; the named queries are {', '.join(list_named_queries())}")
    return (_QUERIES / f"{name}.rq").read_text("utf-8")
