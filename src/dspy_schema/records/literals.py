"""RDF literals as JSON texts, and whether they are of the datatype that a member has."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.rdf import RDF, XSD

if TYPE_CHECKING:
    from dspy_schema.rdf import Kind

STRING, INTEGER, DOUBLE = XSD + "string", XSD + "integer", XSD + "double"
BOOLEAN, TIME, JSON = XSD + "boolean", XSD + "dateTime", RDF + "JSON"
LEAST_DOUBLE = 1e21
"""From here on JSON-LD processors write integers as doubles (JSON-LD 1.1 API, section 8.2.2)."""

_FITTING: dict[Kind, frozenset[str]] = {
    "text": frozenset({STRING}),
    "number": frozenset({INTEGER, DOUBLE}),
    "boolean": frozenset({BOOLEAN}),
    "time": frozenset({TIME}),
    "json": frozenset({JSON}),
    "object": frozenset(),
}
# Values that JSON Schema refuses by their JSON type: it says so better.
_REFUSED: dict[Kind, frozenset[str]] = {
    "text": frozenset({INTEGER, DOUBLE, BOOLEAN}),
    "number": frozenset({STRING, BOOLEAN}),
    "boolean": frozenset({STRING, INTEGER, DOUBLE}),
    "time": frozenset({INTEGER, DOUBLE, BOOLEAN}),
    "json": frozenset(),
    "object": frozenset({STRING, INTEGER, DOUBLE, BOOLEAN}),
}
_EXPECTED: dict[Kind, str] = {
    "text": "a plain literal (xsd:string)",
    "number": "xsd:integer or xsd:double",
    "boolean": "xsd:boolean",
    "time": "xsd:dateTime",
    "json": "one literal of rdf:JSON",
    "object": "a blank node",
}
_INTEGER = re.compile(r"([+-]?)0*([0-9]+)")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_BOOLEANS = {"true": "true", "1": "true", "false": "false", "0": "false"}
_skip = msgspec.json.Decoder(msgspec.Raw).decode


class UnfitLiteralError(ValueError):
    """A literal is no value of its datatype, or of none that JSON has; the message says which."""


def text(literal: Any) -> str:
    """The JSON text of the value of a pyoxigraph literal; raises UnfitLiteralError, and RecursionError."""
    datatype, lexical = literal.datatype.value, literal.value
    if datatype == INTEGER and (match := _INTEGER.fullmatch(lexical)):
        return f"{'-' * (match[1] == '-' and match[2] != '0')}{match[2]}"
    if datatype == DOUBLE and _DOUBLE.fullmatch(lexical):
        if math.isfinite(value := float(lexical)):
            return repr(value)
        raise UnfitLiteralError(f"{shown(literal)} is no number that JSON has")
    if datatype == BOOLEAN and lexical in _BOOLEANS:
        return _BOOLEANS[lexical]
    if datatype == JSON:
        return one_line(lexical)
    if datatype in {INTEGER, DOUBLE, BOOLEAN}:
        raise UnfitLiteralError(f"{shown(literal)} is no value of its datatype")
    return quoted(lexical)


def is_infinite(literal: Any) -> bool:
    """Whether a literal is a double beyond the largest one."""
    lexical = literal.value
    return literal.datatype.value == DOUBLE and bool(_DOUBLE.fullmatch(lexical)) and math.isinf(float(lexical))


def misfit(literal: Any, kind: Kind, whole: bool) -> str | None:
    """Why a literal is none of a member of that kind (`whole`: of integers); None where JSON Schema tells, or it is."""
    datatype = literal.datatype.value
    if datatype in _FITTING[kind]:
        if not whole or datatype == INTEGER or abs(float(literal.value)) >= LEAST_DOUBLE:
            return None
        return f"{shown(literal)} is not an integer here; expected xsd:integer"
    if datatype in _REFUSED[kind]:
        return None
    return f"{shown(literal)} is not expected here; expected {_EXPECTED[kind]}"


def expected(kind: Kind) -> str:
    """What values of that kind are in RDF, in words."""
    return _EXPECTED[kind]


def shown(literal: Any) -> str:
    """What a literal is, without its value: that may be a secret."""
    if literal.language:
        return f"text in the language {literal.language!r}"
    datatype = literal.datatype.value
    for prefix, namespace in (("xsd:", XSD), ("rdf:", RDF)):
        if datatype.startswith(namespace):
            return f"a literal of {prefix}{datatype.removeprefix(namespace)}"
    return f"a literal of <{datatype}>"


def quoted(value: str) -> str:
    """The JSON text of a string."""
    return msgspec.json.encode(value).decode()


def one_line(value: str) -> str:
    """A JSON text as it is, but on one line; raises UnfitLiteralError, and RecursionError."""
    try:
        _skip(value)
    except msgspec.MsgspecError as error:
        raise UnfitLiteralError(f"the literal of rdf:JSON is broken JSON: {error}") from error
    # A line feed in valid JSON is white space between values.
    return value.strip(" \t\r\n").replace("\n", " ").replace("\r", " ")
