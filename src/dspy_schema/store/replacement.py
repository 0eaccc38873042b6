"""Load a piece of records, each in place of what the store has of it, so that killing the process halves none.

One bulk load is atomic: Oxigraph takes all of it in, or nothing. Removing the old records is not. So a piece that
replaces some is kept beside the store first, and is loaded once more when the store is opened after a crash.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema.store.oxigraph import pyoxigraph
from dspy_schema.store.pieces import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

JOURNAL = "dspy-schema.unfinished.nt"
"""The file, in the folder of a store, that has the piece whose old records are being removed."""


class Replacement:
    """Loads into `store`, whose folder is `path`, or None of one in memory."""

    def __init__(self, store: ox.Store, path: str | None) -> None:
        self._store = store
        self._journal = path and os.path.join(path, JOURNAL)
        self._ox = pyoxigraph()

    def load(self, text: bytes, graph: str | None) -> None:
        """Load a piece of N-Triples into a graph, or the default graph."""
        text, subjects = latest(text)
        name = self._name(graph)
        old = [each for each in map(self._ox.NamedNode, subjects) if self._has(each, name)]
        if old and self._journal:
            _write(self._journal, b"#%b\n%b" % ((graph or "").encode(), text))
        if old:
            self._remove(old, name)
        # Lenient: these IRIs were checked when they were written.
        self._store.bulk_load(text, self._ox.RdfFormat.N_TRIPLES, to_graph=name, lenient=True)
        if old and self._journal:
            self._store.flush()
            os.unlink(self._journal)

    def finish(self) -> None:
        """Load the piece that a process which was killed has left."""
        if self._journal and os.path.exists(self._journal):
            with open(self._journal, "rb") as file:
                graph = file.readline()[1:].decode().strip()
                text = file.read()
            self.load(text, graph or None)
            if os.path.exists(self._journal):
                os.unlink(self._journal)

    def _name(self, graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
        name: ox.NamedNode | ox.DefaultGraph = self._ox.NamedNode(graph) if graph else self._ox.DefaultGraph()
        return name

    def _has(self, subject: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> bool:
        return next(self._store.quads_for_pattern(subject, None, None, graph), None) is not None

    def _remove(self, subjects: list[ox.NamedNode], graph: ox.NamedNode | ox.DefaultGraph) -> None:
        for subject in subjects:
            # The last first: what a blank node hangs on goes after it, and is found again if this is broken off.
            for quad in reversed([*self._closure(subject, graph)]):
                self._store.remove(quad)

    def _closure(self, subject: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        """The triples of a subject, and of the blank nodes that it leads to; links come before what they lead to."""
        todo: list[ox.NamedNode | ox.BlankNode] = [subject]
        seen = set(todo)
        for node in todo:
            for quad in self._store.quads_for_pattern(node, None, None, graph):
                yield quad
                if isinstance(quad.object, self._ox.BlankNode) and quad.object not in seen:
                    seen.add(quad.object)
                    todo.append(quad.object)


def _write(path: str, content: bytes) -> None:
    """Write a file that is there whole or not at all, also after a loss of power."""
    partial = f"{path}.part"
    with open(partial, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
