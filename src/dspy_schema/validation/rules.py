"""Cross-field rules that JSON Schema cannot state, from the generated table.

Every engine reads that table; a kind of rule is implemented once in each, here by one small function.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dspy_schema import artifacts
from dspy_schema.findings import Severity
from dspy_schema.records import scan
from dspy_schema.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

Rule = dict[str, Any]
Path = tuple[str | int, ...]


def problems(record: Any, type_: str, misshapen: Collection[str]) -> Iterator[Problem]:
    """What the rules find wrong with a parsed record of a type.

    A rule says nothing of members whose pointers are in `misshapen`, or that broke a rule before it: one fault is
    reported once.
    """
    faulty = set(misshapen)
    for rule in artifacts.rules()["data"].get(type_, ()):
        compared = [rule[key] for key in ("earlier", "later", "member", "object") if key in rule]
        for path, subject in _subjects(record, rule["at"], ()):
            for member in _KINDS[rule["kind"]](subject, rule):
                if faulty and any(scan.pointer((*path, each)) in faulty for each in [member, *compared]):
                    continue
                faulty.add(scan.pointer((*path, member)))
                yield Problem(rule["code"], rule["message"], scan.pointer((*path, member)), Severity(rule["severity"]))


def _subjects(value: Any, at: Sequence[str], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects that a rule is about, with their paths; `*` in `at` stands for every item."""
    if not at:
        if isinstance(value, dict):
            yield path, value
    elif at[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _subjects(item, at[1:], (*path, index))
    elif isinstance(value, dict):
        yield from _subjects(value.get(at[0]), at[1:], (*path, at[0]))


def _not_before(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    earlier, later = _moment(subject.get(rule["earlier"])), _moment(subject.get(rule["later"]))
    if earlier and later and later < earlier:
        yield rule["later"]


def _real_date(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        if (moment := _moment(subject.get(member))) and not _exists(moment[0][:10]):
            yield member


def _key_of(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    name, keys = subject.get(rule["member"]), subject.get(rule["object"])
    if isinstance(name, str) and isinstance(keys, dict) and keys and name not in keys:
        yield rule["member"]


_KINDS: dict[str, Callable[[dict[str, Any], Rule], Iterator[str]]] = {
    "key_of": _key_of,
    "not_before": _not_before,
    "real_date": _real_date,
}


def _moment(text: Any) -> tuple[str, str] | None:
    """A time in UTC as (to the second, decimals), which compare in order; None for what is no such text."""
    if not isinstance(text, str) or len(text) < 20 or text[4] + text[7] + text[10] + text[13] + text[16] != "--T::":
        return None
    decimals = text[19:].removesuffix("Z").removesuffix("+00:00").lstrip(".")
    return text[:19], decimals.rstrip("0")


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
