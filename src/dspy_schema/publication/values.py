"""What a node has: literals, IRIs, objects and lists, as the formats write them."""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Text(msgspec.Struct, gc=False):
    """A plain literal, as the JSON text of a string in which every escape is one of N-Triples."""

    json: bytes


class Time(msgspec.Struct, gc=False):
    """An `xsd:dateTime`, as the JSON text of a string."""

    json: bytes


class Number(msgspec.Struct, gc=False):
    """A number: the lexical form of an `xsd:integer` or `xsd:double`, told by the exponent that doubles have."""

    lexical: str


class Boolean(msgspec.Struct, gc=False):
    """An `xsd:boolean`."""

    lexical: bytes


class Json(msgspec.Struct, gc=False):
    """An `rdf:JSON` literal."""

    json: bytes


class Iri(msgspec.Struct, gc=False):
    """Another resource."""

    iri: str


class Items(msgspec.Struct, gc=False):
    """An `rdf:List`."""

    values: list[Value]


class Object(msgspec.Struct, gc=False):
    """A blank node, as what it has by predicate (a CURIE)."""

    statements: list[tuple[str, Value]]


Value: TypeAlias = Text | Time | Number | Boolean | Json | Iri | Items | Object


class Node(msgspec.Struct, gc=False):
    """A record: its subject, its types and what else it has, by predicate; types and predicates are CURIEs."""

    subject: str
    types: list[str]
    statements: list[tuple[str, Value]]
