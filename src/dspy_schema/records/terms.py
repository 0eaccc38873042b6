"""What the terms of a graph mean to records: the members that predicates stand for, by class."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts, rdf
from dspy_schema.findings import Severity
from dspy_schema.records.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE = rdf.RDF + "type"
LINKS = ("prov:used", "prov:wasAssociatedWith", "prov:wasDerivedFrom")
DIGEST = "train_data_digest"
_OF_ACTIVITIES = frozenset(LINKS[:2])
_ACTIVITY = "prov:Activity"
_UNTOLD = ""


class Term(msgspec.Struct, frozen=True):
    """The member that a predicate stands for; `whole` where its numbers have no fraction."""

    name: str
    member: rdf.Member
    whole: bool = False


class Terms(msgspec.Struct, frozen=True):
    """The members of a class by predicate, in the schema's order, and the predicates that are no members."""

    terms: dict[str, Term]
    passed_over: frozenset[str]

    def unknown(self, predicate: str) -> str:
        """The name of a member that the class does not have: never one that it has."""
        name = predicate.removeprefix(namespace())
        return predicate if not name or name in {term.name for term in self.terms.values()} else name


@cache
def namespace() -> str:
    """What the IRIs of the schema's own terms begin with."""
    return rdf.table().iri("dspy:")


@cache
def record_types() -> dict[str, str]:
    """The record types, in order of declaration, by IRI."""
    table = rdf.table()
    return {table.iri(table.classes[name].types[0]): name for name in table.records}


@cache
def as_written() -> str:
    """The predicate of what RDF does not keep of a record."""
    return _besides("as_written")


@cache
def digest() -> str:
    """The predicate of the digest of training data that is not published."""
    return _besides(DIGEST)


@cache
def digest_class() -> rdf.RdfClass:
    """The class of digests."""
    table = rdf.table()
    return table.classes[table.besides[DIGEST].class_ or ""]


@cache
def of_record(type_: str | None) -> Terms:
    """The terms of a record type; with None those of all of them, since no name means two things."""
    table = rdf.table()
    passed_over = {TYPE, as_written(), digest(), *map(table.iri, LINKS)}
    if type_ is not None:
        class_ = table.classes[type_]
        if _ACTIVITY not in class_.types:
            passed_over -= {table.iri(each) for each in _OF_ACTIVITIES}
        if DIGEST.removesuffix("_digest") not in class_.members:
            passed_over.remove(digest())
        return Terms(_terms(type_), frozenset(passed_over))
    every: dict[str, Term] = {}
    for name in table.records:
        every.update(_terms(name))
    return Terms(every, frozenset(passed_over))


@cache
def of_object(class_: str) -> Terms:
    """The terms of a class of objects inside records."""
    return Terms(_terms(class_), frozenset({TYPE}))


def _terms(class_: str) -> dict[str, Term]:
    table = rdf.table()
    properties = artifacts.json_schema(class_)["properties"]
    return {
        table.iri(member.predicate): Term(name, member, _is_whole(properties[name]))
        for name, member in table.classes[class_].members.items()
    }


def _is_whole(schema: Mapping[str, Any]) -> bool:
    types = schema.get("items", schema).get("type", _UNTOLD)
    return "integer" in types and "number" not in types


def _besides(name: str) -> str:
    table = rdf.table()
    return table.iri(table.besides[name].predicate)


def digest_left_out() -> Fault:
    """What to say of a digest, which no record has."""
    message = "the digest of training data is no part of the record, and is left out"
    return Fault("DSP511", message, None, f"/{DIGEST}", Severity.INFO)
