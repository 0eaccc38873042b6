"""Node objects of JSON-LD 1.1: a record with what names its node put in front of its members, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext.canonical import Canonical
from dspy_schema.jsontext.raw import NULL, UNFIT, decode_outline, encode, repeats_none
from dspy_schema.rdf import roundtrip_notes, terms
from dspy_schema.rdf.jsonld import contexts as jsonld_contexts
from dspy_schema.rdf.provenance import (
    describe_provenance,
    find_origin,
    is_extra_member,
    pop_digest,
    read_links,
    report_digest,
)
from dspy_schema.records.batch import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dspy_schema.jsontext.raw import Outline
    from dspy_schema.rdf.provenance import Provenance


_CONTEXT, _IRI, _TYPE = roundtrip_notes.KEYWORDS
_EXTRA = (*terms.LINKS, *terms.TIMES, terms.DIGEST)
_FRONT = (_CONTEXT, _IRI, _TYPE, terms.AS_WRITTEN, *_EXTRA)
_NOT_A_RECORD = "-"
_decode_text = msgspec.json.Decoder(str).decode


class NodeObjects:
    """Builder of the node objects of records, below `base`; with `without_train_data` a digest stands for the data."""

    def __init__(self, base: str, *, without_train_data: bool = False) -> None:
        self._base = base
        self._canonical = Canonical()
        self._without_train_data = without_train_data
        #: Pointers of the numbers of the last record that do not fit a double.
        self.beyond: list[str] = []

    def node_object(self, record: bytes, type_: str, context: bytes = b"", origin: Origin | None = None) -> bytes:
        """Render the node object of a valid record on one line; `context` is the JSON text of its context, if any.

        `origin` is the resource that it was read from, where it keeps its IRI.
        """
        members = decode_outline(record)
        class_ = terms.load_table().classes[type_]
        types = [curie.removeprefix("dspy:") for curie in class_.types]
        front: dict[str, Any] = {_CONTEXT: msgspec.Raw(context)} if context else {}
        subject = origin.subject if origin is not None else terms.subject_iri(self._base, _decode_text(members["id"]))
        front[_IRI] = subject
        front[_TYPE] = types if len(types) > 1 else types[0]
        front |= _render_provenance(describe_provenance(members, type_, self._base, origin), subject)
        notes = roundtrip_notes.note_keywords(members, record)
        digest = pop_digest(members) if self._without_train_data else None
        if digest:
            front[terms.DIGEST] = msgspec.Raw(digest)
        notes.update(roundtrip_notes.note_members(members, class_.members, self._canonical.changes))
        self.beyond = roundtrip_notes.find_beyond_double(notes)
        if notes:
            front[terms.AS_WRITTEN] = notes
        # What stands in front must not stand there twice, and rdflib turns a list that is null into an empty one.
        left_out = roundtrip_notes.list_left_out(notes)
        if not left_out and not digest:
            return b"%s,%s" % (encode(front)[:-1], record[record.index(b"{") + 1 :])
        for name in left_out:
            del members[name]
        return encode(front | members)


def _render_provenance(provenance: Provenance, subject: str) -> dict[str, Any]:
    rendered: dict[str, Any] = {}
    for predicate, iri in provenance.links:
        link: dict[str, Any] = {_IRI: iri}
        if predicate == terms.GENERATED:
            link[terms.GENERATED_BY] = {_IRI: subject}
        elif predicate == terms.ASSOCIATED:
            link[_TYPE] = terms.AGENT
        rendered.setdefault(predicate, []).append(link)
    rendered = {predicate: links[0] if len(links) == 1 else links for predicate, links in rendered.items()}
    for predicate, text in provenance.times:
        rendered[predicate] = {_TYPE: "xsd:dateTime", "@value": msgspec.Raw(text)}
    return rendered


class NodeRecord(msgspec.Struct, gc=False):
    """The JSON text of a record, its type if its node has one, and what is wrong with what stood in front of it.

    `origin` is the resource, where its IRI does not follow from the record.
    """

    text: bytes
    type: str | None
    faults: list[Diagnostic]
    origin: Origin | None = None


def read_node_object(text: bytes, *, in_graph: bool = False) -> NodeRecord | None:
    """Read the record of a node object as `NodeObjects` writes it; None where it takes a processor of JSON-LD.

    Nodes `in_graph` have the context of the document. Raises msgspec.DecodeError, UnicodeDecodeError and
    RecursionError.
    """
    members = decode_outline(text)
    whole = repeats_none(members, text)
    front = {name: bytes(members.pop(name)) for name in _FRONT if name in members}
    type_ = _read_type(front[_TYPE]) if _TYPE in front else None
    if not whole or type_ == _NOT_A_RECORD or not _has_our_context(front, in_graph=in_graph):
        return None
    if not all(is_extra_member(name, front[name], type_) for name in _EXTRA if name in front):
        return None
    known = _node_members(type_)
    if not all(_is_plain_member(name, raw, known.get(name)) for name, raw in members.items()):
        return None
    record = encode(members)
    faults = [report_digest()] if terms.DIGEST in front else []
    origin = _read_origin(front, members, type_)
    if (noted := front.get(terms.AS_WRITTEN)) is None:
        return NodeRecord(record, type_, faults, origin)
    try:
        return NodeRecord(_restore(record, roundtrip_notes.parse_notes(noted), type_), type_, faults, origin)
    except roundtrip_notes.MalformedNoteError as error:
        return NodeRecord(record, type_, [*faults, Diagnostic("DSP508", str(error), f"/{terms.AS_WRITTEN}")])


def _read_origin(front: Mapping[str, bytes], members: Outline, type_: str | None) -> Origin | None:
    subject = _decode_text(front[_IRI]) if _IRI in front else ""
    if not terms.is_iri(subject) or bytes(members.get("id", b""))[:1] != b'"':
        return None
    try:
        return find_origin(subject, members, type_, read_links(front))
    except UNFIT:  # a member is not a text, which the check reports
        return None


def _has_our_context(front: Mapping[str, bytes], *, in_graph: bool) -> bool:
    context = front.get(_CONTEXT)
    if in_graph or context is None:
        return in_graph and context is None
    return jsonld_contexts.is_ours(context) and front.get(_IRI, b'"').startswith(b'"')


def _restore(record: bytes, notes: roundtrip_notes.Notes, type_: str | None) -> bytes:
    own = roundtrip_notes.render_keywords(notes, type_)
    rest = roundtrip_notes.restore_json(
        record.decode(), {name: note for name, note in notes.items() if name[:1] != "@"}
    )
    if own:
        rest = f"{{{','.join(own)}{'' if rest == '{}' else ','}{rest[1:]}"
    return rest.encode()


@lru_cache(maxsize=64)
def _read_type(raw: bytes) -> str | None:
    """Read the record type of an `@type`, alone or with that of PROV-O."""
    value = msgspec.json.decode(raw)
    names = value if isinstance(value, list) else [value]
    table = terms.load_table()
    for type_ in table.records:
        own, *others = [{curie, table.iri(curie), curie.removeprefix("dspy:")} for curie in table.classes[type_].types]
        rest = [name for name in names if not any(name in other for other in others)]
        if len(rest) == 1 and rest[0] in own:
            return type_
    return _NOT_A_RECORD


@lru_cache(maxsize=8)
def _node_members(type_: str | None) -> dict[str, terms.Member]:
    return {term.name: term.member for term in terms.record_terms(type_).terms.values()}


def _is_plain_member(name: str, raw: msgspec.Raw, member: terms.Member | None) -> bool:
    if not _is_plain_name(name):
        return False
    if member is None or member.kind == "json":
        return True
    if bytes(raw)[:1] not in {b"[", b"{"}:
        return not member.is_list or raw == NULL
    return _is_plain_value(msgspec.json.decode(raw), member)


def _is_plain_value(value: Any, member: terms.Member) -> bool:
    if member.kind == "json":
        return True
    if member.is_list:
        return isinstance(value, list) and all(_is_plain_item(item, member) for item in value)
    return _is_plain_item(value, member)


def _is_plain_item(value: Any, member: terms.Member) -> bool:
    if isinstance(value, list):
        return False
    if not isinstance(value, dict):
        return True
    members: Mapping[str, terms.Member] = terms.load_table().classes[member.class_].members if member.class_ else {}
    return all(
        _is_plain_name(name) and (name not in members or _is_plain_value(child, members[name]))
        for name, child in value.items()
    )


def _is_plain_name(name: str) -> bool:
    return ":" not in name and not name.startswith("@")
