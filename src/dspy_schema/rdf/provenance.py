"""PROV-O links, digest of training data: written and checked."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
import pyoxigraph

from dspy_schema import artifacts, plugins
from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext.canonical import Canonical
from dspy_schema.rdf import literals, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dspy_schema.rdf.graph import Graph


_RUN = "TrainingRun"
_EXPECTED = {
    "sha256": "64 hexadecimal digits in small letters",
    "count": "an xsd:integer that is not negative",
    "format": "a word of train_data_format",
}
_OPTIONAL = "format"
USED, ASSOCIATED, DERIVED = "prov:used", "prov:wasAssociatedWith", "prov:wasDerivedFrom"
_text = msgspec.json.Decoder(str | None).decode


def provenance_links(members: Mapping[str, msgspec.Raw], type_: str, base: str) -> Iterator[tuple[str, str]]:
    """Predicates (CURIEs) and IRIs of what the node of a record of that type is tied to."""
    if type_ == _RUN:
        job, provider = _member(members, "job"), _member(members, "provider")
        yield USED, terms.subject_iri(base, job)
        if provider:
            yield ASSOCIATED, terms.VENDORS + terms.encode_id(provider)
            if _member(members, "id") == f"{job}#run":
                yield from _source(job, job.removeprefix(f"{provider}:"), provider, base)
    elif job_id := _member(members, "job_id"):
        id_ = _member(members, "id")
        yield from _source(id_, job_id, id_.removesuffix(f":{job_id}"), base)


def _source(id_: str, job_id: str, vendor: str, base: str) -> Iterator[tuple[str, str]]:
    """Where the id of a job is that of one converted, `<vendor>:<job id>`, the vendor's record."""
    if job_id and id_ == f"{vendor}:{job_id}" and _is_vendor(vendor):
        yield DERIVED, terms.source_iri(base, vendor, job_id)


@cache
def _is_vendor(name: str) -> bool:
    return name in plugins.vendor_folders() or name in plugins.list_vendor_names()


def _member(members: Mapping[str, msgspec.Raw], name: str) -> str:
    return _text(members[name]) or "" if name in members else ""


_items = msgspec.json.Decoder(list[msgspec.Raw]).decode


def digest_training_data(members: Mapping[str, msgspec.Raw]) -> bytes | None:
    """A TrainDataDigest as JSON text for a record that has training data; None for any other.

    The hash is that of the canonical form, so that it does not depend on how the data is written.
    """
    data = bytes(members.get("train_data", b"null"))
    if data == b"null":
        return None
    made = {"sha256": hashlib.sha256(Canonical().text(data)[0]).hexdigest(), "count": len(_items(data))}
    format_ = bytes(members.get("train_data_format", b"null"))
    return msgspec.json.encode(made if format_ == b"null" else made | {"format": msgspec.Raw(format_)})


_SHA256 = re.compile("[0-9a-f]{64}")


def check_extra_predicates(graph: Graph, subject: Any, type_: str) -> Iterator[Diagnostic]:
    """What is wrong with the links and the digest that a record of that type may have."""
    values = graph.of(subject)
    allowed = terms.record_terms(type_).passed_over
    for curie in terms.LINKS:
        iri = terms.load_table().iri(curie)
        if iri in allowed and any(not isinstance(each, pyoxigraph.NamedNode) for each in values.get(iri, ())):
            yield Diagnostic("DSP504", "the value is not expected here; expected an IRI", f"/{curie}")
    if terms.digest_iri() in allowed:
        yield from _digest(graph, [*values.get(terms.digest_iri(), ())])


def _digest(graph: Graph, nodes: list[Any]) -> Iterator[Diagnostic]:
    place = f"/{terms.DIGEST}"
    if len(nodes) > 1:
        yield Diagnostic("DSP509", f"`{terms.DIGEST}` has {len(nodes)} values; expected one", place)
    elif nodes and not isinstance(nodes[0], pyoxigraph.BlankNode):
        yield Diagnostic(
            "DSP504", f"the value is not expected here; expected {literals.describe_expected('object')}", place
        )
    elif nodes and graph.uses[nodes[0]] > 1:
        yield Diagnostic("DSP505", "the blank node is used more than once", place)
    elif nodes:
        yield from list(_members(graph.of(nodes[0]), place)) or [terms.digest_exclusions()]


def _members(values: dict[str, dict[Any, None]], place: str) -> Iterator[Diagnostic]:
    table = terms.load_table()
    own = {table.iri(each.predicate): name for name, each in terms.digest_class_iri().members.items()}
    for predicate in values.keys() - own.keys() - {terms.TYPE}:
        yield Diagnostic("DSP204", f"<{predicate}> is not expected in a digest; remove it", place)
    for predicate, name in own.items():
        found = [*values.get(predicate, ())]
        if not found and name != _OPTIONAL:
            yield Diagnostic("DSP203", f"`{name}` is missing; it is required", place)
        elif len(found) > 1:
            yield Diagnostic("DSP509", f"`{name}` has {len(found)} values; expected one", f"{place}/{name}")
        elif found and not _fits(name, found[0]):
            yield Diagnostic("DSP504", f"the value is not expected here; expected {_EXPECTED[name]}", f"{place}/{name}")


def _fits(name: str, value: Any) -> bool:
    if not isinstance(value, pyoxigraph.Literal):
        return False
    if name == "count":
        try:
            text = literals.literal_text(value)
        except literals.UnfitLiteralError:
            return False
        return literals.describe_misfit(value, "number", whole=True) is None and _is_number(value) and float(text) >= 0
    if value.datatype.value != literals.STRING:
        return False
    return bool(_SHA256.fullmatch(value.value)) if name == "sha256" else value.value in _formats()


def _is_number(literal: Any) -> bool:
    return literal.datatype.value in {literals.INTEGER, literals.DOUBLE}


def _formats() -> list[str | None]:
    words: list[str | None] = artifacts.load_json_schema("TrainingJob")["properties"]["train_data_format"]["enum"]
    return words
