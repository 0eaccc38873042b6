"""The kinds of cross-field rules, a function each: the members of an object (or paths in them) that break a rule."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from dspy_schema import times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import TypeIs

Rule = dict[str, Any]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]").match
_NO_ZONE = re.compile(r"([0-9-]{10})[Tt ]([0-9:]{8})(?:\.([0-9]+))?").fullmatch
_UTC = re.compile(r"([0-9-]{10}T[0-9:]{8})(?:\.([0-9]+))?(?:Z|\+00:00)").fullmatch


def _not_before(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    written = subject.get(rule["earlier"]), subject.get(rule["later"])
    earlier, later = map(_moment, written)
    if not (earlier or later):
        # Without a zone both tell the time of one machine, which has an order, too.
        earlier, later = map(_local, written)
    if earlier and later and later < earlier:
        yield rule["later"]


def _real_date(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        moment = subject.get(member)
        if isinstance(moment, str) and _DAY(moment) and not _exists(moment[:10]):
            yield member


def _key_of(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    name, keys = subject.get(rule["member"]), subject.get(rule["object"])
    if isinstance(name, str) and isinstance(keys, dict) and keys and name not in keys:
        yield rule["member"]


def _only_with(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    if subject.get(rule["when"]) in rule["words"] and _is_set(subject.get(rule["member"])):
        yield rule["member"]


def _needs(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    if subject.get(rule["when"]) in rule["words"] and not _is_set(subject.get(rule["member"])):
        yield rule["member"]


def _listed(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    word = subject.get(rule["member"])
    if isinstance(word, str) and word not in rule["words"]:
        yield rule["member"]


def _within(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        number = subject.get(member)
        if _is_number(number) and not (
            rule.get("minimum", number) <= number <= rule.get("maximum", number)
            and rule.get("above", -math.inf) < number < rule.get("below", math.inf)
        ):
            yield member


def _unix_seconds(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        number = subject.get(member)
        if _is_number(number) and abs(number) > times.MILLISECONDS_FROM:
            yield member


def _at_most(subject: dict[str, Any], rule: Rule) -> Iterator[str | tuple[str, ...]]:
    value = subject.get(rule["member"])
    if isinstance(value, (dict, list)) and len(value) > rule.get("items", len(value)):
        yield rule["member"]
    for name, each in value.items() if isinstance(value, dict) else ():
        too_long = isinstance(each, str) and len(each) > rule.get("value", len(each))
        if too_long or len(name) > rule.get("key", len(name)):
            yield rule["member"], name


def _local(value: Any) -> tuple[str, str] | None:
    """A time without a zone as (the second, decimals), which compare in order."""
    match = _NO_ZONE(value) if isinstance(value, str) else None
    return (f"{match[1]}T{match[2]}", (match[3] or "").rstrip("0")) if match else None


def _moment(value: Any) -> tuple[str, str] | None:
    """A time as (UTC to the second, decimals), which compare in order; None for what tells no moment."""
    if isinstance(value, str) and (match := _UTC(value)):
        return match[1], (match[2] or "").rstrip("0")
    if isinstance(value, str) or (_is_number(value) and value != 0):  # some clients write 0 for no time
        return _moment(times.utc(value))
    return None


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> TypeIs[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_set(value: Any) -> bool:
    """False for null, what is empty, 0, and an object of nulls and empty texts: they are sent in place of nothing."""
    if isinstance(value, dict):
        return any(each not in (None, "") for each in value.values())
    return value is True or value is False or value not in (None, "", [], 0)


KINDS: dict[str, Callable[[dict[str, Any], Rule], Iterator[str | tuple[str, ...]]]] = {
    "at_most": _at_most,
    "key_of": _key_of,
    "listed": _listed,
    "needs": _needs,
    "not_before": _not_before,
    "only_with": _only_with,
    "real_date": _real_date,
    "unix_seconds": _unix_seconds,
    "within": _within,
}
