"""Sentences of findings on the shape of records: what is wrong, and what to do."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from dspy_schema.findings import with_article

_LONGEST = 60
# How near a word must be to one that is suggested, by the measure of difflib.
_CUTOFF = 0.75
# The letters that words of one stem have in common at least.
_STEM = 3
_KINDS = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    list: "an array",
    dict: "an object",
}
_NAMES = {
    "string": "a string",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "array": "an array",
    "object": "an object",
}


def missing_member(name: str) -> str:
    """A required member that is missing."""
    return f"`{name}` is missing; it is required"


@lru_cache(maxsize=1024)
def unexpected_member(name: str, type_: str | None, known: tuple[str, ...], *, is_declared: bool) -> str:
    """A member that the type does not have; suggests the one that may be meant.

    Only of a record that says its type (`is_declared`) is it certain that the member is too much.
    """
    if guess := _nearest(name, known):
        return f"`{name}` is not expected; did you mean `{guess}`?"
    advice = "; remove it" if is_declared else ""
    return f"`{name}` is not expected{f' in {with_article(type_)}' if type_ else ' here'}{advice}"


@lru_cache(maxsize=1024)
def unknown_member(name: str, known: tuple[str, ...]) -> str:
    """A member of a vendor's record that its schema does not know; suggests the one that may be meant."""
    guess = _nearest(name, known)
    return f"`{name}` is not a known member of these records; it is kept{f'; did you mean `{guess}`?' if guess else ''}"


def no_other_member(name: str, _: Any, named: dict[str, Any]) -> str:
    """An object that has only members which its class names, and must have others."""
    members = " and ".join(f"`{member}`" for member in named["properties"] if not member.startswith("@"))
    return f"{_subject(name)} must have a member beside {members}"


def repeated_member(name: str, member: str) -> str:
    """A member under two names."""
    return f"`{name}` is another spelling of `{member}`, which is there, too, and is the one that counts"


def alternative_spelling(name: str, member: str) -> str:
    """A member under another name than the vendor's own."""
    return f"`{name}` is read as `{member}`, as the vendor writes it"


def missing_setting(name: str, value: Any, types: list[str], words: list[str]) -> str:
    """A value in a member that takes a number or one of a few words."""
    names = [_NAMES[type_] for type_ in types if type_ not in {"string", "null"}]
    instead = show_value(value) if isinstance(value, (str, int, float)) else json_kind(value)
    return f"{_subject(name)} must be {' or '.join([*names, *words])}, not {instead}"


def wrong_type(name: str, value: Any, wanted: Any) -> str:
    """A value of another JSON type."""
    names = [_NAMES[type_] for type_ in ([wanted] if isinstance(wanted, str) else wanted) if type_ != "null"]
    return f"{_subject(name)} must be {' or '.join(names) or 'null'}, not {json_kind(value)}"


def broken_rule(rule: dict[str, Any], value: Any) -> str:
    """The message of a rule, with the value where that helps."""
    message: str = rule["message"]
    if rule["kind"] == "within":
        return f"{message} It is {show_value(value)}."
    guess = _nearest_word(value, tuple(rule["values"])) if rule["kind"] == "listed" else None
    return f'{message} Did you mean "{guess}"?' if guess else message


def not_in_enum(name: str, value: Any, options: Any) -> str:
    """A value that is none of those that are allowed."""
    listed = [str(option) for option in (options if isinstance(options, list) else [options]) if option is not None]
    guess = _nearest_word(value, tuple(listed)) if isinstance(value, str) else None
    hint = f'; did you mean "{guess}"?' if guess else ""
    choice = "one of " if len(listed) > 1 else ""
    return f"{_subject(name)} must be {choice}{', '.join(listed)}, not {show_value(value)}{hint}"


def wrong_pattern(name: str, value: Any, pattern: Any) -> str:
    """A text that does not match its pattern."""
    if value == "":
        return f"{_subject(name)} must not be empty"
    if isinstance(value, str) and "T" in pattern and value[:4].isdigit():
        return f"{_subject(name)} must be a time in UTC such as 2026-01-31T09:30:00Z, not {show_value(value)}"
    if isinstance(value, str) and value.strip() != value:
        return f"{_subject(name)} must not begin or end with white space, but is {show_value(value)}"
    return f"{_subject(name)} must match {pattern}, but is {show_value(value)}"


def out_of_range(relation: str, name: str, value: Any, limit: Any) -> str:
    """A number beyond its limit."""
    return f"{_subject(name)} must be {relation} {show_value(limit)}, not {show_value(value)}"


def wrong_count(relation: str, part: str, name: str, value: Any, limit: Any) -> str:
    """An array with too few or too many items, or an object with too few members."""
    return f"{_subject(name)} must have {relation} {limit} {part}{'s' * (limit != 1)}, not {len(value)}"


def other_problem(keyword: str, name: str, value: Any, _limit: Any) -> str:
    """A value that breaks a keyword that no other sentence is about."""
    return f"{_subject(name)} is {show_value(value)}, which the schema's `{keyword}` does not allow"


def _subject(name: str) -> str:
    if not name:
        return "the record"
    return f"item {name}" if name.isdigit() else f"`{name}`"


def json_kind(value: Any) -> str:
    """The kind of a JSON value, with its article."""
    return "null" if value is None else _KINDS.get(type(value), "a number")


def show_value(value: Any) -> str:
    """A value as JSON, cut where it is long; only the kind of an array or object."""
    if isinstance(value, (dict, list)):
        return json_kind(value)
    text = msgspec.json.encode(value).decode() if not isinstance(value, float) else repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@lru_cache(maxsize=1024)
def _nearest(word: str, options: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    word, folded = word.lower().replace("_", "").replace("-", ""), _fold(options)
    letters = word.encode(errors="replace")
    candidates = [option for option, (own, _) in folded.items() if _may_be_near(word, letters, option, own)]
    matches = get_close_matches(word, candidates, n=1, cutoff=_CUTOFF) if candidates else []
    return folded[matches[0]][1] if matches else None


@lru_cache(maxsize=64)
def _fold(options: tuple[str, ...]) -> dict[str, tuple[bytes, str]]:
    """The options by how they are compared, each with its letters."""
    folded = ((option.lower().replace("_", ""), option) for option in options)
    return {name: (name.encode(errors="replace"), option) for name, option in folded}


def _may_be_near(word: str, letters: bytes, option: str, own: bytes) -> bool:
    """False if two texts have too few letters in common for certain: comparing them takes fifty times as long."""
    shared = min(len(letters) - len(letters.translate(None, own)), len(own) - len(own.translate(None, letters)))
    return 2 * shared >= _CUTOFF * (len(word) + len(option))


def _nearest_word(word: str, options: tuple[str, ...]) -> str | None:
    """The nearest option, or the only one with the same stem: "succeeded" for "sucess"."""
    if nearest := _nearest(word, options):
        return nearest
    stem = word.lower().replace("_", "")[:_STEM]
    begun = [option for name, (_, option) in _fold(options).items() if len(word) > _STEM and name.startswith(stem)]
    return begun[0] if len(begun) == 1 else None
