"""Record to node."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from dspy_schema.jsontext.canonical import Canonical
from dspy_schema.jsontext.raw import decode_items, decode_outline
from dspy_schema.rdf import literals, roundtrip_notes, terms
from dspy_schema.rdf.provenance import describe_provenance, pop_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.jsontext.raw import Outline
    from dspy_schema.records.batch import Origin


class Text(msgspec.Struct, gc=False):
    """A plain literal, as the JSON text of a string in which every escape is one of N-Triples."""

    json: bytes


class Time(msgspec.Struct, gc=False):
    """An `xsd:dateTime`, as the JSON text of a string."""

    json: bytes


class Number(msgspec.Struct, gc=False):
    """A number: the lexical form of an `xsd:integer` or `xsd:double`, which only doubles have an exponent in."""

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
    """A record: its subject, its types and what else it has, by predicate; types and predicates are CURIEs.

    `beside` are triples about what it is linked to: IRI, predicate and IRI.
    """

    subject: str
    types: list[str]
    statements: list[tuple[str, Value]]
    beside: list[tuple[str, str, str]]


_decode_text = msgspec.json.Decoder(str).decode
_encode = msgspec.json.Encoder(order="sorted").encode


class Nodes:
    """Builder of the nodes of records, below `base`, with any JSON values in canonical form, or as they are written.

    With `without_train_data` a digest stands for training data.
    """

    def __init__(self, base: str, *, is_canonical: bool = True, without_train_data: bool = False) -> None:
        self._base = base
        self._canonical = Canonical() if is_canonical else None
        self._without_train_data = without_train_data
        self._has_lost = False
        #: Pointers of the numbers of the last record that do not fit a double.
        self.beyond: list[str] = []

    def node(self, record: bytes, type_: str, origin: Origin | None = None) -> Node:
        """Build the node of a valid record from its JSON text; raises RecursionError if it is nested too deep.

        `origin` is the resource that it was read from, where it keeps its IRI.
        """
        table = terms.load_table()
        class_ = table.classes[type_]
        members = decode_outline(record)
        self._has_lost = False
        digest = pop_digest(members) if self._without_train_data else None
        statements = self._statements(members, class_.members)
        if digest:
            digested = self._statements(decode_outline(digest), terms.digest_class().members)
            statements.append((table.extra_predicates[terms.DIGEST].predicate, Object(digested)))
        provenance = describe_provenance(members, type_, self._base, origin)
        subject = origin.subject if origin is not None else terms.subject_iri(self._base, _decode_text(members["id"]))
        beside: list[tuple[str, str, str]] = []
        for predicate, iri in provenance.links:
            statements.append((predicate, Iri(iri)))
            if predicate == terms.GENERATED:
                beside.append((iri, terms.GENERATED_BY, subject))
            elif predicate == terms.ASSOCIATED:
                beside.append((iri, "rdf:type", terms.AGENT_IRI))
        for predicate, text in provenance.times:
            statements.append((predicate, Time(_replace_escapes(text) if b"\\" in text else text)))
        notes = roundtrip_notes.note_keywords(members, record)
        if self._has_lost:
            changes = self._canonical.changes if self._canonical else None
            notes.update(roundtrip_notes.note_members(members, class_.members, changes))
        self.beyond = roundtrip_notes.find_beyond_double(notes)
        if notes:
            statements.append((table.extra_predicates[terms.AS_WRITTEN].predicate, Json(_encode(notes))))
        return Node(subject, class_.types, statements, beside)

    def _statements(self, members: Outline, table: Mapping[str, terms.Member]) -> list[tuple[str, Value]]:
        statements: list[tuple[str, Value]] = []
        add, find = statements.append, table.get
        for name, raw in members.items():
            if (member := find(name)) is None:
                continue
            text = bytes(raw)
            if member.kind == "json":
                add((member.predicate, self._json(text)))
            elif text == b"null":
                self._has_lost = True
            elif member.is_list:
                add((member.predicate, Items([self._value(bytes(item), member) for item in decode_items(text)])))
            elif member.kind == "text":
                # Most members are texts.
                add((member.predicate, Text(_replace_escapes(text) if b"\\" in text else text)))
            else:
                add((member.predicate, self._value(text, member)))
        return statements

    def _json(self, text: bytes) -> Json:
        if self._canonical is None:
            return Json(text)
        text, changes = self._canonical.text(text)
        self._has_lost = self._has_lost or changes
        return Json(text)

    def _value(self, text: bytes, member: terms.Member) -> Value:
        if member.kind == "text":
            return Text(_replace_escapes(text))
        if member.kind == "number":
            number = text.decode()
            self._has_lost = self._has_lost or not literals.keeps_number(number)
            return Number(literals.lexical_form(number))
        if member.class_:
            inner = terms.load_table().classes[member.class_].members
            return Object(self._statements(decode_outline(text), inner))
        return Time(_replace_escapes(text)) if member.kind == "time" else Boolean(text)


def _replace_escapes(text: bytes) -> bytes:
    """Replace the escapes in the JSON text of a string that N-Triples does not have: halves of pairs, and slashes."""
    return msgspec.json.encode(_decode_text(text)) if b"\\u" in text or b"\\/" in text else text
