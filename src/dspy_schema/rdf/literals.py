"""JSON values as literals, and back."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.rdf.terms import BOOLEAN, DOUBLE, INTEGER, JSON, RDF, STRING, TIME, XSD

if TYPE_CHECKING:
    from dspy_schema.rdf.terms import Kind


LEAST_DOUBLE = 1e21
"""From here on JSON-LD processors write integers as doubles (JSON-LD 1.1 API, section 8.2.2)."""
_LEAST_DOUBLE = Decimal(LEAST_DOUBLE)
# The integers up to which doubles have all.
_MOST_EXACT = 2**53
_MOST_DIGITS = 16
LEAST_INTEGER_AS_DOUBLE = 1e20
"""From here on pyld and Oxigraph do so."""
_BOOLEANS = {"true": "true", "1": "true", "false": "false", "0": "false"}
# The datatypes that are derived from xsd:integer, with the least and the greatest value (XML Schema 1.1, part 2,
# section 3.4).
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    INTEGER: (None, None),
    XSD + "long": (-(2**63), 2**63 - 1),
    XSD + "int": (-(2**31), 2**31 - 1),
    XSD + "short": (-(2**15), 2**15 - 1),
    XSD + "byte": (-(2**7), 2**7 - 1),
    XSD + "nonNegativeInteger": (0, None),
    XSD + "positiveInteger": (1, None),
    XSD + "nonPositiveInteger": (None, 0),
    XSD + "negativeInteger": (None, -1),
    XSD + "unsignedLong": (0, 2**64 - 1),
    XSD + "unsignedInt": (0, 2**32 - 1),
    XSD + "unsignedShort": (0, 2**16 - 1),
    XSD + "unsignedByte": (0, 2**8 - 1),
}
_DOUBLES = frozenset({DOUBLE, XSD + "float"})
_DECIMAL = XSD + "decimal"
_NUMBERS = frozenset({*_INTEGERS, *_DOUBLES, _DECIMAL})


class _Datatypes(msgspec.Struct, frozen=True):
    """The datatypes of a kind of values; `refused` are those that JSON Schema refuses by their JSON type."""

    fitting: frozenset[str]
    refused: frozenset[str]
    expected: str


_DATATYPES: dict[Kind, _Datatypes] = {
    "text": _Datatypes(frozenset({STRING}), _NUMBERS | {BOOLEAN}, "a plain literal (xsd:string)"),
    "number": _Datatypes(_NUMBERS, frozenset({STRING, BOOLEAN}), "xsd:integer, xsd:decimal or xsd:double"),
    "boolean": _Datatypes(frozenset({BOOLEAN}), _NUMBERS | {STRING}, "xsd:boolean"),
    "time": _Datatypes(frozenset({TIME}), _NUMBERS | {BOOLEAN}, "xsd:dateTime"),
    "json": _Datatypes(frozenset({JSON}), frozenset(), "one literal of rdf:JSON"),
    "object": _Datatypes(frozenset(), _NUMBERS | {STRING, BOOLEAN}, "a blank node"),
}
_INTEGER = re.compile(r"([+-]?)([0-9]+)")
_DECIMAL_FORM = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_skip = msgspec.json.Decoder(msgspec.Raw).decode


class UnfitLiteralError(ValueError):
    """A literal is not a value of its datatype, or of none that JSON has; the message says which."""


def lexical_form(number: str) -> str:
    """Return the lexical form of a JSON number: an integer's where it has no fraction (JSON-LD 1.1 API, section 8.2.2).

    All digits are kept, also where a double has fewer. Only doubles have an exponent.
    """
    if number.lstrip("-").isdigit():
        return "0" if number == "-0" else number
    try:
        value = Decimal(number)
    except InvalidOperation:  # an exponent of 19 digits
        return number.upper()
    if _is_integer(value):
        return str(int(value))
    sign, digits, exponent = value.as_tuple()
    written = "".join(map(str, digits))
    power = len(written) - 1 + int(exponent)
    written = written.rstrip("0")
    return f"{'-' * sign}{written[0]}.{written[1:] or '0'}E{power}"


def keeps_number(number: str) -> bool:
    """Return whether all processors write a JSON number so that it is read as the same one, and of the same type."""
    if (digits := number.lstrip("-")).isdigit():
        # jsonld.js reads all numbers as doubles; pyld and Oxigraph make doubles of larger integers.
        return len(digits) < _MOST_DIGITS or (len(digits) == _MOST_DIGITS and int(digits) <= _MOST_EXACT)
    try:
        value = Decimal(number)
    except InvalidOperation:
        return False
    # pyld writes doubles as C's %1.15E does.
    return not _is_integer(value) and Decimal(f"{float(number):1.15E}") == value


def literal_text(literal: Any) -> str:
    """Return the JSON text of the value of a pyoxigraph literal; raises UnfitLiteralError, and RecursionError."""
    datatype, lexical = literal.datatype.value, literal.value
    if datatype in _INTEGERS and (match := _INTEGER.fullmatch(lexical)):
        digits = match[2].lstrip("0") or "0"
        if datatype == INTEGER or _is_in_range(match[1], digits, datatype):
            return f"{'-' * (match[1] == '-' and digits != '0')}{digits}"
    if datatype == _DECIMAL and (match := _DECIMAL_FORM.fullmatch(lexical)) and (match[2] or match[3]):
        digits, fraction = match[2].lstrip("0") or "0", (match[3] or "").rstrip("0")
        sign = "-" * (match[1] == "-" and (digits, fraction) != ("0", ""))
        return f"{sign}{digits}.{fraction}" if fraction else f"{sign}{digits}"
    if datatype in _DOUBLES and _DOUBLE.fullmatch(lexical):
        if math.isfinite(value := float(lexical)):
            return repr(value)
        raise UnfitLiteralError(f"{describe_literal(literal)} is not a number that JSON has")
    if datatype == BOOLEAN and lexical in _BOOLEANS:
        return _BOOLEANS[lexical]
    if datatype == JSON:
        return put_on_one_line(lexical)
    if datatype in _NUMBERS or datatype == BOOLEAN:
        raise UnfitLiteralError(f"{describe_literal(literal)} is not a value of its datatype")
    return quote_text(lexical)


def _is_in_range(sign: str, digits: str, datatype: str) -> bool:
    least, greatest = _INTEGERS[datatype]
    # As a decimal, since Python refuses to read integers of many digits.
    value = Decimal(sign + digits)
    return (least is None or value >= least) and (greatest is None or value <= greatest)


def is_number(literal: Any) -> bool:
    """Return whether the datatype of a literal is that of a JSON number."""
    return literal.datatype.value in _NUMBERS


def is_infinite(literal: Any) -> bool:
    """Return whether a literal is a double beyond the largest one."""
    lexical = literal.value
    return literal.datatype.value in _DOUBLES and bool(_DOUBLE.fullmatch(lexical)) and math.isinf(float(lexical))


def describe_misfit(literal: Any, kind: Kind, whole: bool) -> str | None:
    """Describe why a literal is not a value of that kind (`whole`: integers); None if it is, or JSON Schema says so."""
    datatype, datatypes = literal.datatype.value, _DATATYPES[kind]
    if datatype in datatypes.fitting:
        if not whole or datatype in _INTEGERS or _is_whole(literal):
            return None
        return f"{describe_literal(literal)} is not an integer here; expected xsd:integer"
    if datatype in datatypes.refused:
        return None
    return f"{describe_literal(literal)} is not expected here; expected {datatypes.expected}"


def _is_whole(literal: Any) -> bool:
    """Return whether a decimal or a double is an integer, as far as a processor writes integers so."""
    if literal.datatype.value == _DECIMAL:
        return "." not in literal_text(literal)
    return abs(float(literal.value)) >= LEAST_INTEGER_AS_DOUBLE


def describe_expected(kind: Kind) -> str:
    """Describe the RDF of values of that kind."""
    return _DATATYPES[kind].expected


def describe_literal(literal: Any) -> str:
    """Describe a literal without its value: that may be a secret."""
    if literal.language:
        return f"text in the language {literal.language!r}"
    datatype = literal.datatype.value
    for prefix, namespace in (("xsd:", XSD), ("rdf:", RDF)):
        if datatype.startswith(namespace):
            return f"a literal of {prefix}{datatype.removeprefix(namespace)}"
    return f"a literal of <{datatype}>"


def quote_text(value: str) -> str:
    """Return the JSON text of a string."""
    return msgspec.json.encode(value).decode()


def put_on_one_line(value: str) -> str:
    """Return a JSON text as it is, but on one line; raises UnfitLiteralError, and RecursionError."""
    try:
        _skip(value)
    except msgspec.MsgspecError as error:
        raise UnfitLiteralError(f"the literal of rdf:JSON is broken JSON: {error}") from error
    # A line feed in valid JSON is white space between values.
    return value.strip(" \t\r\n").replace("\n", " ").replace("\r", " ")


def _is_integer(value: Decimal) -> bool:
    # Not abs(), which has a greatest exponent.
    return value.copy_abs() < _LEAST_DOUBLE and value == value.to_integral_value()
