"""Find secrets: in texts by their form, and in JSON values also by the names of members."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeAlias

from dspy_schema.secrets import prefilter
from dspy_schema.secrets.patterns import KEYS, PHRASES, secret_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


Path: TypeAlias = tuple[str | int, ...]
REDACTED = "[redacted]"
"""What stands in the place of a secret."""
# A key is never found in the middle of a word. But a letter may stand before a key that ends an escape such as \n or
# %3D, which is there where texts were quoted twice.
_BEFORE = r"(?:(?<![A-Za-z0-9_])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
_LONG_PART = r"[A-Za-z0-9]{16}"
_OF_MODEL = r"(?:^|[^A-Za-z0-9_])ft:[^\s\"'`,;]{0,200}$"
# What is below one of these holders is secret whatever its name.
_HOLDERS = frozenset({"key", "token", "environment", "inside"})
_WITH_NUMBERS = frozenset({"key", "inside"})
# A shorter number is a count, a port or a switch.
_SMALLEST = 1000
_SPECIAL = r"(?s:<.*>|\[[A-Z_ ]*\])"
_URL = r"[A-Za-z][A-Za-z0-9+.-]*://"
_VARIABLE = r"\{|(?:^|[\s;,])[A-Za-z_][A-Za-z0-9_]*=\S"
# A text without spaces, with a letter and a digit; others are pieces of texts, or numbers.
_OPAQUE = r"(?=\S*[A-Za-z])(?=\S*[0-9])\S{6,}"
# Methods to authenticate, and switches.
_METHOD = (
    r"(?ai:none|null|true|false|yes|no|on|off|enabled|disabled|required|optional|default|anonymous|public|private"
    r"|basic|bearer|digest|token|password|(?:api|ssh|shared|access)?[ _-]?keys?|o?auth ?[12]?(?:\.0)?|jwt|oidc|openid"
    r"|saml|sso|ldap|kerberos|ntlm|m?tls|hmac|iam|aws|azure|gcp|sigv4|managed|user|service|custom)"
)


def find_secrets(value: Any, known: Mapping[str, str] = {}) -> list[Path]:
    """The paths of the texts and numbers in a JSON value that are secrets and not yet redacted, in their order.

    `known` has further ones, by the pointer that the schema of the record gives them (with `*` for items), and of
    what kind each is: `key`, `signed_url` or `environment`.
    """
    return [path for path, secret in _walk(value, (), "", known) if not isinstance(secret, dict)]


def find_secret_names(value: Any) -> dict[Path, str]:
    """The paths of the members in a JSON value whose name is a secret, and the name that each gets in its place."""
    new: dict[Path, str] = {}
    for path, members in _walk(value, (), "", {}):
        if isinstance(members, dict):
            numbered = (f"{REDACTED} {number}" for number in count(2))
            unused = (name for name in chain([REDACTED], numbered) if name not in members)
            new |= {(*path, name): next(unused) for name in members if is_secret_name(name)}
    return new


def is_secret_at(pointer: str, value: object) -> bool:
    """Whether the value at a pointer (RFC 6901) is, or holds, a secret that must not be shown."""
    kind = ""
    for name in map(_unescape, pointer.split("/")[1:]):
        kind = _kind_below(int(name) if name.isdecimal() else name, (), kind, {})
    return next(_walk(value, (), kind, {}), None) is not None


def is_secret(text: str) -> bool:
    """Whether there is a secret in a text, by its form; in a text that is JSON, also by the names in it."""
    return prefilter.may_be_among(f"~{text}") and (next(_matches(text), None) is not None or _json_holds_secret(text))


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether the name of a member is itself a secret."""
    return is_secret(name)


def hide_secret(pointer: str, value: Any) -> Any:
    """The value at a pointer as it may be shown: REDACTED in the place of a text or a number that is a secret."""
    is_scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return REDACTED if is_scalar and is_secret_at(pointer, value) else value


