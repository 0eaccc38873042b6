"""PROV-O links and the digest of training data: written and checked."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from dspy_schema import artifacts, plugins
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext.canonical import Canonical
from dspy_schema.jsontext.raw import NULL, UNFIT, decode_items
from dspy_schema.rdf import literals, terms
from dspy_schema.rdf.oxigraph import import_pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.jsontext.raw import Outline
    from dspy_schema.rdf.graph import Graph


_RUN = "TrainingRun"
_FORMAT = "train_data_format"
_SHA256 = r"^[0-9a-f]{64}\Z"
_OPTIONAL = "format"
_EXPECTED = {
    "sha256": "64 hexadecimal digits in small letters",
    "count": "an xsd:integer that is not negative",
    "format": f"a word of {_FORMAT}",
}


class _Link(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON-LD of a link."""

    iri: str = msgspec.field(name="@id")


class _Digest(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON-LD of a digest."""

    sha256: Annotated[str, msgspec.Meta(pattern=_SHA256)]
    count: Annotated[int, msgspec.Meta(ge=0)]
    format: str | None = None


_decode_text = msgspec.json.Decoder(str | None).decode
_decode_link = msgspec.json.Decoder(_Link).decode
_decode_digest = msgspec.json.Decoder(_Digest).decode


def provenance_links(members: Outline, type_: str, base: str) -> Iterator[tuple[str, str]]:
    """Yield predicates (CURIEs) and IRIs of what the node of a record of that type is tied to."""
    if type_ == _RUN:
        job, provider = _member(members, "job"), _member(members, "provider")
        yield terms.USED, terms.subject_iri(base, job)
        if provider:
            yield terms.ASSOCIATED, terms.VENDORS + terms.encode_id(provider)
            if _member(members, "id") == f"{job}#run":
                yield from _find_source(job, job.removeprefix(f"{provider}:"), provider, base)
    elif job_id := _member(members, "job_id"):
        id_ = _member(members, "id")
        yield from _find_source(id_, job_id, id_.removesuffix(f":{job_id}"), base)


def _find_source(id_: str, job_id: str, vendor: str, base: str) -> Iterator[tuple[str, str]]:
    """Yield the vendor's record, where the id of a job is that of one converted, `<vendor>:<job id>`."""
    if job_id and id_ == f"{vendor}:{job_id}" and _is_vendor(vendor):
        yield terms.DERIVED, terms.source_iri(base, vendor, job_id)


@cache
def _is_vendor(name: str) -> bool:
    return name in plugins.vendor_folders() or name in plugins.list_vendor_names()


def _member(members: Outline, name: str) -> str:
    return _decode_text(members[name]) or "" if name in members else ""


def pop_digest(members: Outline) -> bytes | None:
    """Take the training data out of a record: its TrainDataDigest as JSON text; None for a record without any.

    The hash is that of the canonical form, so that it does not depend on how the data is written.
    """
    data = members.get(terms.TRAIN_DATA, NULL)
    if data == NULL:
        return None
    del members[terms.TRAIN_DATA]
    text = bytes(data)
    digest = {"sha256": hashlib.sha256(Canonical().text(text)[0]).hexdigest(), "count": len(decode_items(text))}
    format_ = members.get(_FORMAT, NULL)
    return msgspec.json.encode(digest if format_ == NULL else digest | {"format": format_})


def is_extra_member(name: str, raw: bytes, type_: str | None) -> bool:
    """Return whether a member of a node object is a link or the digest that a publisher adds to such a record."""
    is_digest = name == terms.DIGEST
    try:
        if is_digest:
            fits = _decode_digest(raw).format in {None, *_formats()}
        else:
            _decode_link(raw)
            fits = True
    except UNFIT:
        return False
    predicate = terms.extra_iri(name) if is_digest else terms.load_table().iri(name)
    return fits and predicate in terms.record_terms(type_).passed_over


def check_extra_predicates(graph: Graph, subject: Any, type_: str) -> Iterator[Diagnostic]:
    """Return what is wrong with the links and the digest that a record of that type may have."""
    iri_type = import_pyoxigraph().NamedNode
    values = graph.values(subject)
    allowed = terms.record_terms(type_).passed_over
    for curie in terms.LINKS:
        iri = terms.load_table().iri(curie)
        if iri in allowed and any(not isinstance(value, iri_type) for value in values.get(iri, ())):
            yield Diagnostic("DSP504", "the value is not expected here; expected an IRI", f"/{curie}")
    predicate = terms.extra_iri(terms.DIGEST)
    if predicate in allowed:
        yield from _check_digest(graph, [*values.get(predicate, ())])


def report_digest() -> Diagnostic:
    """Report that a digest, which no record has, is left out."""
    message = "the digest of training data is not part of the record, and is left out"
    return Diagnostic("DSP511", message, f"/{terms.DIGEST}", Severity.INFO)


def _check_digest(graph: Graph, nodes: list[Any]) -> Iterator[Diagnostic]:
    place = f"/{terms.DIGEST}"
    if len(nodes) > 1:
        yield Diagnostic("DSP509", f"`{terms.DIGEST}` has {len(nodes)} values; expected one", place)
    elif nodes and not isinstance(nodes[0], import_pyoxigraph().BlankNode):
        expected = literals.describe_expected("object")
        yield Diagnostic("DSP504", f"the value is not expected here; expected {expected}", place)
    elif nodes and graph.uses[nodes[0]] > 1:
        yield Diagnostic("DSP505", "the blank node is used more than once", place)
    elif nodes:
        yield from list(_check_members(graph.values(nodes[0]), place)) or [report_digest()]


def _check_members(values: dict[str, dict[Any, None]], place: str) -> Iterator[Diagnostic]:
    table = terms.load_table()
    own = {table.iri(member.predicate): name for name, member in terms.digest_class().members.items()}
    for predicate in values.keys() - own.keys() - {terms.TYPE}:
        yield Diagnostic("DSP204", f"<{predicate}> is not expected in a digest; remove it", place)
    for predicate, name in own.items():
        nodes = [*values.get(predicate, ())]
        if not nodes and name != _OPTIONAL:
            yield Diagnostic("DSP203", f"`{name}` is missing; it is required", place)
        elif len(nodes) > 1:
            yield Diagnostic("DSP509", f"`{name}` has {len(nodes)} values; expected one", f"{place}/{name}")
        elif nodes and not _fits(name, nodes[0]):
            yield Diagnostic("DSP504", f"the value is not expected here; expected {_EXPECTED[name]}", f"{place}/{name}")


def _fits(name: str, value: Any) -> bool:
    if not isinstance(value, import_pyoxigraph().Literal):
        return False
    if name == "count":
        try:
            text = literals.literal_text(value)
        except literals.UnfitLiteralError:
            return False
        return literals.is_number(value) and not literals.describe_misfit(value, "number", True) and float(text) >= 0
    if value.datatype.value != terms.STRING:
        return False
    return bool(re.match(_SHA256, value.value)) if name == "sha256" else value.value in _formats()


def _formats() -> list[str | None]:
    words: list[str | None] = artifacts.load_json_schema("TrainingJob")["properties"][_FORMAT]["enum"]
    return words
