"""Triples in memory, and the lists in them; importing it raises MissingExtraError without pyoxigraph."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

import msgspec

from dspy_schema.jsontext.depth import DEEPEST
from dspy_schema.rdf import terms
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.rdf.terms import FIRST, NIL, REST, TYPE
from dspy_schema.records.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox
else:
    ox = import_pyoxigraph()

# Strings, IRIs, comments and escapes are matched first, so that nothing in them is taken for a bracket.
_BRACKET = re.compile(
    rb'\\.|"""(?:[^"\\]|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\n]|\\.)*+"'
    rb"|'(?:[^'\\\n]|\\.)*+'"
    rb'|<[^<>"{}|^`\x00-\x20]*>|#[^\n]*|(<<)|(>>)',
    re.DOTALL,
)
_PARSERS = {
    Format.NQUADS: (ox.RdfFormat.N_QUADS, "N-Quads"),
    Format.NTRIPLES: (ox.RdfFormat.N_TRIPLES, "N-Triples"),
    Format.TURTLE: (ox.RdfFormat.TURTLE, "Turtle"),
    Format.TRIG: (ox.RdfFormat.TRIG, "TriG"),
    Format.JSONLD: (ox.RdfFormat.JSON_LD, "JSON-LD"),
}
_PLACE = re.compile(r"Parser error (at line \d+ column \d+|at line \d+ between columns? .*?|between .*?): ")


class Graph:
    """The triples of all graphs of a source as one set, by subject, in order of first appearance."""

    def __init__(self) -> None:
        self.subjects: dict[Any, dict[str, dict[Any, None]]] = {}
        self.uses: Counter[Any] = Counter()

    def add(self, subject: Any, predicate: str, object_: Any) -> None:
        """Add a triple."""
        values = self.subjects.setdefault(subject, {}).setdefault(predicate, {})
        if object_ not in values:
            values[object_] = None
            self.uses[object_] += 1

    def values(self, subject: Any) -> dict[str, dict[Any, None]]:
        """Return the values of a subject by predicate."""
        return self.subjects.get(subject, {})


class BrokenRdfError(ValueError):
    """The source is not RDF of its format: a finding code, a message, and line and column where they are known."""

    def __init__(self, code: str, message: str, place: tuple[int, int] | tuple[None, None] = (None, None)) -> None:
        super().__init__(message)
        self.code = code
        self.place = place


class BrokenListError(ValueError):
    """A list has no end, or more than one; the message says why."""


def parse_graph(data: bytes, format_: Format) -> Graph:
    """Parse the graph that `data` writes; raises BrokenRdfError."""
    if data.count(b"<<") > DEEPEST and _depth(data) > DEEPEST:
        raise BrokenRdfError("DSP107", f"triples are nested more than {DEEPEST} levels deep")
    graph = Graph()
    try:
        for quad in _parse_quads(data, format_):
            graph.add(quad.subject, quad.predicate.value, quad.object)
    except MemoryError:
        # A token is too long for the parser, which is slower to find out than to try.
        graph = _parse_long(data, format_)
    except SyntaxError as error:
        raise _describe_fault(error, format_) from error
    return graph


def _parse_quads(data: bytes, format_: Format) -> Iterator[Any]:
    """Yield the quads of a source; raises SyntaxError, and MemoryError for a token beyond 16 MiB."""
    base = None if format_ in {Format.NQUADS, Format.NTRIPLES} else terms.BASE
    return cast("Iterator[Any]", ox.parse(data, format=_PARSERS[format_][0], base_iri=base))


def _parse_long(data: bytes, format_: Format) -> Graph:
    """Parse a graph with literals that are too long for the parser; raises BrokenRdfError."""
    from dspy_schema.rdf.long_literals import ShortTexts

    name = _PARSERS[format_][1]
    graph = Graph()
    try:
        short = ShortTexts(data, is_json=format_ is Format.JSONLD)
        for quad in _parse_quads(short.data, format_):
            graph.add(quad.subject, quad.predicate.value, short.restore(quad.object))
    except MemoryError as error:
        message = f"broken {name}, or an IRI, a name or a comment in it is beyond 16 MiB, which is not read"
        raise BrokenRdfError("DSP501", message) from error
    except SyntaxError as error:
        raise _describe_fault(error, format_) from error
    except (ValueError, msgspec.MsgspecError) as error:
        raise BrokenRdfError("DSP501", f"broken {name}: {error}") from error
    return graph


def _describe_fault(error: SyntaxError, format_: Format) -> BrokenRdfError:
    message = _PLACE.sub("", error.msg)
    if "LoadDocumentCallback" in message:
        return BrokenRdfError("DSP506", "a context is not here, and is never fetched")
    place = (error.lineno, error.offset) if error.lineno and error.offset else (None, None)
    return BrokenRdfError("DSP501", f"broken {_PARSERS[format_][1]}: {message[:1].lower()}{message[1:]}", place)


def _depth(data: bytes) -> int:
    depth = deepest = 0
    for match in _BRACKET.finditer(data):
        if match[1]:
            depth += 1
            deepest = max(deepest, depth)
        elif match[2]:
            depth -= 1
    return deepest


def is_list(graph: Graph, node: Any) -> bool:
    """Return whether a node is a list, be it a broken one."""
    return node.value == NIL or not {FIRST, REST}.isdisjoint(graph.values(node))


def list_items(graph: Graph, node: Any) -> list[Any]:
    """List the items of a list; raises BrokenListError.

    A list that runs in a circle has a cell that is used more than once: by the circle, and by what leads into it.
    """
    items: list[Any] = []
    while node.value != NIL:
        number = len(items) + 1
        cell = graph.values(node)
        if not isinstance(node, ox.BlankNode) or cell.keys() - {FIRST, REST, TYPE}:
            raise BrokenListError(f"cell {number} of the list is something else, too")
        if len(cell.get(FIRST, ())) != 1 or len(cell.get(REST, ())) != 1:
            raise BrokenListError(f"cell {number} of the list has not one item and one rest")
        if graph.uses[node] > 1:
            raise BrokenListError(f"cell {number} of the list is used more than once")
        items += cell[FIRST]
        (node,) = cell[REST]
        if not isinstance(node, (ox.BlankNode, ox.NamedNode)):
            raise BrokenListError(f"what follows cell {number} of the list is no cell")
    if not {FIRST, REST}.isdisjoint(graph.values(node)):
        raise BrokenListError("rdf:nil, the end of the list, has an item or a rest")
    return items
