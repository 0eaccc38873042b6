"""What is said of a record's node: its members as the values of predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf
from dspy_schema.publication import as_written, numbers
from dspy_schema.publication.canonical import Canonical
from dspy_schema.publication.digest import digest
from dspy_schema.publication.links import links
from dspy_schema.publication.values import Boolean, Iri, Items, Json, Node, Number, Object, Text, Time, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Outline = dict[str, msgspec.Raw]
Statements = list[tuple[str, Value]]
outline = msgspec.json.Decoder(Outline).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_text = msgspec.json.Decoder(str).decode
_encode = msgspec.json.Encoder(order="sorted").encode


class Nodes:
    """Makes nodes of records, below `base`, with any JSON values in canonical form or, else, as they are written.

    With `without_train_data` a digest stands for training data.
    """

    def __init__(self, base: str, *, is_canonical: bool = True, without_train_data: bool = False) -> None:
        self._base = base
        self._canonical = Canonical() if is_canonical else None
        self._without_train_data = without_train_data
        self._has_lost = False
        #: Pointers of the numbers of the last record that no double holds.
        self.beyond: list[str] = []

    def node(self, record: bytes, type_: str) -> Node:
        """The node of a valid record, as its JSON text; raises RecursionError for one that is nested too deep."""
        table = rdf.table()
        class_ = table.classes[type_]
        members = outline(record)
        self._has_lost = False
        stand_in = digest(members) if self._without_train_data else None
        if stand_in:
            del members["train_data"]
        statements = list(self._statements(members, class_.members))
        if stand_in:
            digested = list(self._statements(outline(stand_in), table.classes["TrainDataDigest"].members))
            statements.append((table.besides["train_data_digest"].predicate, Object(digested)))
        statements += [(predicate, Iri(iri)) for predicate, iri in links(members, type_, self._base)]
        written = as_written.of_keywords(members)
        if self._has_lost:
            changes = self._canonical.changes if self._canonical else None
            written.update(as_written.of_members(members, class_.members, changes))
        self.beyond = as_written.beyond(written)
        if written:
            statements.append((table.besides["as_written"].predicate, Json(_encode(written))))
        return Node(rdf.subject(self._base, _text(members["id"])), class_.types, statements)

    def _statements(self, members: Outline, table: Mapping[str, rdf.Member]) -> Iterator[tuple[str, Value]]:
        for name, raw in members.items():
            member = table.get(name)
            if member is None:
                continue
            text = bytes(raw)
            if member.kind == "json":
                yield member.predicate, self._json(text)
            elif text == b"null":
                self._has_lost = True
            elif member.is_list:
                yield member.predicate, Items([self._value(bytes(each), member) for each in _items(text)])
            else:
                yield member.predicate, self._value(text, member)

    def _json(self, text: bytes) -> Json:
        if self._canonical is None:
            return Json(text)
        text, changes = self._canonical.text(text)
        self._has_lost = self._has_lost or changes
        return Json(text)

    def _value(self, text: bytes, member: rdf.Member) -> Value:
        if member.kind == "text":
            return Text(_plain(text))
        if member.kind == "number":
            number = text.decode()
            self._has_lost = self._has_lost or not numbers.is_kept(number)
            return Number(numbers.lexical(number))
        if member.class_:
            return Object(list(self._statements(outline(text), rdf.table().classes[member.class_].members)))
        return Time(_plain(text)) if member.kind == "time" else Boolean(text)


def _plain(text: bytes) -> bytes:
    """The JSON text of a string without the escapes that N-Triples does not have: halves of pairs, and slashes."""
    return msgspec.json.encode(_text(text)) if b"\\u" in text or b"\\/" in text else text
