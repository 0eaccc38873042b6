"""Nodes as Turtle (https://www.w3.org/TR/turtle/), one block a record."""

from __future__ import annotations

from dspy_schema import rdf
from dspy_schema.publication.ntriples import literal
from dspy_schema.publication.values import Boolean, Iri, Items, Json, Node, Number, Object, Text, Time, Value

_INDENT = b"    "


def head() -> bytes:
    """The prefixes that the blocks use."""
    prefixes = rdf.table().prefixes.items()
    return b"".join(b"@prefix %s: <%s> .\n" % (name.encode(), iri.encode()) for name, iri in prefixes)


def turtle(node: Node) -> bytes:
    """The block of a node, after a blank line."""
    types = ", ".join(node.types).encode()
    lines = [b"a " + types, *_lines(node.statements, 1)]
    return b"\n<%s> %s .\n" % (node.subject.encode(), b" ;\n    ".join(lines))


def _lines(statements: list[tuple[str, Value]], depth: int) -> list[bytes]:
    return [b"%s %s" % (predicate.encode(), _value(value, depth)) for predicate, value in statements]


def _value(value: Value, depth: int) -> bytes:
    if isinstance(value, Items):
        return b"( %s )" % b" ".join(_value(each, depth) for each in value.values) if value.values else b"()"
    if isinstance(value, Object):
        inner = b"\n" + _INDENT * (depth + 1)
        lines = _lines(value.statements, depth + 1)
        return b"[%s%s\n%s]" % (inner, (b" ;" + inner).join(lines), _INDENT * depth) if lines else b"[]"
    return _literal(value)


def _literal(value: Text | Time | Number | Boolean | Json | Iri) -> bytes:
    if isinstance(value, Number):
        return value.lexical.encode()
    if isinstance(value, Boolean):
        return value.lexical
    if isinstance(value, Time):
        return value.json + b"^^xsd:dateTime"
    if isinstance(value, Json):
        # In single quotes, since JSON has double ones.
        return b"'%s'^^rdf:JSON" % value.json.replace(b"\\", b"\\\\").replace(b"'", b"\\'")
    return literal(value)
