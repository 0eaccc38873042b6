"""What records are in RDF: their subjects, and of each member the predicate and what its values become.

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
from typing import Literal

import msgspec

from dspy_schema import artifacts
from dspy_schema.errors import BaseError

BASE = "https://w3id.org/lmodel/dspy/record/"
"""The base of the subjects of records, where none is given."""

CONTEXT = "https://w3id.org/lmodel/dspy/context.jsonld"
"""Where the JSON-LD context is published."""

VENDORS = "https://w3id.org/lmodel/dspy/vendors/"
"""What the IRIs of the systems that run jobs begin with."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

Kind = Literal["text", "number", "boolean", "time", "json", "object"]

# An absolute IRI (RFC 3987, section 2.2), without the private characters that queries may have.
_PLAIN = "A-Za-z0-9._~!$&'()*+,;=\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd-"
_CODED = "%[0-9A-Fa-f]{2}"
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:[{_PLAIN}]|{_CODED})*)"
_AUTHORITY = rf"//(?:(?:[{_PLAIN}:]|{_CODED})*@)?{_HOST}(?::[0-9]*)?(?=[/?#]|$)"
_REST = rf"(?:[{_PLAIN}:@/?]|{_CODED})*"
_IRI = rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{_AUTHORITY}|(?!//)){_REST}(?:#{_REST})?"
_UNRESERVED = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-")
_ENCODED = {byte: f"%{byte:02X}" for byte in range(0x80) if chr(byte) not in _UNRESERVED}
_SEPARATORS = ("/", "#", ":", "=", "?")


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
    """What `rdf.json` tells; `besides` are the members that a publisher adds to the node of a record."""

    prefixes: dict[str, str]
    records: list[str]
    classes: dict[str, RdfClass]
    besides: dict[str, Member]

    def iri(self, curie: str) -> str:
        """The IRI that a CURIE of the table stands for."""
        prefix, _, name = curie.partition(":")
        return self.prefixes[prefix] + name


@cache
def table() -> Table:
    """The table, read once."""
    return msgspec.json.decode(artifacts.read("rdf.json"), type=Table)


def checked_base(base: str) -> str:
    """The base, if IRIs can be made from it; raises BaseError."""
    if not is_iri(base):
        raise BaseError(f"{base!r} is no absolute IRI; give one such as https://example.org/jobs/")
    if not base.endswith(_SEPARATORS):
        raise BaseError(f"the base {base} must end with / # : = or ?, since the id of a record follows it")
    return base


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI that RDF formats take."""
    return re.fullmatch(_IRI, text) is not None


def subject(base: str, id_: str) -> str:
    """The IRI of the record of that id."""
    return base + encoded(id_)


def source(base: str, vendor: str, job_id: str) -> str:
    """The IRI of the vendor's record that a job and its run were converted from.

    No record has it: in the last part of a subject there is no slash.
    """
    return f"{base}source/{encoded(vendor)}/{encoded(job_id)}"


@lru_cache(maxsize=1024)
def encoded(text: str) -> str:
    """A text as one segment of an IRI, percent-encoded but for unreserved characters (RFC 3986, section 2.3).

    Dots alone are encoded, too: the segments `.` and `..` would go up in the path.
    """
    if not text.strip("."):
        return "%2E" * len(text)
    if text.isascii():
        return text.translate(_ENCODED)
    return "".join([_ENCODED.get(byte, chr(byte)) if byte < 0x80 else f"%{byte:02X}" for byte in text.encode()])
