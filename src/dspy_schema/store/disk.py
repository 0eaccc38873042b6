"""Folder, journal, replacement of records.

One bulk load is atomic: Oxigraph takes all of it in, or nothing. Removing the old records is not. So a piece that
replaces some is kept beside the store first, and is loaded once more when the store is opened after a crash.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from dspy_schema.errors import StoreError
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.rdf.terms import AGENT_IRI, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox


# Oxigraph's table of texts, by its name in the list of tables that RocksDB keeps.
_TABLE = b"id2str"
JOURNAL = "dspy-schema.unfinished.nt"
"""The file, in the folder of a store, that has the piece whose old records are being removed."""
PIECE_BYTES = 8_000_000
_LONGEST_REASON = 300
_TYPE = f"> <{TYPE}> ".encode()
_AGENT = f"<{AGENT_IRI}>".encode()
_ASSOCIATED = "http://www.w3.org/ns/prov#wasAssociatedWith"
_GENERATED_BY = "http://www.w3.org/ns/prov#wasGeneratedBy"


def open_folder(path: str, *, create: bool) -> tuple[ox.Store, bool]:
    """Open the store in that folder, and return whether it can be written; a read-only one can be queried.

    With `create`, one is created where there is nothing or an empty folder. Raises StoreError.
    """
    module = import_pyoxigraph()
    if not path:
        raise StoreError("the name of the store is empty; give a folder")
    try:
        if not _is_there(path):
            if not create:
                raise StoreError(f"{path} is not a store, and no files are given to create one from")
            _create(path)
        else:
            _check_store(path)
        if os.access(path, os.W_OK):
            return module.Store(path), True
    except (OSError, RuntimeError) as error:
        if not _is_read_only(error):
            raise _describe_fault(path, error) from error
    try:
        return module.Store.read_only(path), False
    except (OSError, RuntimeError) as error:
        raise _describe_fault(path, error) from error


def _is_read_only(error: Exception) -> bool:
    text = str(error).lower()
    return "read-only" in text or "permission denied" in text


def _describe_fault(path: str, error: Exception) -> StoreError:
    # RocksDB has messages of its own, without numbers.
    text = str(error)
    if "lock" in text.lower() and "corrupt" not in text.lower():
        return StoreError(f"the store {path} is in use by another process; one at a time can open it")
    if isinstance(error, RuntimeError) or "corrupt" in text.lower():
        return describe_damage(path, error)
    reason = error.strerror if isinstance(error, OSError) else None
    return StoreError(f"the store {path} cannot be opened: {reason or error}")


def describe_damage(path: str | None, error: Exception) -> StoreError:
    """Describe a fault of the files of a store."""
    reason = " ".join(str(error).split())[:_LONGEST_REASON].removeprefix("Corruption: ")
    return StoreError(f"the store {path} is damaged: {reason}; load the records into a new store")


def _is_there(path: str) -> bool:
    try:
        return bool(os.listdir(path))
    except FileNotFoundError:
        return False


def _check_store(path: str) -> None:
    """Raise StoreError where a folder is not a store, or one whose list of files is damaged."""
    try:
        with open(os.path.join(path, "CURRENT"), "rb") as file:
            manifest = file.read(100).decode().strip()
        with open(os.path.join(path, os.path.basename(manifest)), "rb") as file:
            if _TABLE in file.read():
                return
    except PermissionError:
        raise
    except (OSError, UnicodeDecodeError):
        pass
    # What RocksDB keeps beside its list of files says whose tables they are, too.
    for name in os.listdir(path):
        if name.startswith(("OPTIONS-", "MANIFEST-")):
            with open(os.path.join(path, name), "rb") as file:
                if _TABLE in file.read():
                    raise StoreError(
                        f"the store {path} is damaged: its list of files is not as it was written; "
                        "load the records into a new store"
                    )
    raise StoreError(f"{path} is not a store; nothing was written to it")


def _create(path: str) -> None:
    """Create an empty store beside the folder, and move it there: a half-made one would be neither store nor empty."""
    path = os.path.realpath(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    partial = f"{path}.{os.getpid()}.part"
    try:
        import_pyoxigraph().Store(partial).flush()
        if os.path.isdir(path):
            os.rmdir(path)
        os.rename(partial, path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def join_pieces(texts: Iterable[bytes], size: int = PIECE_BYTES) -> Iterator[bytes]:
    """Yield texts joined to pieces of at least `size` bytes: each bulk load costs the same few milliseconds."""
    waiting: list[bytes] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= size:
            yield b"".join(waiting)
            waiting, length = [], 0
    if length:
        yield b"".join(waiting)


def latest_piece(text: bytes) -> tuple[bytes, list[str]]:
    """Return the text with the last of the records that have one subject, and the IRIs of the subjects."""
    starts = list(_find_starts(text))
    last = {subject: number for number, (subject, _) in enumerate(starts)}
    if len(last) < len(starts):
        ends = [*(start for _, start in starts[1:]), len(text)]
        kept = sorted(last.values())
        text = b"".join([text[starts[number][1] : ends[number]] for number in kept])
    return text, [subject.decode() for subject in last]


def _find_starts(text: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the subject of each record, and where its first line begins."""
    before, begun = b"", -1
    place = text.find(_TYPE)
    while place >= 0:
        line = text.rfind(b"\n", 0, place) + 1
        subject = text[line + 1 : place]
        # A literal may hold what looks like a type, but no line break; an object inside a record is a blank node.
        # An agent is not a record: it stands after the first that names it.
        if text[line : line + 1] == b"<" and b" " not in subject and not text.startswith(_AGENT, place + len(_TYPE)):
            if subject != before or line != begun:
                yield subject, line
            # A record with two types has them in its first lines.
            before, begun = subject, text.find(b"\n", place) + 1
        place = text.find(_TYPE, place + len(_TYPE))


