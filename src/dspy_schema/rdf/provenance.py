"""PROV-O links and the digest of training data: written and checked."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from dspy_schema import artifacts, plugins, secrets
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext.canonical import Canonical
from dspy_schema.jsontext.raw import NULL, UNFIT, decode_items
from dspy_schema.rdf import literals, terms
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.records.batch import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.jsontext.raw import Outline
    from dspy_schema.rdf.graph import Graph


_RUN = "TrainingRun"
_TIMES = {"started_at": terms.STARTED, "finished_at": terms.ENDED}
# The members that name what a run used and generated; what IRIs of these begin with, after the base.
_THINGS = (
    ("base_model", terms.USED, "model"),
    ("training_data", terms.USED, "data"),
    ("validation_data", terms.USED, "data"),
    ("fine_tuned_model", terms.GENERATED, "model"),
)
# A longer text is no name, and an IRI of it is a burden.
_LONGEST_NAME = 2000
_FORMAT = "train_data_format"
_SHA256 = r"^[0-9a-f]{64}\Z"
_OPTIONAL = "format"
_EXPECTED = {
    "sha256": "64 hexadecimal digits in small letters",
    "count": "an xsd:integer that is not negative",
    "format": f"a word of {_FORMAT}",
}


class _Iri(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON-LD of an IRI."""

    iri: str = msgspec.field(name="@id")


class _Link(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON-LD of a link; an agent has its type, and what an activity generated the link back."""

    iri: str = msgspec.field(name="@id")
    type: Literal["prov:Agent"] | None = msgspec.field(name="@type", default=None)
    back: _Iri | None = msgspec.field(name=terms.GENERATED_BY, default=None)


class _Time(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON-LD of a time."""

    datatype: Literal["xsd:dateTime"] = msgspec.field(name="@type")
    value: str = msgspec.field(name="@value")


class _Digest(msgspec.Struct, forbid_unknown_fields=True):
    """The JSON-LD of a digest."""

    sha256: Annotated[str, msgspec.Meta(pattern=_SHA256)]
    count: Annotated[int, msgspec.Meta(ge=0)]
    format: str | None = None


_decode_text = msgspec.json.Decoder(str | None).decode
_decode_links = msgspec.json.Decoder(_Link | list[_Link]).decode
_decode_time = msgspec.json.Decoder(_Time).decode
_decode_names = msgspec.json.Decoder(list[str | None] | str | None).decode
_decode_digest = msgspec.json.Decoder(_Digest).decode


class Provenance(msgspec.Struct, gc=False):
    """What PROV-O says of a record: predicates (CURIEs) and IRIs, and predicates and times (JSON texts)."""

    links: list[tuple[str, str]]
    times: list[tuple[str, bytes]]


def describe_provenance(members: Outline, type_: str, base: str, origin: Origin | None = None) -> Provenance:
    """Describe what follows from a record of that type; `origin` is the resource that it was read from."""
    if origin is not None:
        base = origin.base or base
    provenance = Provenance([], [])
    links = provenance.links
    if type_ == _RUN:
        _describe_run(members, base, origin, provenance)
    elif job_id := _member(members, "job_id"):
        id_ = _member(members, "id")
        links += [(terms.DERIVED, iri) for iri in _find_source(id_, job_id, id_.removesuffix(f":{job_id}"), base)]
    if origin is not None:
        links += [link for link in origin.links if link not in links]
    return provenance


def _describe_run(members: Outline, base: str, origin: Origin | None, provenance: Provenance) -> None:
    links = provenance.links
    job, provider = _member(members, "job"), _member(members, "provider")
    if origin is not None and origin.job:
        links.append((terms.USED, origin.job))
    elif origin is None or all(predicate != terms.USED for predicate, _ in origin.links):
        links.append((terms.USED, terms.subject_iri(base, job)))
    links += _find_things(members, provider, base)
    if provider:
        links.append((terms.ASSOCIATED, terms.VENDORS + terms.encode_id(provider)))
        if _member(members, "id") == f"{job}#run":
            source = _find_source(job, job.removeprefix(f"{provider}:"), provider, base)
            links += [(terms.SOURCE, iri) for iri in source]
    for member, predicate in _TIMES.items():
        if (raw := members.get(member, NULL)) != NULL:
            provenance.times.append((predicate, bytes(raw)))


def _find_things(members: Outline, provider: str, base: str) -> Iterator[tuple[str, str]]:
    """Yield what a run used and generated, as far as its names can be those of a thing."""
    whose = f"{terms.encode_id(provider)}/" if provider else ""
    for member, predicate, kind in _THINGS:
        if (raw := members.get(member)) is None:
            continue
        names = _decode_names(raw)
        for name in (names,) if isinstance(names, str) else names or ():
            if name and len(name) <= _LONGEST_NAME and secrets.REDACTED not in name:
                yield predicate, f"{base}{kind}/{whose}{terms.encode_id(name)}"


def _find_source(id_: str, job_id: str, vendor: str, base: str) -> Iterator[str]:
    """Yield the vendor's record, where the id of a job is that of one converted, `<vendor>:<job id>`."""
    if job_id and id_ == f"{vendor}:{job_id}" and _is_vendor(vendor):
        yield terms.source_iri(base, vendor, job_id)


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
    """Return whether a member of a node object is what a publisher adds: a link, a time or the digest."""
    is_digest = name == terms.DIGEST
    try:
        if is_digest:
            fits = _decode_digest(raw).format in {None, *_formats()}
        elif name in terms.TIMES:
            fits = bool(_decode_time(raw))
        else:
            fits = bool(_decode_links(raw))
    except UNFIT:
        return False
    predicate = terms.extra_iri(name) if is_digest else terms.load_table().iri(name)
    return fits and predicate in terms.record_terms(type_).passed_over


def read_links(front: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Read the links that stand in front of a record."""
    for predicate in terms.LINKS:
        if predicate in front:
            links = _decode_links(front[predicate])
            yield from ((predicate, link.iri) for link in (links if isinstance(links, list) else [links]))


def find_origin(
    subject: str, members: Outline, type_: str | None, links: Iterable[tuple[str, str]], job: str | None = None
) -> Origin | None:
    """Describe the resource that a record was read from; None where it is the one that follows from the record.

    `links` are those of the resource, and `job` is the IRI of its job.
    """
    base = terms.find_base(subject, _member(members, "id"))
    known = describe_provenance(members, type_, base or terms.BASE).links if type_ else []
    own = {iri for predicate, iri in known if predicate == terms.USED}
    further = tuple(link for link in links if link not in known and link[1] != job and not _is_former(link, known))
    if base == terms.BASE and not further and (job is None or job in own):
        return None
    return Origin(subject, base, None if job in own else job, further)


def _is_former(link: tuple[str, str], known: list[tuple[str, str]]) -> bool:
    """Return whether a run is said to be derived from the record of its vendor, as before version 0.2."""
    return link[0] == terms.DERIVED and (terms.SOURCE, link[1]) in known


def check_extra_predicates(graph: Graph, subject: Any, type_: str) -> Iterator[Diagnostic]:
    """Return what is wrong with the links and the digest that a record of that type may have."""
    iri_type = import_pyoxigraph().NamedNode
    values = graph.values(subject)
    allowed = terms.record_terms(type_).passed_over
    for curie in terms.LINKS:
        iri = terms.load_table().iri(curie)
        if (
            curie != terms.SOURCE
            and iri in allowed
            and any(not isinstance(value, iri_type) for value in values.get(iri, ()))
        ):
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
