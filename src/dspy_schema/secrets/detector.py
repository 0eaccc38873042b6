"""Find secrets: in texts by their form, and in JSON values also by the names of members."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeAlias

from dspy_schema.secrets import prefilter
from dspy_schema.secrets.patterns import KEYS, PHRASES, TRAINING, secret_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


Path: TypeAlias = tuple[str | int, ...]
# Of longer texts few are the same.
_LONGEST_MESSAGE = 400
REDACTED = "[redacted]"
"""What stands in the place of a secret."""
# A key is never found in the middle of a word, and `_` is between words. But a letter may stand before a key that ends
# an escape such as \n or %3D, which is there where texts were quoted twice.
_BEFORE = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
_NO_EXAMPLE = "(?![xX]{8})"
_LONG_PART = r"[A-Za-z0-9]{16}"
_OF_MODEL = r"(?:^|[^A-Za-z0-9_])ft:[^\s\"'`,;]{0,200}$"
# What is below one of these holders is secret whatever its name.
_HOLDERS = frozenset({"key", "token", "inside"})
_LISTED = frozenset({"environment", "opaque", "signed_url", "tokens"})
_WITH_NUMBERS = frozenset({"key", "inside"})
# A shorter number is a count, a port or a switch.
_SMALLEST = 1000
# A shorter token is a piece of a text.
_SHORTEST = 6
_SPECIAL = r"(?s:<.*>|\[[A-Z_ ]*\])"
_URL = r"[A-Za-z][A-Za-z0-9+.-]*://"
# Names of variables; settings of environments that agents act in have others.
_VARIABLE_NAME = "[A-Z_][A-Z0-9_]{0,200}"
_VARIABLE = rf"(?:^|[\s;,]){_VARIABLE_NAME}=\S|[\"']{_VARIABLE_NAME}[\"']\s{{0,20}}:"
# A text without spaces, with a letter and a digit; others are pieces of texts, or numbers.
_OPAQUE = r"(?![./])(?=[^\s0-9]*[0-9])(?=[^\sA-Za-z]*[A-Za-z])(?!\S*://)\S{6,}|(?=[A-Za-z]*[a-z][A-Z])[A-Za-z]{16,}"
# What stands beside a token of a text.
_OF_TOKENS = frozenset(
    {"logprob", "label", "tag", "ner", "pos", "bytes", "token_id", "score", "start", "offset", "rank"}
)
# Where one of these is, a token ends in the middle of a word.
_SUBWORD = "[#\u2581\u0120\u010a ]"
_WORD_END = r"[^\s\"'`<>,;()\[\]{}]*"
# Methods to authenticate, and switches.
_METHOD = (
    r"(?ai:none|null|true|false|yes|no|on|off|enabled|disabled|required|optional|default|anonymous|public|private"
    r"|basic|bearer|digest|token|password|(?:api|ssh|shared|access)?[ _-]?keys?|o?auth ?[12]?(?:\.0)?|jwt|oidc|openid"
    r"|saml|sso|ldap|kerberos|ntlm|m?tls|hmac|iam|aws|azure|gcp|sigv4|managed|user|service|custom)"
)


def find_secrets(value: Any, known: Mapping[str, str] = {}) -> list[Path]:
    """The paths of the texts and numbers in a JSON value that are secrets and not yet redacted, in their order.

    In training data only what has a key's own form is one: its names and its texts must stay as they are.

    `known` has further ones, by the pointer that the schema of the record gives them (with `*` for items), and of
    what kind each is: `key`, `signed_url` or `environment`.
    """
    return [path for path, secret, _ in _walk(value, (), "", known, TRAINING) if not isinstance(secret, dict)]


def find_secret_names(value: Any) -> dict[Path, str]:
    """The paths of the members in a JSON value whose name is a secret, and the name that each gets in its place."""
    new: dict[Path, str] = {}
    for path, members, is_secret_here in _walk(value, (), "", {}, TRAINING):
        if isinstance(members, dict):
            numbered = (f"{REDACTED} {number}" for number in count(2))
            unused = (name for name in chain([REDACTED], numbered) if name not in members)
            new |= {(*path, name): next(unused) for name in members if is_secret_here(name)}
    return new


def is_secret_at(pointer: str, value: object) -> bool:
    """Whether the value at a pointer (RFC 6901) is, or holds, a secret that must not be shown."""
    kind = ""
    for name in map(_unescape, pointer.split("/")[1:]):
        kind = _kind_below(int(name) if name.isdecimal() else name, (), kind, {}, frozenset())
    return next(_walk(value, (), kind, {}, frozenset()), None) is not None


def is_secret(text: str) -> bool:
    """Whether there is a secret in a text, by its form; in a text that is JSON, also by the names in it.

    What is written as in URLs is decoded.
    """
    return prefilter.may_be_in(text) and any(map(_holds_secret, prefilter.decodings(text)))


def has_own_form(text: str) -> bool:
    """Whether there is a key in a text, or what has as clear a form; in training data only these are secrets."""
    return prefilter.may_be_in(text) and any(
        next(_matches(decoded, _own_phrases()), None) is not None for decoded in prefilter.decodings(text)
    )


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether the name of a member is itself a secret."""
    return is_secret(name)


