"""Kinds of rules on what DSPy saves: settings that loading drops or refuses, secrets, demonstrations of other fields.

Each finds, in an object, the members that break a rule; schema/rules.yaml describes the kinds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dspy_schema import secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


Rule = dict[str, Any]
Subject = dict[str, Any]
Path = tuple[str | int, ...]
# DSPy's description of a field of which nothing was said.
_find_name = re.compile(r"\$\{(\w+)\}").fullmatch
# What DSPy writes where a signature has no docstring.
_is_default = re.compile(r"Given the fields (?:`\w+`(?:, )?)*, produce the fields (?:`\w+`(?:, )?)*\.").fullmatch
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*").match


def _check_expected(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    yield from ((member,) for member in rule["members"] if member not in subject)


def _check_not_expected(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    yield from ((member,) for member in rule["members"] if subject.get(member) is not None)


def _check_absent_unless(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    if rule["unless"] not in subject:
        yield from ((member,) for member in rule["members"] if member in subject)


def _check_since(subject: Subject, rule: Rule, record: Any) -> Iterator[Path]:
    version = record
    for name in rule["version_at"]:
        version = version.get(name) if isinstance(version, dict) else None
    if isinstance(version, str) and _parse_version(version) < _parse_version(rule["version"]):
        yield from ((member,) for member in rule["members"] if subject.get(member) is not None)


def _parse_version(text: str) -> list[int]:
    match = _VERSION(text)
    return [int(number) for number in match[0].split(".")] if match else []


def _check_matches(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    text = subject.get(rule["member"])
    applies = rule["when"] not in subject or subject[rule["when"]] in rule["values"]
    if applies and isinstance(text, str) and not re.search(rule["pattern"], text):
        yield (rule["member"],)


def _check_no_secret(subject: Subject, _: Rule, __: Any) -> Iterator[Path]:
    yield from (path for path in secrets.find_secrets(subject) if path)


def _check_distinct(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    seen = set()
    for index, name in enumerate(_list_names(subject.get(rule["member"]), rule["by"])):
        if name is not None and name in seen:
            yield rule["member"], index
        seen.add(name)


def _list_names(items: Any, member: str) -> list[str | None]:
    """List the names that the objects of a list have in a text, as ${name}; None for those that say something else."""
    texts = [item.get(member) if isinstance(item, dict) else None for item in items] if isinstance(items, list) else []
    matches = [_find_name(text) if isinstance(text, str) else None for text in texts]
    return [match[1] if match else None for match in matches]


def _check_names_among(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    fields: Any = subject
    for name in rule["names_in"]:
        fields = fields.get(name) if isinstance(fields, dict) else None
    names = _list_names(fields, rule["by"])
    items = subject.get(rule["member"])
    if None in names or not names or not isinstance(items, list):
        return
    known = set(names)
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        has = [name for name in item if name not in rule["other"]]
        at = (rule["member"], index)
        if known.isdisjoint(has):
            if rule["fault"] == "none":
                yield at
        elif rule["fault"] == "unknown":
            yield from ((*at, name) for name in has if name not in known)
        elif rule["fault"] == "missing" and item.get("augmented") is True and known.difference(has):
            yield at


def _check_begins(subject: Subject, rule: Rule, _: Any) -> Iterator[Path]:
    todo: list[tuple[Path, Any]] = [((rule["member"],), subject.get(rule["member"]))]
    while todo:
        path, value = todo.pop()
        if isinstance(value, str):
            if value.startswith(rule["text"]):
                yield path
        elif isinstance(value, (dict, list)):
            items = value.items() if isinstance(value, dict) else enumerate(value)
            todo += reversed([((*path, key), item) for key, item in items])


def _check_tuned(subject: Subject, _: Rule, __: Any) -> Iterator[Path]:
    parts = [part for part in subject.values() if isinstance(part, dict) and "signature" in part]
    if parts and not any(part.get("demos") or not _has_default(part["signature"]) for part in parts):
        yield ()


def _has_default(signature: Any) -> bool:
    instructions = signature.get("instructions") if isinstance(signature, dict) else None
    return isinstance(instructions, str) and bool(_is_default(instructions))


KINDS: dict[str, Callable[[Subject, Rule, Any], Iterator[Path]]] = {
    "absent_unless": _check_absent_unless,
    "begins": _check_begins,
    "distinct": _check_distinct,
    "expected": _check_expected,
    "matches": _check_matches,
    "names_among": _check_names_among,
    "no_secret": _check_no_secret,
    "not_expected": _check_not_expected,
    "since": _check_since,
    "tuned": _check_tuned,
}
