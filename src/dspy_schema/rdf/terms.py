"""Predicates and classes of records; IRIs.

| kind | a value becomes |
|---|---|
| `text` | a plain literal (`xsd:string`) |
| `number` | `xsd:integer`, or `xsd:double` of a number with a fraction, as in JSON-LD 1.1, section 8.1.2 |
| `boolean` | `xsd:boolean` |
| `time` | `xsd:dateTime`, in the writing of the record |
| `json` | one `rdf:JSON` literal, arrays included |
| `object` | a blank node with the members of the class |

A list is an `rdf:List` of such, and a null is no triple; what that loses stands in `as_written`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dspy_schema import artifacts
from dspy_schema.errors import BaseError

if TYPE_CHECKING:
    from collections.abc import Mapping


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = RDF + "type"
FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"
STRING, INTEGER, DOUBLE = XSD + "string", XSD + "integer", XSD + "double"
BOOLEAN, TIME, JSON = XSD + "boolean", XSD + "dateTime", RDF + "JSON"
USED, ASSOCIATED, DERIVED = "prov:used", "prov:wasAssociatedWith", "prov:wasDerivedFrom"
GENERATED, GENERATED_BY = "prov:generated", "prov:wasGeneratedBy"
SOURCE = "dct:source"
AGENT = "prov:Agent"
AGENT_IRI = "http://www.w3.org/ns/prov#Agent"
STARTED, ENDED = "prov:startedAtTime", "prov:endedAtTime"
LINKS = (USED, ASSOCIATED, DERIVED, GENERATED, SOURCE)
"""The predicates that tie a record to others."""
TIMES = (STARTED, ENDED)
"""The predicates by which PROV-O states when an activity took place."""
TRAIN_DATA = "train_data"
DIGEST = "train_data_digest"
"""The predicate of the digest of training data that is not published."""
AS_WRITTEN = "as_written"
"""The predicate of what RDF does not keep of a record."""
BASE = artifacts.RECORD_BASE
"""The base of the subjects of records, where none is given."""
CONTEXT = "https://w3id.org/lmodel/dspy/context.jsonld"
"""Where the JSON-LD context is published."""
VENDORS = "https://w3id.org/lmodel/dspy/vendors/"
"""What the IRIs of the systems that run jobs begin with."""
Kind = Literal["text", "number", "boolean", "time", "json", "object"]
_ACTIVITY = "prov:Activity"
_OF_ACTIVITIES = frozenset({USED, ASSOCIATED, GENERATED, SOURCE, *TIMES})
# An absolute IRI (RFC 3987, section 2.2), without the private characters that queries may have.
_PLAIN = "A-Za-z0-9._~!$&'()*+,;=\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd-"
_CODED = "%[0-9A-Fa-f]{2}"
# Of the forms in brackets, RFC 3986 (section 3.2.2) has IPv6 addresses, and those of versions to come.
_LATER = r"v[0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+"
_HOST = rf"(?:\[(?:(?P<address>[0-9A-Fa-f:.]+)|{_LATER})\]|(?:[{_PLAIN}]|{_CODED})*)"
_AUTHORITY = rf"//(?:(?:[{_PLAIN}:]|{_CODED})*@)?{_HOST}(?::[0-9]*)?(?=[/?#]|$)"
_REST = rf"(?:[{_PLAIN}:@/?]|{_CODED})*"
_IRI = rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{_AUTHORITY}|(?!//)){_REST}(?:#{_REST})?"
_WEB = ("http:", "https:")
_SCHEMA = "https://w3id.org/lmodel/dspy"
_SEPARATORS = ("/", "#", ":", "=", "?")
_UNRESERVED = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-")
_ENCODED = {byte: f"%{byte:02X}" for byte in range(0x80) if chr(byte) not in _UNRESERVED}


class Member(msgspec.Struct, frozen=True):
    """A member of a class: its predicate as a CURIE, the kind of its values, and the class of objects."""

    predicate: str
    kind: Kind
    is_list: bool = msgspec.field(default=False, name="list")
    class_: str | None = msgspec.field(default=None, name="class")


class RdfClass(msgspec.Struct, frozen=True):
    """A class of records, or of objects inside them: its types as CURIEs, and its members in the schema's order."""

    types: list[str]
    members: dict[str, Member]


class Table(msgspec.Struct, frozen=True):
    """The content of `rdf.json`; `extra_predicates` are the members that a publisher adds to the node of a record."""

    prefixes: dict[str, str]
    records: list[str]
    classes: dict[str, RdfClass]
    extra_predicates: dict[str, Member]

    def iri(self, curie: str) -> str:
        """Return the IRI that a CURIE of the table stands for."""
        prefix, _, name = curie.partition(":")
        return self.prefixes[prefix] + name


@cache
def load_table() -> Table:
    """Load the table, read once."""
    return msgspec.json.decode(artifacts.read_artifact("rdf.json"), type=Table)


def is_activity(type_: str) -> bool:
    """Return whether the records of a type are activities of PROV-O, too."""
    return _ACTIVITY in load_table().classes[type_].types


