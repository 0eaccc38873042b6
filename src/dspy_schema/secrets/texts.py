"""Texts that are secrets by their look, whatever the name of the member."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dspy_schema.secrets.signs import NAME_SIGN, may_be_among, may_be_key, may_be_other

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_KEY = rf"{_BEFORE}(?:{'|'.join(_KEYS)})"
_NAME = (
    r"(?:(?:api|access|account|auth|encryption|private|secret|session|shared|signing)[_-]?key|secret|passw(?:or)?d|pwd"
    r"|authorization|(?<!page.)token)"
)
# A value that is not code: eight characters or more, with a letter and a digit.
_OF_LETTER_AND_DIGIT = r"(?=[a-z+/_~!@^*%=-]{0,60}[0-9])(?=[0-9+/_~!@^*%=-]{0,60}[a-z])[a-z0-9+/_~!@^*%=-]"
_VALUE = rf"{_OF_LETTER_AND_DIGIT}{{8,100}}+(?![(\[])"
_QUOTED_VALUE = rf"\\{{0,3}}[\"']{_OF_LETTER_AND_DIGIT}{{6,100}}+\\{{0,3}}[\"']"
_QUOTES = r"[\"'\\]{0,4}"
_ASSIGNED = (
    rf"(?ai:{_NAME}{_QUOTES}\s{{0,3}}(?:=|:(?=[\s\"'\\]))\s{{0,3}}{_QUOTES}(?:(?:token|bearer|basic|key)\s{{1,3}})?{_VALUE}"
    rf"|{_NAME}\\{{0,3}}[\"']\s{{0,3}}:\s{{0,3}}{_QUOTED_VALUE}"
    rf"|--(?:[a-z0-9]{{1,20}}-){{0,3}}{_NAME}[ \t]{{1,3}}{_QUOTES}{_VALUE})"
)
# As in connection strings.
_STATED = r"(?ai:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature) ?= ?(?![<{\[$])[^;\s\"']{4,500}"
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
_LONG_PART = r"[A-Za-z0-9]{16}"
_OF_MODEL = r"(?:^|[^A-Za-z0-9_])ft:[^\s\"'`,;]{0,200}$"


def is_secret(text: str) -> bool:
    """Whether there is a secret in a text, by its look; in a text that is JSON, also by the names in it."""
    return may_be_among(f"~{text}") and (next(_matches(text), None) is not None or _json_holds(text))


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Whether the name of a member is itself a secret."""
    return is_secret(name)


def without(text: str, instead: str) -> str:
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
    from dspy_schema.secrets.search import found

    try:
        # Numbers may be longer than Python reads.
        return bool(found(json.loads(text, parse_int=float, parse_float=float)))
    except (ValueError, RecursionError):
        return False


# re keeps few patterns, and asking it takes a while.
@cache
def _key() -> re.Pattern[str]:
    return re.compile(_KEY)


@cache
def _other() -> re.Pattern[str]:
    return re.compile("|".join(_OTHERS))