class Replacement:
    """Loader into `store`, whose folder is `path`, or None for one in memory; replaces the records that it has."""

    def __init__(self, store: ox.Store, path: str | None) -> None:
        self._store = store
        self._journal = path and os.path.join(path, JOURNAL)
        self._ox = import_pyoxigraph()

    def load(self, text: bytes, graph: str | None) -> None:
        """Load a piece of N-Triples into a graph, or the default graph."""
        text, subjects = latest_piece(text)
        name = self._name(graph)
        old = [subject for subject in map(self._ox.NamedNode, subjects) if self._has(subject, name)]
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
        """Load the piece that a process which was killed has left; raises StoreError where that is damaged."""
        if not self._journal or not os.path.exists(self._journal):
            return
        try:
            with open(self._journal, "rb") as file:
                graph = file.readline()[1:].decode().strip()
                text = file.read()
            # The piece is tried before what it replaces is removed.
            self._ox.Store().bulk_load(text, self._ox.RdfFormat.N_TRIPLES, to_graph=self._name(graph), lenient=True)
        except (OSError, ValueError, SyntaxError) as error:
            raise StoreError(
                f"{self._journal}, which a load that was not finished has left, cannot be read: {error}; "
                "remove it, and load the records once more"
            ) from error
        self.load(text, graph or None)
        if os.path.exists(self._journal):
            os.unlink(self._journal)

    def check_finished(self) -> None:
        """Raise StoreError where a piece is left, which cannot be loaded into a read-only store."""
        if self._journal and os.path.exists(self._journal):
            raise StoreError(
                f"the store {os.path.dirname(self._journal)} is read-only, and a load into it was not finished; "
                "open it once where it can be written"
            )

    def _name(self, graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
        name: ox.NamedNode | ox.DefaultGraph = self._ox.NamedNode(graph) if graph else self._ox.DefaultGraph()
        return name

    def _has(self, subject: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> bool:
        return next(self._store.quads_for_pattern(subject, None, None, graph), None) is not None

    def _remove(self, subjects: list[ox.NamedNode], graph: ox.NamedNode | ox.DefaultGraph) -> None:
        for subject in subjects:
            # The last first: what a blank node hangs on goes after it, and is found again if this is broken off.
            closure = [*self._collect_closure(subject, graph)]
            for quad in reversed([*closure, *self._collect_beside(subject, graph)]):
                self._store.remove(quad)
            for quad in closure:
                if quad.predicate.value == _ASSOCIATED and isinstance(quad.object, self._ox.NamedNode):
                    self._remove_agent(quad.object, graph)

    def _collect_beside(self, subject: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        """Yield the triples of what a record generated, which say so."""
        return self._store.quads_for_pattern(None, self._ox.NamedNode(_GENERATED_BY), subject, graph)

    def _remove_agent(self, agent: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> None:
        """Remove the type of an agent that no record names any more."""
        uses = self._store.quads_for_pattern(None, self._ox.NamedNode(_ASSOCIATED), agent, graph)
        if next(uses, None) is None:
            self._store.remove(self._ox.Quad(agent, self._ox.NamedNode(TYPE), self._ox.NamedNode(AGENT_IRI), graph))

    def _collect_closure(self, subject: ox.NamedNode, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        """Yield the triples of a subject and of the blank nodes that it links to; links come before their targets."""
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