def redact_for_display(text: str) -> str:
    """The text with REDACTED in the place of the keys and phrases in it."""
    if not is_secret(text):
        return text
    text = _replace_matches(text)
    return REDACTED if is_secret(text) else text


def redact_pointer(pointer: str) -> str:
    """The pointer (RFC 6901) with REDACTED for each name that is a secret."""
    return "/".join(REDACTED if is_secret_name(_unescape(token)) else token for token in pointer.split("/"))


def _unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def _replace_matches(text: str) -> str:
    """The text with REDACTED in the place of each key and phrase; names in JSON are not looked at."""
    parts, done = [], 0
    for start, end in sorted(_matches(text)):
        if start >= done:
            parts += [text[done:start], REDACTED]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _matches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each key and phrase in a text."""
    if "\\" in text or "%" in text or prefilter.may_be_key(f"~{text}"):
        for match in _keys().finditer(text):
            if not _is_of_model(text, match):
                yield match.span()
    if prefilter.may_be_phrase(text.encode(errors="replace").lower()):
        yield from (match.span() for match in _phrases().finditer(text))


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
    prefixes = [prefix for key in KEYS for prefix in key.prefixes.split()]
    first = "".join(sorted({prefix[0] for prefix in prefixes}))
    keys = "|".join(f"(?:{'|'.join(map(re.escape, key.prefixes.split()))}){key.rest}" for key in KEYS)
    return re.compile(f"(?=[{first}]){_BEFORE}(?:{keys})")


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(phrase.pattern for phrase in PHRASES))


def _walk(value: Any, path: Path, kind: str, known: Mapping[str, str]) -> Iterator[tuple[Path, Any]]:
    """The secret texts and numbers in a value, and the objects with a member whose name is a secret."""
    todo = [(value, path, kind)]
    while todo:
        value, path, kind = todo.pop()
        if isinstance(value, dict):
            if any(map(is_secret_name, value)):
                yield path, value
            harmless = _harmless_member(value)
            todo += reversed(
                [
                    (child, (*path, name), "" if name == harmless else _kind_below(name, path, kind, known))
                    for name, child in value.items()
                ]
            )
        elif isinstance(value, list):
            todo += reversed(
                [(child, (*path, index), _kind_below(index, path, kind, known)) for index, child in enumerate(value)]
            )
        elif _is_secret_value(value, kind):
            yield path, value


def _harmless_member(members: Mapping[str, Any]) -> str | None:
    """The member of an object that holds no secret, although its name or its place suggests one."""
    if {"name", "value"} <= members.keys():
        return "name"  # of a variable, as Kubernetes writes environments
    return "token" if "logprob" in members else None


def _kind_below(key: str | int, path: Path, kind: str, known: Mapping[str, str]) -> str:
    if kind in _HOLDERS:
        return kind if kind == "token" and isinstance(key, int) else "inside"
    if known and (stated := known.get(_general((*path, key)))):
        return stated
    if kind == "tokens":
        return kind if isinstance(key, int) else "token"
    # Of several addresses each is one.
    own = secret_kind(key) if isinstance(key, str) else ""
    return own or (kind if kind == "signed_url" else "")


def _general(path: Path) -> str:
    return "".join(f"/{'*' if isinstance(key, int) else key}" for key in path)


def _is_secret_value(value: Any, kind: str) -> bool:
    if not isinstance(value, str):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and kind in _WITH_NUMBERS and abs(value) >= _SMALLEST
    if value in {"", REDACTED}:
        return False
    return _is_of_kind(value, kind) or is_secret(value)


def _is_of_kind(text: str, kind: str) -> bool:
    if kind in {"key", "token"}:
        return not re.fullmatch(_SPECIAL, text)
    if kind == "tokens":
        return re.fullmatch(_OPAQUE, text) is not None and not re.fullmatch(_SPECIAL, text)
    if kind == "signed_url":
        return re.match(_URL, text) is not None
    if kind == "environment":
        # One that is a text is most often a word such as "staging".
        return re.search(_VARIABLE, text) is not None
    return kind == "inside" or (kind == "auth" and not re.fullmatch(_METHOD, text))
