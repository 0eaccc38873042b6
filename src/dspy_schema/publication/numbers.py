"""JSON numbers as JSON-LD processors write them: integers, and doubles in canonical form (XSD 1.1, part 2, E.1)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_BIG = Decimal(10) ** 21


def lexical(number: str) -> str:
    """The lexical form of a JSON number: an integer's where it has no fraction (JSON-LD 1.1 API, section 8.2.2).

    All digits are kept, also where a double has fewer.
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


def is_kept(number: str) -> bool:
    """Whether all processors write a JSON number so that it is read as the same one, and of the same type."""
    if (digits := number.lstrip("-")).isdigit():
        return len(digits) < _BIG.adjusted()  # pyld and Oxigraph make doubles of others
    try:
        value = Decimal(number)
    except InvalidOperation:
        return False
    # pyld writes doubles as C's %1.15E does.
    return not _is_integer(value) and Decimal(f"{float(number):1.15E}") == value


def _is_integer(value: Decimal) -> bool:
    # Not abs(), which has a greatest exponent.
    return value.copy_abs() < _BIG and value == value.to_integral_value()