def check_base(base: str) -> str:
    """Return the base, if IRIs can be made from it; raises BaseError."""
    if not is_iri(base):
        raise BaseError(f"{base!r} is not an absolute IRI; give one such as https://example.org/jobs/")
    if not base.endswith(_SEPARATORS):
        raise BaseError(f"the base {base} must end with / # : = or ?, since the id of a record follows it")
    _, _, rest = base.partition("://")
    authority = re.match(r"[^/?#]*", rest)
    if "://" in base and authority and authority[0] == rest:
        # The id would be a part of the name of the host, or of the port.
        raise BaseError(f"the base {base} ends within the name of a host; give one such as https://example.org/jobs/")
    if base.lower().startswith(_WEB) and authority and not re.sub(r"^.*@|:[0-9]*$", "", authority[0]):
        raise BaseError(f"the base {base} has no host, which http has (RFC 9110, section 4.2)")
    if base.startswith(_SCHEMA) and not base.startswith(BASE):
        raise BaseError(f"the base {base} is that of the schema's own terms, which records would be; choose another")
    return base


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI that RDF formats take."""
    return (match := re.fullmatch(_IRI, text)) is not None and _is_address(match["address"])


def _is_address(text: str | None) -> bool:
    """Return whether there is no IPv6 address, or a right one."""
    if text is None:
        return True
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def subject_iri(base: str, id_: str) -> str:
    """Return the IRI of the record of that id."""
    return base + encode_id(id_)


def find_base(subject: str, id_: str) -> str | None:
    """Find the base that gives the record of that id this IRI; None where the IRI is made in another way."""
    base = subject.removesuffix(encode_id(id_))
    return base if len(base) < len(subject) and base.endswith(_SEPARATORS) else None


def source_iri(base: str, vendor: str, job_id: str) -> str:
    """Return the IRI of the vendor's record that a job and its run were converted from.

    No record has it: in the last part of a subject there is no slash.
    """
    return f"{base}source/{encode_id(vendor)}/{encode_id(job_id)}"


@lru_cache(maxsize=4096)
def encode_id(text: str) -> str:
    """Encode a text as one segment of an IRI, percent-encoded but for unreserved characters (RFC 3986, section 2.3).

    Dots alone are encoded, too: the segments `.` and `..` would go up in the path.
    """
    if not text.strip("."):
        return "%2E" * len(text)
    if text.isascii():
        return text.translate(_ENCODED)
    return "".join([_ENCODED.get(byte, chr(byte)) if byte < 0x80 else f"%{byte:02X}" for byte in text.encode()])


class Term(msgspec.Struct, frozen=True):
    """The member that a predicate stands for; `whole` where its numbers have no fraction."""

    name: str
    member: Member
    whole: bool = False


class Terms(msgspec.Struct, frozen=True):
    """The members of a class by predicate, in the schema's order, and the predicates that are no members."""

    terms: dict[str, Term]
    passed_over: frozenset[str]

    def name_unknown(self, predicate: str) -> str:
        """Return the name for the value of a predicate that the class does not have: never one that it has."""
        name = predicate.removeprefix(own_namespace())
        return predicate if not name or name in {term.name for term in self.terms.values()} else name


def shorten_iri(iri: str) -> str:
    """Return the CURIE of an IRI, or the IRI in angle brackets."""
    for name, namespace in load_table().prefixes.items():
        if iri.startswith(namespace) and re.fullmatch(r"[\w-]+", local := iri[len(namespace) :]):
            return f"{name}:{local}"
    return f"<{iri}>"


@cache
def own_namespace() -> str:
    """Return what the IRIs of the schema's own terms begin with."""
    return load_table().iri("dspy:")


@cache
def record_type_iris() -> dict[str, str]:
    """Return the record types, in order of declaration, by IRI."""
    table = load_table()
    return {table.iri(table.classes[name].types[0]): name for name in table.records}


@cache
def is_own(predicate: str) -> bool:
    """Return whether a predicate is a term of the schema, be it a wrong one, or a part of a list."""
    return predicate.startswith(own_namespace()) or predicate in record_terms(None).terms.keys() | {FIRST, REST}


@cache
def identifier_iri() -> str:
    """Return the predicate of the id of a record."""
    return load_table().iri("schema:identifier")


@cache
def extra_iri(name: str) -> str:
    """Return the predicate AS_WRITTEN or DIGEST."""
    table = load_table()
    return table.iri(table.extra_predicates[name].predicate)


@cache
def digest_class() -> RdfClass:
    """Return the class of digests."""
    table = load_table()
    return table.classes[table.extra_predicates[DIGEST].class_ or ""]


@cache
def record_terms(type_: str | None) -> Terms:
    """Return the terms of a record type; with None those of all of them, since no name means two things."""
    table = load_table()
    passed_over = {TYPE, extra_iri(AS_WRITTEN), extra_iri(DIGEST), *map(table.iri, (*LINKS, *TIMES))}
    if type_ is not None:
        class_ = table.classes[type_]
        if _ACTIVITY not in class_.types:
            passed_over -= {table.iri(link) for link in _OF_ACTIVITIES}
        if TRAIN_DATA not in class_.members:
            passed_over.remove(extra_iri(DIGEST))
        return Terms(_terms(type_), frozenset(passed_over))
    every: dict[str, Term] = {}
    for name in table.records:
        every.update(_terms(name))
    return Terms(every, frozenset(passed_over))


@cache
def object_terms(class_: str) -> Terms:
    """Return the terms of a class of objects inside records."""
    return Terms(_terms(class_), frozenset({TYPE}))


def _terms(class_: str) -> dict[str, Term]:
    table = load_table()
    properties = artifacts.load_json_schema(class_)["properties"]
    return {
        table.iri(member.predicate): Term(name, member, _is_whole(properties[name]))
        for name, member in table.classes[class_].members.items()
    }


def _is_whole(schema: Mapping[str, Any]) -> bool:
    types = schema.get("items", schema).get("type", "")
    return "integer" in types and "number" not in types
