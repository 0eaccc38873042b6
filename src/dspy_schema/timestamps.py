"""Moments, exact to the nanosecond: Unix seconds, Unix milliseconds and RFC 3339 to UTC text, and back.

Everything is done on integers and on the text of numbers: a float holds today's time to a few hundred nanoseconds.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


MILLISECONDS_FROM = 10**11
"""A number of seconds beyond this, in either direction, is one of milliseconds: as seconds, it is the year 5138."""
_NANOSECONDS = 10**9
_EPOCH = 719_163  # day number of 1970-01-01, where 1 is 0001-01-01
_FIRST = (1 - _EPOCH) * 86_400 * _NANOSECONDS
_END = (3_652_060 - _EPOCH) * 86_400 * _NANOSECONDS  # the day after 9999-12-31
_MOST_DAYS = 10_000
_NUMBER = r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?"
_RFC_3339 = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)


def to_utc(value: float | str) -> str | None:
    """Return the moment as `2025-05-05T22:42:05Z`, with as many decimals (up to nine) as it takes; one text a moment.

    `value` is Unix seconds (an int, a float, or the decimal text of a number), Unix milliseconds (a number beyond
    MILLISECONDS_FROM), or a text as RFC 3339 has it: with any offset, `T` and `Z` in lower case or a space for the
    `T` too. None for anything else: a time without a zone, a day that does not exist, the second 60, what is finer
    than a nanosecond, and what falls outside of the years 0001 to 9999 in UTC.
    """
    moment = to_nanoseconds(value)
    return None if moment is None else format_utc(moment)


def to_nanoseconds(value: float | str) -> int | None:
    """Return the moment in nanoseconds since 1970, which compare in order; None where `to_utc` has none."""
    written = value if isinstance(value, str) else repr(value)
    if isinstance(value, bool):
        return None
    moment = _parse_number(written)
    if moment is None and isinstance(value, str):
        moment = _parse_rfc_3339(written)
    return moment if moment is not None and _FIRST <= moment < _END else None


def format_utc(moment: int) -> str:
    """Render the UTC text of nanoseconds since 1970, from the year 0001 to 9999."""
    seconds, rest = divmod(moment, _NANOSECONDS)
    decimals = f".{rest:09}".rstrip("0") if rest else ""
    return f"{from_seconds(seconds)[:-1]}{decimals}Z"


def from_seconds(seconds: int) -> str:
    """Return the UTC text of whole seconds since 1970, from the year 0001 to 9999."""
    days, minutes, rests = split_time()
    return f"{days[seconds // 86_400]}{minutes[seconds // 60 % 1440]}{rests[seconds % 60]}"


def split_time() -> tuple[Mapping[int, str], Sequence[str], Sequence[str]]:
    """Return the parts of UTC texts, from which `from_seconds` joins them; for callers that write many.

    The days (`2025-05-05` by the number of days since 1970), the minutes of a day (`T22:42:`) and the seconds of a
    minute (`05Z`).
    """
    if len(_days) > _MOST_DAYS:
        _days.clear()
    return _days, *_clock()


def to_seconds(moment: str) -> str | None:
    """Return the Unix seconds of a UTC text as the shortest exact decimal number; None where `to_utc` has no moment."""
    counted = _parse_rfc_3339(moment)
    if counted is None or not _FIRST <= counted < _END:
        return None
    whole, rest = divmod(abs(counted), _NANOSECONDS)
    return f"{'-' * (counted < 0)}{whole}{f'.{rest:09}'.rstrip('0') if rest else ''}"


def _parse_number(written: str) -> int | None:
    """Parse the decimal text of a number of seconds or milliseconds to nanoseconds."""
    if not (match := re.fullmatch(_NUMBER, written)):
        return None
    sign, whole, decimals, exponent = match.groups()
    digits = (whole + (decimals or "")).lstrip("0")
    if not digits:
        return 0
    significant = digits.rstrip("0")
    if len(significant) > 40 or len(exponent or "") > 6:
        return None
    # The number is `significant` times ten to this power.
    power = int(exponent or 0) - len(decimals or "") + len(digits) - len(significant)
    if len(significant) + power > 20:
        return None
    number = int(significant)
    beyond = number * 10**power > MILLISECONDS_FROM if power >= 0 else number > MILLISECONDS_FROM * 10**-power
    power += 6 if beyond else 9
    if power < 0:
        return None  # finer than a nanosecond
    moment: int = int(f"{sign}{number}") * 10**power
    return moment


@lru_cache(maxsize=64)
def _day_number(year: str, month: str, day: str) -> int | None:
    from datetime import date

    try:
        return date(int(year), int(month), int(day)).toordinal() - _EPOCH
    except ValueError:
        return None


def _parse_rfc_3339(written: str) -> int | None:
    """Parse an RFC 3339 text to nanoseconds."""
    if not (match := re.fullmatch(_RFC_3339, written)):
        return None
    year, month, day, hour, minute, second, decimals, sign, hours, minutes = match.groups()
    days = _day_number(year, month, day)
    fraction = (decimals or "").rstrip("0")
    if days is None or len(fraction) > 9:
        return None
    offset = int(hours) * 60 + int(minutes) if sign else 0
    in_minutes = (days * 24 + int(hour)) * 60 + int(minute) - (-offset if sign == "-" else offset)
    return (in_minutes * 60 + int(second)) * _NANOSECONDS + int(fraction.ljust(9, "0"))


class _Days(dict[int, str]):
    """Adds a day when it is looked up."""

    def __missing__(self, days: int) -> str:
        from datetime import date

        self[days] = date.fromordinal(days + _EPOCH).isoformat()
        return self[days]


_days = _Days()


@cache
def _clock() -> tuple[list[str], list[str]]:
    minutes = [f"T{minute // 60:02}:{minute % 60:02}:" for minute in range(24 * 60)]
    return minutes, [f"{second:02}Z" for second in range(60)]
