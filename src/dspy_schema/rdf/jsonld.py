"""Records as JSON-LD 1.1: the record itself, with what names its node put in front of its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts
from dspy_schema.jsontext.canonical import Canonical
from dspy_schema.rdf import roundtrip_notes, terms
from dspy_schema.rdf.nodes import outline
from dspy_schema.rdf.provenance import digest_training_data, provenance_links

if TYPE_CHECKING:
    from typing import Any


_text = msgspec.json.Decoder(str).decode
_encode = msgspec.json.Encoder().encode


class NodeObjects:
    """Makes node objects of records, below `base`; with `without_train_data` a digest stands for training data."""

    def __init__(self, base: str, *, without_train_data: bool = False) -> None:
        self._base = base
        self._canonical = Canonical()
        self._without_train_data = without_train_data
        #: Pointers of the numbers of the last record that no double holds.
        self.beyond: list[str] = []

    def node_object(self, record: bytes, type_: str, context: bytes = b"") -> bytes:
        """The node object of a valid record, on one line; `context` is the JSON text of its context, if it has one."""
        members = outline(record)
        table = terms.load_table()
        types = [each.removeprefix("dspy:") for each in table.classes[type_].types]
        front: dict[str, Any] = {"@context": msgspec.Raw(context)} if context else {}
        front["@id"] = terms.subject_iri(self._base, _text(members["id"]))
        front["@type"] = types if len(types) > 1 else types[0]
        for predicate, iri in provenance_links(members, type_, self._base):
            front[predicate] = {"@id": iri}
        written = roundtrip_notes.note_keywords(members)
        if self._without_train_data and (stand_in := digest_training_data(members)):
            del members["train_data"]
            front["train_data_digest"] = msgspec.Raw(stand_in)
        written.update(roundtrip_notes.note_members(members, table.classes[type_].members, self._canonical.changes))
        self.beyond = roundtrip_notes.find_beyond_double(written)
        if written:
            front["as_written"] = written
        # What stands in front must not stand there twice, and of a list that is null rdflib makes an empty one.
        left_out = [name for name in members if name.startswith("@") or written.get(f"/{name}") == "null"]
        if not left_out and "train_data_digest" not in front:
            return b"%s,%s" % (_encode(front)[:-1], record[record.index(b"{") + 1 :])
        for name in left_out:
            del members[name]
        return _encode(front | members)


def render_context(choice: str) -> bytes:
    """The JSON text of what stands for the context: all of it for `inline`, else its address."""
    if choice != "inline":
        return _encode(choice)
    document = msgspec.json.decode(artifacts.read_artifact(artifacts.FORMATS["context"]), type=dict[str, msgspec.Raw])
    return msgspec.json.format(bytes(document["@context"]), indent=-1)
