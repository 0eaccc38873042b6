"""Rule secrets out fast: patterns derived from the table, which let pass what may hold a secret.

A prefilter must never hide a secret: what it lets pass is searched, which takes longer. Patterns are compiled when they
are first used: most runs never look for a secret.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dspy_schema.secrets.patterns import KEYS, NAMES, PHRASES, secret_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


# A sign is looked for from its rarest character on, in this order, which makes the pattern fast: other places are
# skipped. One that has none of them is searched alone, as fast as memory is read.
_RARE = "jzqx8kvwgfpuc"
# What must follow a sign. What stands below a name in the plural, and is a number or null, is no secret; and the name
# `pat` must end, where a line feed is the last character of a name, too.
_CONDITIONS = {"token": r'(?!s" ?: ?[0-9n])', "pat": r'(?=s?[\\n]*")'}
# JSON may escape any character, and slashes.
_ESCAPES = ("\\u", "\\/")
_ESCAPE_HINTS = (r"\\u00[2-7]", r":\\/\\/")
# One of these is in each phrase; keys may also stand behind the letter of an escape.
_INSIDE = (*" \t\n\r\f\v\"'=\\%", "://")
_IN_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_WORDS_ONLY = bytes(code if code in _IN_WORDS else ord("~") for code in range(256))
# White space that may stand between a name and its colon, and seldom does; also in JSON that stands in a text.
_APART = (b'" :', b'"\t:', b'"\n:', b'"\r:', b"\\t:", b"\\n:", b"\\r:")
_LONGEST_NAME = 200


def may_hold(text: bytes, known: Mapping[str, str] = {}) -> bool:
    """False if there is no secret in a JSON text for certain; `find_secrets` finds what there is, and takes longer."""
    if any(pointer.rpartition("/")[2].encode() in text for pointer in known):
        return True
    lowered = text.lower()
    pattern, alone = _record_signs()
    if pattern.search(lowered) is None and not any(sign in lowered for sign in alone):
        return False
    return _has_secret_name(text) or _may_begin(text) or may_be_phrase(lowered)


def may_be_among(texts: str) -> bool:
    """False if there is no secret for certain among some texts, each of which a `~` stands before; very fast."""
    return any(sign in texts for sign in _INSIDE) or may_be_key(texts)


def may_be_key(texts: str) -> bool:
    """False if no key begins in texts for certain, each of which a `~` stands before."""
    return _may_begin(texts.encode(errors="replace"))


def may_be_phrase(lowered: bytes) -> bool:
    """False if there is no phrase for certain in a text in lower case, in its own writing or in JSON's."""
    return any(hint.search(lowered) for hint in _hints())


def may_have_secret_name(text: str) -> bool:
    """False if no name in a JSON text, together with its value, can be that of a secret, for certain."""
    pattern, alone = _name_signs()
    lowered = text.encode(errors="replace").lower()
    return pattern.search(lowered) is not None or any(sign in lowered for sign in alone)


def _has_secret_name(text: bytes) -> bool:
    """Whether the names of members, in JSON that stands in a text included, tell of secrets."""
    if any(writing in text for writing in _APART):
        return True
    before = [part.rstrip(b"\\") for part in text.split(b'":')[:-1]]
    return any(map(_is_secret_name, {part[part.rfind(b'"') + 1 :][-_LONGEST_NAME:] for part in before}))


@lru_cache(maxsize=4096)
def _is_secret_name(name: bytes) -> bool:
    return secret_kind(name.decode(errors="replace")) != ""


def _may_begin(texts: bytes) -> bool:
    words = texts.translate(_WORDS_ONLY)
    beginning, behind_escape = _beginnings()
    if beginning.search(words) is not None:
        return True
    # Hexadecimal digits begin many words; of escapes there are few.
    return (b"\\" in texts or b"%" in texts) and behind_escape.search(words) is not None


@cache
def _beginnings() -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """How keys begin where there is `~` for each character that words do not have, one before the key included.

    In JSON the letter or the digits of an escape may stand between.
    """
    prefixes = {re.sub("[^A-Za-z0-9_]", "~", prefix) for key in KEYS for prefix in key.prefixes.split()}
    keys = _render_alternation(prefixes)
    first = "".join(sorted({prefix[0] for prefix in prefixes}))
    escapes = "(?:[nrtbf]|[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})"
    return re.compile(f"~(?=[{first}]){keys}".encode()), re.compile(f"~{escapes}{keys}".encode())


@cache
def _record_signs() -> tuple[re.Pattern[bytes], list[bytes]]:
    """The signs of all secrets in a JSON text in lower case."""
    prefixes = (prefix.lower() for key in KEYS for prefix in key.prefixes.split())
    words = (word for phrase in PHRASES for word in phrase.words)
    return _compile_signs({*prefixes, *words, *(name.sign for name in NAMES), *_ESCAPES})


@cache
def _name_signs() -> tuple[re.Pattern[bytes], list[bytes]]:
    """The signs of the members that hold secrets."""
    return _compile_signs({*(name.sign for name in NAMES), *_ESCAPES})


def _compile_signs(signs: set[str]) -> tuple[re.Pattern[bytes], list[bytes]]:
    """A pattern of the signs with a rare character, and the others."""
    by_rarest: dict[str, list[str]] = {}
    alone: list[bytes] = []
    for sign in sorted(_without_longer(signs)):
        rarest = next((character for character in _RARE if character in sign), "")
        if not rarest:
            alone.append(sign.encode())
            continue
        start = sign.index(rarest)
        before = f"(?<={re.escape(sign)})" if start else ""
        tail = re.escape(sign[start + 1 :]) + before + _CONDITIONS.get(sign, "")
        by_rarest.setdefault(rarest, []).append(tail)
    branches = [f"{rarest}(?:{'|'.join(tails)})" for rarest, tails in by_rarest.items()]
    return re.compile("|".join(branches).encode()), alone


def _without_longer(signs: set[str]) -> Iterator[str]:
    """The signs but for those that another one is a part of."""
    for sign in signs:
        if not any(other in sign and other != sign and other not in _CONDITIONS for other in signs):
            yield sign


@cache
def _hints() -> list[re.Pattern[bytes]]:
    words = {word for phrase in PHRASES if not phrase.hint for word in phrase.words}
    hints = dict.fromkeys(phrase.hint for phrase in PHRASES if phrase.hint)
    assigned = sorted(word for word in _without_longer(words) if word.endswith("="))
    # One search for the rare character that many words end with.
    hints[f"=(?:{'|'.join(f'(?<={re.escape(word)})' for word in assigned)})"] = None
    hints |= dict.fromkeys(re.escape(word) for word in sorted(_without_longer(words)) if not word.endswith("="))
    return [re.compile(hint.encode()) for hint in (*hints, *_ESCAPE_HINTS)]


def _render_alternation(texts: Iterable[str]) -> str:
    """A pattern of any of the texts, that is fast whatever their number: what they begin with is factored out."""
    rests: dict[str, set[str]] = {}
    for text in texts:
        if not text:
            return ""
        rests.setdefault(text[0], set()).add(text[1:])
    branches = [re.escape(first) + _render_alternation(rest) for first, rest in sorted(rests.items())]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
