"""Find secrets in a JSON value."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeAlias

from dspy_schema.secrets import patterns
from dspy_schema.secrets.patterns import NAME_SIGN, may_be_among, may_be_key, may_be_other

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


# What the issuers of keys let them begin with, so that they are found; never in the middle of a word. Where a part of
# unlimited length is not the last, it has a limit: a text of nothing but beginnings must not take long.
_KEYS = (
    r"sk-[A-Za-z0-9_-]{20,}",  # OpenAI, Anthropic, DeepSeek and more
    r"[sr]k_(?:live|test)_[A-Za-z0-9]{16,}",
    r"hf_[A-Za-z0-9]{20,}",
    r"A[KS]IA[A-Z0-9]{16}",
    r"AIza[A-Za-z0-9_-]{35}",
    r"ya29\.[A-Za-z0-9_-]{20,}",
    r"GOCSPX-[A-Za-z0-9_-]{20,}",
    r"gh[pousr]_[A-Za-z0-9]{30,}",
    r"github_pat_[A-Za-z0-9_]{30,}",
    r"glpat-[A-Za-z0-9_-]{20,}",
    r"gsk_[A-Za-z0-9]{20,}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",
    r"xai-[A-Za-z0-9]{20,}",
    r"dapi[a-f0-9]{32}",
    r"npm_[A-Za-z0-9]{30,}",
    r"nvapi-[A-Za-z0-9_-]{20,}",
    r"r8_[A-Za-z0-9]{30,}",
    r"fw_[A-Za-z0-9]{20,}",
    r"tgp_v1_[A-Za-z0-9_-]{20,}",
    r"pplx-[A-Za-z0-9]{20,}",
    r"wandb_v1_[A-Za-z0-9_-]{20,}",
    r"lsv2_[a-z]{2}_[A-Za-z0-9_]{20,}",
    r"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,}",
    r"eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,}",  # a JSON web token
)
# A letter may stand before a key that ends an escape such as \n or %3D, which is there where texts were quoted twice.
_BEFORE = r"(?:(?<![A-Za-z0-9_])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
_NAME = (
    r"(?:(?:api|access|account|auth|encryption|private|secret|session|shared|signing)[_-]?key|secret|passw(?:or)?d|pwd"
    r"|authorization|(?<!page.)token)"
)
# A value that is not code: eight characters or more, with a letter and a digit.
_OF_LETTER_AND_DIGIT = r"(?=[a-z+/_~!@^*%=-]{0,60}[0-9])(?=[0-9+/_~!@^*%=-]{0,60}[a-z])[a-z0-9+/_~!@^*%=-]"
_QUOTES = r"[\"'\\]{0,4}"
# As in connection strings.
_STATED = r"(?ai:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature) ?= ?(?![<{\[$])[^;\s\"']{4,500}"
_LONG_PART = r"[A-Za-z0-9]{16}"
_OF_MODEL = r"(?:^|[^A-Za-z0-9_])ft:[^\s\"'`,;]{0,200}$"
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
_KEY = rf"{_BEFORE}(?:{'|'.join(_KEYS)})"
_VALUE = rf"{_OF_LETTER_AND_DIGIT}{{8,100}}+(?![(\[])"
_QUOTED_VALUE = rf"\\{{0,3}}[\"']{_OF_LETTER_AND_DIGIT}{{6,100}}+\\{{0,3}}[\"']"
_ASSIGNED = (
    rf"(?ai:{_NAME}{_QUOTES}\s{{0,3}}(?:=|:(?=[\s\"'\\]))\s{{0,3}}{_QUOTES}(?:(?:token|bearer|basic|key)\s{{1,3}})?{_VALUE}"
    rf"|{_NAME}\\{{0,3}}[\"']\s{{0,3}}:\s{{0,3}}{_QUOTED_VALUE}"
    rf"|--(?:[a-z0-9]{{1,20}}-){{0,3}}{_NAME}[ \t]{{1,3}}{_QUOTES}{_VALUE})"
)
_OTHERS = (
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY",
    r"(?ai:\b(?:bearer|basic) {1,9}[a-z0-9._~+/-]{16,})",
    r"://[^/?#\s:@]+:[^/?#\s@]+@",  # a password in a URL
    r"://hooks\.slack\.com/[a-z]+/[A-Za-z0-9_-]+/[A-Za-z0-9/_-]+",
    r"[?&#](?ai:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|(?:(?:access|auth|id|refresh)_)?token"
    r"|api_?key|client_secret|password)=(?!\[redacted\])[^\s&#<{$\"']+",
    rf"{_STATED};",
    rf"; ?{_STATED}",
    _ASSIGNED,
)


def is_secret(text: str) -> bool:
    """Whether there is a secret in a text, by its look; in a text that is JSON, also by the names in it."""
    return may_be_among(f"~{text}") and (next(_matches(text), None) is not None or _json_holds(text))


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether the name of a member is itself a secret."""
    return is_secret(name)


