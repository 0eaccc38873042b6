"""Cross-field rules that JSON Schema cannot state, from the generated table that every engine reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema import artifacts
from dspy_schema.findings import Severity
from dspy_schema.records import scan
from dspy_schema.validation import wording
from dspy_schema.validation.problem import Problem
from dspy_schema.validation.rule_kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Path = tuple[str | int, ...]


def problems(record: Any, type_: str, misshapen: Collection[str]) -> Iterator[Problem]:
    """What the rules find wrong with a parsed record of a type.

    A rule says nothing of members whose pointers are in `misshapen`, or that broke a rule before it: one fault is
    reported once.
    """
    faulty = set(misshapen)
    for rule in artifacts.rules_of(type_)["data"]:
        compared = [(rule[key],) for key in ("earlier", "later", "member", "object", "when") if key in rule]
        for path, subject in _subjects(record, rule["at"], ()):
            for found in KINDS[rule["kind"]](subject, rule):
                member = (found,) if isinstance(found, str) else found
                if faulty and any(scan.pointer((*path, *each)) in faulty for each in [member, *compared]):
                    continue
                at = scan.pointer((*path, *member))
                faulty.add(at)
                yield Problem(
                    rule["code"], wording.broken(rule, subject.get(member[0])), at, Severity(rule["severity"])
                )


def _subjects(value: Any, at: Sequence[str], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects that a rule is about, with their paths; see `dspy_schema.codegen.rules` for `at`."""
    if not at:
        if isinstance(value, dict):
            yield path, value
        return
    step, left = at[0], at[1:]
    if step in {"*", "+"}:
        for each, item in _items(value, maybe_one=step == "+"):
            yield from _subjects(item, left, (*path, *each))
    elif isinstance(value, dict):
        if not step.startswith("="):
            yield from _subjects(value.get(step), left, (*path, step))
        elif value.get("type") == step[1:]:
            yield from _subjects(value, left, path)


def _items(value: Any, *, maybe_one: bool) -> Iterable[tuple[Path, Any]]:
    if isinstance(value, list):
        return [((index,), item) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return []
    if maybe_one and (isinstance(value.get("type"), str) or not any(isinstance(each, dict) for each in value.values())):
        return [((), value)]
    return [((name,), item) for name, item in value.items()]
