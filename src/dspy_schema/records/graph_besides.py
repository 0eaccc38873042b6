"""What a publisher adds to the node of a record, judged as the SHACL shapes judge it: links, and a digest of data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyoxigraph

from dspy_schema import artifacts, rdf
from dspy_schema.records import literals, terms
from dspy_schema.records.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.records.triples import Graph

_SHA256 = re.compile("[0-9a-f]{64}")
_EXPECTED = {
    "sha256": "64 hexadecimal digits in small letters",
    "count": "an xsd:integer that is not negative",
    "format": "a word of train_data_format",
}
_OPTIONAL = "format"


def faults(graph: Graph, subject: Any, type_: str) -> Iterator[Fault]:
    """What is wrong with the links and the digest that a record of that type may have."""
    values = graph.of(subject)
    allowed = terms.of_record(type_).passed_over
    for curie in terms.LINKS:
        iri = rdf.table().iri(curie)
        if iri in allowed and any(not isinstance(each, pyoxigraph.NamedNode) for each in values.get(iri, ())):
            yield Fault("DSP504", "the value is not expected here; expected an IRI", None, f"/{curie}")
    if terms.digest() in allowed:
        yield from _digest(graph, [*values.get(terms.digest(), ())])


def _digest(graph: Graph, nodes: list[Any]) -> Iterator[Fault]:
    place = f"/{terms.DIGEST}"
    if len(nodes) > 1:
        yield Fault("DSP509", f"`{terms.DIGEST}` has {len(nodes)} values; expected one", None, place)
    elif nodes and not isinstance(nodes[0], pyoxigraph.BlankNode):
        yield Fault("DSP504", f"the value is not expected here; expected {literals.expected('object')}", None, place)
    elif nodes and graph.uses[nodes[0]] > 1:
        yield Fault("DSP505", "the blank node is used more than once", None, place)
    elif nodes:
        yield from list(_members(graph.of(nodes[0]), place)) or [terms.digest_left_out()]


def _members(values: dict[str, dict[Any, None]], place: str) -> Iterator[Fault]:
    table = rdf.table()
    own = {table.iri(each.predicate): name for name, each in terms.digest_class().members.items()}
    for predicate in values.keys() - own.keys() - {terms.TYPE}:
        yield Fault("DSP204", f"<{predicate}> is not expected in a digest; remove it", None, place)
    for predicate, name in own.items():
        found = [*values.get(predicate, ())]
        if not found and name != _OPTIONAL:
            yield Fault("DSP203", f"`{name}` is missing; it is required", None, place)
        elif len(found) > 1:
            yield Fault("DSP509", f"`{name}` has {len(found)} values; expected one", None, f"{place}/{name}")
        elif found and not _fits(name, found[0]):
            yield Fault(
                "DSP504", f"the value is not expected here; expected {_EXPECTED[name]}", None, f"{place}/{name}"
            )


def _fits(name: str, value: Any) -> bool:
    if not isinstance(value, pyoxigraph.Literal):
        return False
    if name == "count":
        try:
            text = literals.text(value)
        except literals.UnfitLiteralError:
            return False
        return literals.misfit(value, "number", whole=True) is None and _is_number(value) and float(text) >= 0
    if value.datatype.value != literals.STRING:
        return False
    return bool(_SHA256.fullmatch(value.value)) if name == "sha256" else value.value in _formats()


def _is_number(literal: Any) -> bool:
    return literal.datatype.value in {literals.INTEGER, literals.DOUBLE}


def _formats() -> list[str | None]:
    words: list[str | None] = artifacts.json_schema("TrainingJob")["properties"]["train_data_format"]["enum"]
    return words
