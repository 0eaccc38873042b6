"""Cross-field rules: what must hold between the members of a record, by the generated table.

`dspy_schema_build.codegen.tables` describes the table.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from dspy_schema import artifacts, timestamps
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import scanner
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from typing_extensions import TypeIs


Rule = dict[str, Any]
Path = tuple[str | int, ...]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]").match
_NO_ZONE = re.compile(r"([0-9-]{10})[Tt ]([0-9:]{8})(?:\.([0-9]+))?").fullmatch
_UTC = re.compile(r"([0-9-]{10}T[0-9:]{8})(?:\.([0-9]+))?(?:Z|\+00:00)").fullmatch


def iter_rule_problems(record: Any, type_: str, misshapen: Collection[str]) -> Iterator[Diagnostic]:
    """The members of a parsed record that break a rule of its type.

    A rule does not look at members whose pointers are in `misshapen`, or that broke a rule before it: one fault is
    reported once.
    """
    faulty = set(misshapen)
    for rule in artifacts.load_type_rules(type_)["data"]:
        compared = [(rule[key],) for key in ("earlier", "later", "member", "object", "when") if key in rule]
        for path, subject in _subjects(record, rule["at"], ()):
            for broken in _find_broken(subject, rule, record):
                member = (broken,) if isinstance(broken, str) else broken
                if faulty and any(scanner.join_pointer((*path, *other)) in faulty for other in [member, *compared]):
                    continue
                pointer = scanner.join_pointer((*path, *member))
                faulty.add(pointer)
                message = messages.broken_rule(rule, subject.get(str(member[0])) if member else None)
                yield Diagnostic(rule["code"], message, pointer, Severity(rule["severity"]))


def _find_broken(subject: dict[str, Any], rule: Rule, record: Any) -> Iterator[str | tuple[str | int, ...]]:
    """The members of an object that break a rule, as names or paths."""
    if rule["kind"] in _KINDS:
        return _KINDS[rule["kind"]](subject, rule)
    # Imported here, since no rule of a job or a run is of these kinds.
    from dspy_schema.validation import program_rules

    return program_rules.KINDS[rule["kind"]](subject, rule, record)


def _subjects(value: Any, at: Sequence[str], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects that a rule is about, at the places that `at` leads to, with their paths."""
    if at:
        for step_path, item in _follow(value, at[0]):
            yield from _subjects(item, at[1:], (*path, *step_path))
    elif isinstance(value, dict):
        yield path, value


def _follow(value: Any, step: str) -> Iterable[tuple[Path, Any]]:
    if step in {"*", "+"}:
        return _items(value, maybe_one=step == "+")
    if not isinstance(value, dict):
        return []
    if step.startswith("!"):
        named = step[1:].split()
        return [((name,), item) for name, item in value.items() if name not in named and not name.startswith("@")]
    if step.startswith("="):
        return [((), value)] if value.get("type") == step[1:] else []
    return [((step,), value.get(step))]


def _items(value: Any, *, maybe_one: bool) -> Iterable[tuple[Path, Any]]:
    if isinstance(value, list):
        return [((index,), item) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return []
    if maybe_one and (isinstance(value.get("type"), str) or not any(isinstance(item, dict) for item in value.values())):
        return [((), value)]
    return [((name,), item) for name, item in value.items()]


def _check_not_before(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    written = subject.get(rule["earlier"]), subject.get(rule["later"])
    earlier, later = map(_moment, written)
    if not (earlier or later):
        # Times without a zone are those of one machine, which have an order, too.
        earlier, later = map(_local, written)
    if earlier and later and later < earlier:
        yield rule["later"]


def _check_real_date(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        moment = subject.get(member)
        if isinstance(moment, str) and _DAY(moment) and not _exists(moment[:10]):
            yield member


def _check_key(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    name, keys = subject.get(rule["member"]), subject.get(rule["object"])
    if isinstance(name, str) and isinstance(keys, dict) and keys and name not in keys:
        yield rule["member"]


def _check_only_with(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    if subject.get(rule["when"]) in rule["values"] and _is_set(subject.get(rule["member"])):
        yield rule["member"]


def _check_needs(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    if subject.get(rule["when"]) in rule["values"] and not _is_set(subject.get(rule["member"])):
        yield rule["member"]


def _check_listed(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    word = subject.get(rule["member"])
    if isinstance(word, str) and word not in rule["values"]:
        yield rule["member"]


def _check_within(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        number = subject.get(member)
        if _is_number(number) and not (
            rule.get("minimum", number) <= number <= rule.get("maximum", number)
            and rule.get("above", -math.inf) < number < rule.get("below", math.inf)
        ):
            yield member


def _check_unix_seconds(subject: dict[str, Any], rule: Rule) -> Iterator[str]:
    for member in rule["members"]:
        number = subject.get(member)
        if _is_number(number) and abs(number) > timestamps.MILLISECONDS_FROM:
            yield member


def _check_at_most(subject: dict[str, Any], rule: Rule) -> Iterator[str | tuple[str, ...]]:
    value = subject.get(rule["member"])
    if isinstance(value, (dict, list)) and len(value) > rule.get("items", len(value)):
        yield rule["member"]
    for name, text in value.items() if isinstance(value, dict) else ():
        too_long = isinstance(text, str) and len(text) > rule.get("value", len(text))
        if too_long or len(name) > rule.get("key", len(name)):
            yield rule["member"], name


def _local(value: Any) -> tuple[str, str] | None:
    """A time without a zone as (the second, decimals), which compare in order."""
    match = _NO_ZONE(value) if isinstance(value, str) else None
    return (f"{match[1]}T{match[2]}", (match[3] or "").rstrip("0")) if match else None


def _moment(value: Any) -> tuple[str, str] | None:
    """A time as (UTC to the second, decimals), which compare in order; None for what is not a moment."""
    if isinstance(value, str) and (match := _UTC(value)):
        return match[1], (match[2] or "").rstrip("0")
    if isinstance(value, str) or (_is_number(value) and value != 0):  # some clients write 0 for no time
        return _moment(timestamps.to_utc(value))
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
        return any(member not in (None, "") for member in value.values())
    return value is True or value is False or value not in (None, "", [], 0)


_KINDS: dict[str, Callable[[dict[str, Any], Rule], Iterator[str | tuple[str, ...]]]] = {
    "at_most": _check_at_most,
    "key_of": _check_key,
    "listed": _check_listed,
    "needs": _check_needs,
    "not_before": _check_not_before,
    "only_with": _check_only_with,
    "real_date": _check_real_date,
    "unix_seconds": _check_unix_seconds,
    "within": _check_within,
}
