"""Nodes of JSON-LD that are records with what a publisher puts in front: the records are taken from the text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from dspy_schema import rdf
from dspy_schema.records import as_written, jsonld_contexts, jsonld_places, literals, terms
from dspy_schema.records.fault import Fault
from dspy_schema.records.names import outline, repeats_none

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dspy_schema.records.batch import Batch

_AROUND = ("@context", "@id", "@type", "as_written", terms.DIGEST)
_NOT_A_RECORD = "-"


class Plain(msgspec.Struct, gc=False):
    """The JSON text of a record, its type if it is told, and what is wrong with what stood around it."""

    text: bytes
    type: str | None
    faults: list[Fault]


class _Link(msgspec.Struct, forbid_unknown_fields=True):
    iri: str = msgspec.field(name="@id")


class _Digest(msgspec.Struct, forbid_unknown_fields=True):
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
    count: Annotated[int, msgspec.Meta(ge=0)]
    format: Literal["chat", "completion", "grpo_chat"] | None = None


_link = msgspec.json.Decoder(_Link).decode
_digest = msgspec.json.Decoder(_Digest).decode


def plain(text: bytes, *, in_graph: bool = False) -> Plain | None:
    """The record that a node is; None where it takes a processor of JSON-LD to tell.

    Nodes `in_graph` have the context of the document. Raises msgspec.DecodeError, UnicodeDecodeError and
    RecursionError.
    """
    members = outline(text)
    whole = repeats_none(members, text)
    around = {name: bytes(members.pop(name)) for name in (*_AROUND, *terms.LINKS) if name in members}
    type_ = _type(around["@type"]) if "@type" in around else None
    if not whole or type_ == _NOT_A_RECORD or not _is_begin(around, in_graph=in_graph):
        return None
    if not all(_is_expected(name, raw, type_) for name, raw in around.items()):
        return None
    table = _members(type_)
    if not all(_is_plain(name, raw, table.get(name)) for name, raw in members.items()):
        return None
    record = msgspec.json.encode(members)
    faults = [terms.digest_left_out()] if terms.DIGEST in around else []
    if (noted := around.get("as_written")) is None:
        return Plain(record, type_, faults)
    try:
        return Plain(_restored(record, as_written.parse(noted), type_), type_, faults)
    except as_written.MalformedNoteError as error:
        return Plain(record, type_, [*faults, Fault("DSP508", str(error), None, "/as_written")])


def _is_begin(around: Mapping[str, bytes], *, in_graph: bool) -> bool:
    context = around.get("@context")
    if in_graph or context is None:
        return in_graph and context is None
    return jsonld_contexts.is_ours(context) and around.get("@id", b'"').startswith(b'"')


def _is_expected(name: str, raw: bytes, type_: str | None) -> bool:
    """Whether what a publisher adds is as it writes that to a record of the type; what else it is, the graph shows."""
    if name != terms.DIGEST and name not in terms.LINKS:
        return True
    term = terms.digest() if name == terms.DIGEST else rdf.table().iri(name)
    try:
        (_digest if name == terms.DIGEST else _link)(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return term in terms.of_record(type_).passed_over


def _restored(record: bytes, notes: as_written.Notes, type_: str | None) -> bytes:
    own = [f"{literals.quoted(name)}:{text}" for name, text in as_written.keywords(notes, type_)]
    rest = as_written.restored(record.decode(), {name: note for name, note in notes.items() if name[:1] != "@"})
    if own:
        rest = f"{{{','.join(own)}{'' if rest == '{}' else ','}{rest[1:]}"
    return rest.encode()


def batch(of: Batch, nodes: Sequence[Plain]) -> Batch:
    """The batch of the records that the nodes of a batch are."""
    texts = [node.text for node in nodes]
    return msgspec.structs.replace(
        of,
        texts=texts,
        types=[node.type for node in nodes],
        further_faults={index: node.faults for index, node in enumerate(nodes) if node.faults},
        places=jsonld_places.OfRecords(of.texts, texts, of.places) if of.places else None,
    )


@lru_cache(maxsize=64)
def _type(raw: bytes) -> str | None:
    """The record type that an `@type` tells, alone or with that of PROV-O."""
    value = msgspec.json.decode(raw)
    names = value if isinstance(value, list) else [value]
    table = rdf.table()
    for name in table.records:
        own, *others = [{each, table.iri(each), each.removeprefix("dspy:")} for each in table.classes[name].types]
        found = [each for each in names if not any(each in other for other in others)]
        if len(found) == 1 and found[0] in own:
            return name
    return _NOT_A_RECORD


@lru_cache(maxsize=8)
def _members(type_: str | None) -> dict[str, rdf.Member]:
    return {term.name: term.member for term in terms.of_record(type_).terms.values()}


def _is_plain(name: str, raw: msgspec.Raw, member: rdf.Member | None) -> bool:
    if not _is_plain_name(name):
        return False
    if member is None or member.kind == "json":
        return True
    first = bytes(raw)[:1]
    if first not in {b"[", b"{"}:
        return not member.is_list or raw == b"null"
    return _is_plain_value(msgspec.json.decode(raw), member)


def _is_plain_value(value: Any, member: rdf.Member) -> bool:
    if member.kind == "json":
        return True
    if member.is_list:
        return isinstance(value, list) and all(_is_plain_item(each, member) for each in value)
    return _is_plain_item(value, member)


def _is_plain_item(value: Any, member: rdf.Member) -> bool:
    if isinstance(value, list):
        return False
    if not isinstance(value, dict):
        return True
    members: Mapping[str, rdf.Member] = rdf.table().classes[member.class_].members if member.class_ else {}
    return all(
        _is_plain_name(name) and (name not in members or _is_plain_value(each, members[name]))
        for name, each in value.items()
    )


def _is_plain_name(name: str) -> bool:
    return ":" not in name and not name.startswith("@")
