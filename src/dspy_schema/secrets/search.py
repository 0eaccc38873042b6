"""Find the secrets in a JSON value."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeAlias

from dspy_schema.secrets import names, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path: TypeAlias = tuple[str | int, ...]

REDACTED = "[redacted]"
"""What stands in the place of a secret."""

# What is below one of these holders is secret whatever its name.
_HOLDERS = frozenset({"key", "token", "environment", "inside"})
_WITH_NUMBERS = frozenset({"key", "inside"})
# A shorter number is a count, a port or a switch.
_SMALLEST = 1000
_SPECIAL = r"(?s:<.*>|\[[A-Z_ ]*\])"
_URL = r"[A-Za-z][A-Za-z0-9+.-]*://"
_VARIABLE = r"\s*\{|(?:^|[\s;,])[A-Za-z_][A-Za-z0-9_]*=\S"
# A text without spaces, with a letter and a digit; others are pieces of texts, or numbers.
_OPAQUE = r"(?=\S*[A-Za-z])(?=\S*[0-9])\S{6,}"
# Ways to authenticate, and switches.
_WAY = (
    r"(?ai:none|null|true|false|yes|no|on|off|enabled|disabled|required|optional|default|anonymous|public|private"
    r"|basic|bearer|digest|token|password|(?:api|ssh|shared|access)?[ _-]?keys?|o?auth ?[12]?(?:\.0)?|jwt|oidc|openid"
    r"|saml|sso|ldap|kerberos|ntlm|m?tls|hmac|iam|aws|azure|gcp|sigv4|managed|user|service|custom)"
)


def found(value: Any, known: Mapping[str, str] = {}) -> list[Path]:
    """The paths of the texts and numbers in a JSON value that are secrets and not yet redacted, in their order.

    `known` has further ones, by the pointer that the schema of the record gives them (with `*` for items), and of
    what kind each is: `key`, `signed_url` or `environment`.
    """
    return [path for path, each in _walk(value, (), "", known) if not isinstance(each, dict)]


def found_names(value: Any) -> dict[Path, str]:
    """The paths of the members in a JSON value whose name is a secret, and the name that each gets in its place."""
    new: dict[Path, str] = {}
    for path, each in _walk(value, (), "", {}):
        if isinstance(each, dict):
            unused = (name for name in chain([REDACTED], _numbered()) if name not in each)
            new |= {(*path, name): next(unused) for name in each if texts.is_secret_name(name)}
    return new


def _numbered() -> Iterator[str]:
    return (f"{REDACTED} {number}" for number in count(2))


def conceals(pointer: str, value: object) -> bool:
    """Whether the value at a pointer (RFC 6901) is, or holds, a secret that must not be shown."""
    kind = ""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        kind = _kind_below(int(name) if name.isdecimal() else name, (), kind, {})
    return next(_walk(value, (), kind, {}), None) is not None


def _walk(value: Any, path: Path, kind: str, known: Mapping[str, str]) -> Iterator[tuple[Path, Any]]:
    """The secret texts and numbers in a value, and the objects with a member whose name is a secret."""
    todo = [(value, path, kind)]
    while todo:
        each, path, kind = todo.pop()
        if isinstance(each, dict):
            if any(map(texts.is_secret_name, each)):
                yield path, each
            below = [(child, (*path, key), _kind_below(key, path, kind, known)) for key, child in each.items()]
            harmless = _harmless(each)
            todo += reversed([child if child[1][-1] != harmless else (*child[:2], "") for child in below])
        elif isinstance(each, list):
            todo += reversed(
                [(child, (*path, key), _kind_below(key, path, kind, known)) for key, child in enumerate(each)]
            )
        elif _is_secret(each, kind):
            yield path, each


def _harmless(members: Mapping[str, Any]) -> str | None:
    """The member of an object that holds no secret, although its name or where it stands tells so."""
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
    own = names.kind(key) if isinstance(key, str) else ""
    return own or (kind if kind == "signed_url" else "")


def _is_secret(value: Any, kind: str) -> bool:
    if not isinstance(value, str):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and kind in _WITH_NUMBERS and abs(value) >= _SMALLEST
    if value in {"", REDACTED}:
        return False
    return _is_of_kind(value, kind) or texts.is_secret(value)


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
    return kind == "inside" or (kind == "auth" and not re.fullmatch(_WAY, text))


def _general(path: Path) -> str:
    return "".join(f"/{'*' if isinstance(each, int) else each}" for each in path)