def hide_secret(pointer: str, value: Any) -> Any:
    """The value at a pointer as it may be shown: REDACTED in the place of a text or a number that is a secret."""
    is_scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return REDACTED if is_scalar and is_secret_at(pointer, value) else value


def redact_for_display(text: str) -> str:
    """The text with REDACTED in the place of the keys and phrases in it, up to the end of the words that they are in.

    The result is judged as a whole: where there is still a secret in it, nothing of it is left.
    """
    # Most messages are those of many findings.
    return _redact_message(text) if len(text) <= _LONGEST_MESSAGE else _redact(text)


@lru_cache(maxsize=1024)
def _redact_message(text: str) -> str:
    return _redact(text)


def _redact(text: str) -> str:
    if not is_secret(text):
        return text
    text = _replace_matches(text)
    if is_secret(text):
        text = re.sub(r"[^\s`\"']+", lambda word: REDACTED if is_secret(word[0]) else word[0], text)
    return REDACTED if is_secret(text) else text


def redact_pointer(pointer: str) -> str:
    """The pointer (RFC 6901) with REDACTED for each name that is a secret."""
    return "/".join(REDACTED if is_secret_name(_unescape(token)) else token for token in pointer.split("/"))


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def _replace_matches(text: str) -> str:
    """The text with REDACTED in the place of each key and phrase; names in JSON are not looked at."""
    parts, done = [], 0
    for start, end in sorted(_matches(text, _phrases())):
        if start >= done:
            parts += [text[done:start], REDACTED]
        if end > done:
            # The pattern may not know how long a secret is.
            rest = re.compile(_WORD_END).match(text, end)
            done = rest.end() if rest else end
    return "".join([*parts, text[done:]])


def _holds_secret(text: str) -> bool:
    return next(_matches(text, _phrases()), None) is not None or _json_holds_secret(text)