def replace_secrets(text: str, instead: str) -> str:
    """The text with another one in the place of each key and the like in it; names in JSON are not looked at."""
    parts, done = [], 0
    for start, end in sorted(_matches(text)):
        if start >= done:
            parts += [text[done:start], instead]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _matches(text: str) -> Iterator[tuple[int, int]]:
    """Where the keys and the like stand in a text."""
    if "\\" in text or "%" in text or may_be_key(f"~{text}"):
        for match in _key().finditer(text):
            if not _is_of_model(text, match):
                yield match.span()
    if may_be_other(text.encode(errors="replace").lower()):
        yield from (match.span() for match in _other().finditer(text))


def _is_of_model(text: str, match: re.Match[str]) -> bool:
    """Whether it is a part of the name of a fine-tuned model, as in ft:gpt-4o:sk-learn-experiments-2026:id."""
    start = match.start()
    return (
        text[start - 1 : start] == ":"
        and re.search(_LONG_PART, match[0]) is None
        and re.search(_OF_MODEL, text[max(0, start - 210) : start]) is not None
    )


def _json_holds(text: str) -> bool:
    if text.lstrip(" \t\r\n")[:1] not in {"{", "["} or not re.search(NAME_SIGN, text.encode(errors="replace").lower()):
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
def _key() -> re.Pattern[str]:
    return re.compile(_KEY)


@cache
def _other() -> re.Pattern[str]:
    return re.compile("|".join(_OTHERS))


Path: TypeAlias = tuple[str | int, ...]
REDACTED = "[redacted]"
"""What stands in the place of a secret."""


def find_secrets(value: Any, known: Mapping[str, str] = {}) -> list[Path]:
    """The paths of the texts and numbers in a JSON value that are secrets and not yet redacted, in their order.

    `known` has further ones, by the pointer that the schema of the record gives them (with `*` for items), and of
    what kind each is: `key`, `signed_url` or `environment`.
    """
    return [path for path, each in _walk(value, (), "", known) if not isinstance(each, dict)]


def find_secret_names(value: Any) -> dict[Path, str]:
    """The paths of the members in a JSON value whose name is a secret, and the name that each gets in its place."""
    new: dict[Path, str] = {}
    for path, each in _walk(value, (), "", {}):
        if isinstance(each, dict):
            unused = (name for name in chain([REDACTED], _numbered()) if name not in each)
            new |= {(*path, name): next(unused) for name in each if is_secret_name(name)}
    return new


def _numbered() -> Iterator[str]:
    return (f"{REDACTED} {number}" for number in count(2))


def is_secret_at(pointer: str, value: object) -> bool:
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
            if any(map(is_secret_name, each)):
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
    own = patterns.secret_kind(key) if isinstance(key, str) else ""
    return own or (kind if kind == "signed_url" else "")


def _is_secret(value: Any, kind: str) -> bool:
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
    return kind == "inside" or (kind == "auth" and not re.fullmatch(_WAY, text))


def _general(path: Path) -> str:
    return "".join(f"/{'*' if isinstance(each, int) else each}" for each in path)


def hide_secret(pointer: str, value: Any) -> Any:
    """The value at a pointer as it may be shown: REDACTED in the place of a text or a number that is a secret."""
    is_scalar = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return REDACTED if is_scalar and is_secret_at(pointer, value) else value


def redact_for_display(text: str) -> str:
    """The text with REDACTED in the place of the keys and the like in it."""
    if not is_secret(text):
        return text
    text = replace_secrets(text, REDACTED)
    return REDACTED if is_secret(text) else text


def redact_pointer(pointer: str) -> str:
    """The pointer (RFC 6901) with REDACTED for each name that is a secret."""
    return "/".join(
        REDACTED if is_secret_name(token.replace("~1", "/").replace("~0", "~")) else token
        for token in pointer.split("/")
    )
