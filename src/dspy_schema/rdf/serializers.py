"""Node to N-Triples, N-Quads, Turtle."""

from __future__ import annotations

import hashlib
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dspy_schema.rdf import terms
from dspy_schema.rdf.nodes import Boolean, Iri, Items, Json, Node, Number, Object, Text, Time, Value

if TYPE_CHECKING:
    from collections.abc import Callable


_INDENT = b"    "
_RDF_TYPE = b"<%s> " % terms.TYPE.encode()
_FIRST, _REST, _NIL = (b"<%s>" % iri.encode() for iri in (terms.FIRST, terms.REST, terms.NIL))
_TIME = b"^^<%s>" % terms.TIME.encode()
_JSON, _BOOLEAN, _INTEGER, _DOUBLE = (
    b'"^^<%s>' % iri.encode() for iri in (terms.JSON, terms.BOOLEAN, terms.INTEGER, terms.DOUBLE)
)


def render_ntriples(node: Node, graph: str | None = None) -> bytes:
    """Render the triples of a node, each on a line; in N-Quads, those of a graph."""
    return _Lines(b" <%s> .\n" % graph.encode() if graph else b" .\n").render(node)


class _Lines:
    """The lines of one node; what is nested in it has blank nodes."""

    def __init__(self, end: bytes) -> None:
        self._end = end
        self._parts: list[bytes] = []
        self._name = b""
        self._count = 0

    def render(self, node: Node) -> bytes:
        subject = b"<%s> " % node.subject.encode()
        self._parts = [b"%s%s<%s>%s" % (subject, _RDF_TYPE, _iri(type_), self._end) for type_ in node.types]
        if nested := [value for _, value in node.statements if value.__class__ in _NESTED]:
            # The same node has the same names wherever it is written, so that files can be put together.
            content = repr((node.subject, nested)).encode()
            self._name = hashlib.blake2b(content, digest_size=10).hexdigest().encode()
        self._statements(subject, node.statements)
        for beside, predicate, iri in node.beside:
            self._parts += b"<%s> " % beside.encode(), _predicate(predicate), b"<%s>" % iri.encode(), self._end
        return b"".join(self._parts)

    def _statements(self, subject: bytes, statements: list[tuple[str, Value]]) -> None:
        for predicate, value in statements:
            if write := _LITERALS.get(value.__class__):
                self._parts += subject, _predicate(predicate), write(value), self._end
            else:
                self._write(subject + _predicate(predicate), value)

    def _write(self, begin: bytes, value: Value) -> None:
        """Write the line that a value ends, then those of what is in it."""
        if isinstance(value, Items):
            for item in value.values:
                cell = self._blank()
                self._parts += begin, cell, self._end
                self._write(b"%s %s " % (cell, _FIRST), item)
                begin = b"%s %s " % (cell, _REST)
            self._parts += begin, _NIL, self._end
        elif isinstance(value, Object):
            blank = self._blank()
            self._parts += begin, blank, self._end
            self._statements(blank + b" ", value.statements)
        else:
            self._parts += begin, render_literal(value), self._end

    def _blank(self) -> bytes:
        self._count += 1
        return b"_:b%s-%d" % (self._name, self._count)


def render_literal(value: Text | Time | Number | Boolean | Json | Iri) -> bytes:
    """Render a literal or an IRI, as N-Triples and Turtle write it."""
    return _LITERALS[value.__class__](value)


def _number(value: Number) -> bytes:
    return b'"%s%s' % (value.lexical.encode(), _DOUBLE if "E" in value.lexical else _INTEGER)


def _json(value: Json) -> bytes:
    return b'"%s%s' % (value.json.replace(b"\\", b"\\\\").replace(b'"', b'\\"'), _JSON)


_NESTED = {Items, Object}
_LITERALS: dict[type, Callable[[Any], bytes]] = {
    Text: attrgetter("json"),
    Json: _json,
    Iri: lambda value: b"<%s>" % value.iri.encode(),
    Time: lambda value: value.json + _TIME,
    Number: _number,
    Boolean: lambda value: b'"%s%s' % (value.lexical, _BOOLEAN),
}


@cache
def _iri(curie: str) -> bytes:
    return terms.load_table().iri(curie).encode()


@cache
def _predicate(curie: str) -> bytes:
    return b"<%s> " % _iri(curie)


def render_turtle_head() -> bytes:
    """Render the prefixes that the blocks use."""
    prefixes = terms.load_table().prefixes.items()
    return b"".join(b"@prefix %s: <%s> .\n" % (name.encode(), iri.encode()) for name, iri in prefixes)


def render_turtle(node: Node) -> bytes:
    """Render the block of a node, after a blank line."""
    types = ", ".join(node.types).encode()
    lines = [b"a " + types, *_turtle_lines(node.statements, 1)]
    subject = node.subject.encode()
    beside = [b"<%s> %s <%s> .\n" % (one.encode(), name.encode(), other.encode()) for one, name, other in node.beside]
    return b"\n<%s> %s .\n%s" % (subject, b" ;\n    ".join(lines), b"".join(beside))


def _turtle_lines(statements: list[tuple[str, Value]], depth: int) -> list[bytes]:
    return [b"%s %s" % (predicate.encode(), _turtle_value(value, depth)) for predicate, value in statements]


def _turtle_value(value: Value, depth: int) -> bytes:
    if isinstance(value, Items):
        return b"( %s )" % b" ".join(_turtle_value(item, depth) for item in value.values) if value.values else b"()"
    if isinstance(value, Object):
        inner = b"\n" + _INDENT * (depth + 1)
        lines = _turtle_lines(value.statements, depth + 1)
        return b"[%s%s\n%s]" % (inner, (b" ;" + inner).join(lines), _INDENT * depth) if lines else b"[]"
    return _turtle_literal(value)


def _turtle_literal(value: Text | Time | Number | Boolean | Json | Iri) -> bytes:
    if isinstance(value, Number):
        return value.lexical.encode()
    if isinstance(value, Boolean):
        return value.lexical
    if isinstance(value, Time):
        return value.json + b"^^xsd:dateTime"
    if isinstance(value, Json):
        # In single quotes, since JSON has double ones.
        return b"'%s'^^rdf:JSON" % value.json.replace(b"\\", b"\\\\").replace(b"'", b"\\'")
    return render_literal(value)