def _matches(text: str, phrases: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each key in a text, and of each of some phrases."""
    if "\\" in text or "%" in text or prefilter.may_be_key(f",{text}"):
        for match in _keys().finditer(text):
            if not _is_of_model(text, match):
                yield match.span()
    if prefilter.may_be_phrase(text):
        yield from (match.span() for match in phrases.finditer(text))


def _is_of_model(text: str, match: re.Match[str]) -> bool:
    """Whether it is a part of the name of a fine-tuned model, as in ft:gpt-4o:sk-learn-experiments-2026:id."""
    start = match.start()
    return (
        text[start - 1 : start] == ":"
        and re.search(_LONG_PART, match[0]) is None
        and re.search(_OF_MODEL, text[max(0, start - 210) : start]) is not None
    )


def _json_holds_secret(text: str) -> bool:
    if text.lstrip(" \t\r\n")[:1] not in {"{", "["} or not prefilter.may_have_secret_name(text):
        return False
    # Imported here, since that takes a tenth of a short run, whose texts seldom hold JSON.
    import json

    try:
        # Numbers may be longer than Python reads.
        return bool(find_secrets(json.loads(text, parse_int=float, parse_float=float)))
    except (ValueError, RecursionError):
        return False


# re keeps few patterns, and asking it takes a while.
@cache
def _keys() -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}
    for key in KEYS:
        for prefix in key.prefixes.split():
            by_first.setdefault(prefix[0], []).append(f"{re.escape(prefix[1:])}{_NO_EXAMPLE}{key.rest}")
    keys = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in sorted(by_first.items()))
    return re.compile(f"(?=[{''.join(sorted(by_first))}]){_BEFORE}(?:{keys})")


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(phrase.pattern for phrase in PHRASES))


@cache
def _own_phrases() -> re.Pattern[str]:
    return re.compile("|".join(phrase.pattern for phrase in PHRASES if phrase.everywhere))


@lru_cache(maxsize=4096)
def _has_name_own_form(name: str) -> bool:
    return has_own_form(name)


def _walk(
    value: Any, path: Path, kind: str, known: Mapping[str, str], training: frozenset[str]
) -> Iterator[tuple[Path, Any, Callable[[str], bool]]]:
    """The secret texts and numbers in a value, and the objects with a member whose name is a secret.

    Each with the function that says whether a name is a secret there. `training` has the names of members that hold
    training data.
    """
    todo = [(value, path, kind)]
    while todo:
        value, path, kind = todo.pop()
        is_secret_here = _has_name_own_form if kind == "training" else is_secret_name
        if isinstance(value, dict):
            if any(map(is_secret_here, value)):
                yield path, value, is_secret_here
            harmless = _harmless_member(value)
            if kind == "environment" and _is_variable(value):
                kind = "inside"
            todo += reversed(
                [
                    (child, (*path, name), "" if name == harmless else _kind_below(name, path, kind, known, training))
                    for name, child in value.items()
                ]
            )
        elif isinstance(value, list):
            if kind == "tokens" and not _are_secret_tokens(value):
                kind = ""
            todo += reversed(
                [
                    (child, (*path, index), _kind_below(index, path, kind, known, training))
                    for index, child in enumerate(value)
                ]
            )
        elif _is_secret_value(value, kind):
            yield path, value, is_secret_here


def _harmless_member(members: Mapping[str, Any]) -> str | None:
    """The member of an object that holds no secret, although its name or its place suggests one."""
    if {"name", "value"} <= members.keys():
        return "name"  # of a variable, as Kubernetes writes environments
    return "token" if "token" in members and not _OF_TOKENS.isdisjoint(members) else None


def _is_variable(members: Mapping[str, Any]) -> bool:
    """Whether an object in an environment is a variable, as Kubernetes writes them."""
    name = members.get("name")
    return (
        isinstance(name, str)
        and not members.keys().isdisjoint({"value", "valueFrom"})
        and re.fullmatch(_VARIABLE_NAME, name) is not None
    )


def _are_secret_tokens(items: list[Any]) -> bool:
    """Whether the items of a list named `tokens` may be secrets, and not pieces of a text."""
    texts = [item for item in items if item]
    return all(isinstance(text, (str, dict)) for text in texts) and not any(
        isinstance(text, str) and (len(text) < _SHORTEST or re.search(_SUBWORD, text)) for text in texts
    )


def _kind_below(key: str | int, path: Path, kind: str, known: Mapping[str, str], training: frozenset[str]) -> str:
    if kind == "training":
        return kind
    if kind in _HOLDERS:
        return kind if kind == "token" and isinstance(key, int) else "inside"
    if known and (stated := known.get(_general((*path, key)))):
        return stated
    if isinstance(key, int):
        # Of several addresses, tokens or environments each is one.
        return "training" if kind == "train_data" else kind if kind in _LISTED else ""
    return _kind_of_member(key, kind, training)


def _kind_of_member(key: str, kind: str, training: frozenset[str]) -> str:
    if kind == "tokens":
        return "token"
    if kind == "environment":
        # What is below the name of a variable is secret; settings of other environments are judged by their names.
        is_variable = re.fullmatch(_VARIABLE_NAME, key) is not None or is_secret_name(key)
        return "inside" if is_variable else secret_kind(key) or kind
    if key in training:
        return "train_data"
    return secret_kind(key) or (kind if kind == "signed_url" else "")


def _general(path: Path) -> str:
    return "".join(f"/{'*' if isinstance(key, int) else key}" for key in path)


def _is_secret_value(value: Any, kind: str) -> bool:
    if not isinstance(value, str):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and kind in _WITH_NUMBERS and abs(value) >= _SMALLEST
    if value in {"", REDACTED}:
        return False
    if kind in {"training", "train_data"}:
        return has_own_form(value)
    return _is_of_kind(value, kind) or is_secret(value)


def _is_of_kind(text: str, kind: str) -> bool:
    if kind in {"key", "token"}:
        return not re.fullmatch(_SPECIAL, text)
    if kind in {"tokens", "opaque"}:
        return re.fullmatch(_OPAQUE, text) is not None and not re.fullmatch(_SPECIAL, text)
    if kind == "signed_url":
        return re.match(_URL, text) is not None
    if kind == "environment":
        # One that is a text is most often a word such as "staging".
        return re.search(_VARIABLE, text) is not None
    return kind == "inside" or (kind == "auth" and not re.fullmatch(_METHOD, text))
